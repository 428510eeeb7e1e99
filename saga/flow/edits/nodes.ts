/**
 * Edits of nodes. Each returns a new definition; one that does not apply (the node is gone, nothing differs in kind)
 * returns the very definition it was given, so that a caller sees by identity that there is nothing to undo.
 */
import type { FlowDefinition, FlowEdge, FlowNode, NodeKind, Point } from '../definition';
import { mayConnect, mayInsertOn } from '../gestures';
import { defaultBounds } from '../node-size';
import type { Compensation } from '../nodes/compensation';
import type { NodeId } from '../nodes/node-base';
import type { StartNode } from '../nodes/start';
import type { StepNode } from '../nodes/step';
import { edgeById, incomingEdges, nodeById, outgoingEdges } from '../queries/graph';
import { type ActivityNode, isActivity, undoScopeOf, withCarried } from '../queries/scopes';
import { connect, removeEdges } from './edges';
import { newCompensation } from './new-node';

type Patch<Node extends FlowNode> = Partial<Omit<Node, 'id' | 'kind'>>;

/** `at`: the upper left corner. Does not apply if the id is taken. */
export function addNode(definition: FlowDefinition, node: FlowNode, at: Point): FlowDefinition {
	if (nodeById(definition, node.id) !== null) return definition;
	return {
		...definition,
		nodes: [...definition.nodes, node],
		layout: {
			...definition.layout,
			nodes: { ...definition.layout.nodes, [node.id]: defaultBounds(node.kind, at) },
		},
	};
}

/**
 * What stands in them, what undoes them and the events on their borders go with the nodes, and so do the connections.
 * `heal`: where a removed node stood on a straight line, the line is closed.
 */
export function removeNodes(
	definition: FlowDefinition,
	ids: readonly NodeId[],
	options: { readonly heal?: boolean } = {},
): FlowDefinition {
	const named = new Set(ids);
	const carried = [...withCarried(definition, ids)].filter((id) => !named.has(id));
	const bare = carried.reduce((flow, id) => removeNode(flow, id, false), definition);
	return ids.reduce((flow, id) => removeNode(flow, id, options.heal ?? false), bare);
}

function removeNode(definition: FlowDefinition, id: NodeId, heal: boolean): FlowDefinition {
	if (nodeById(definition, id) === null) return definition;
	const inward = incomingEdges(definition, id);
	const outward = outgoingEdges(definition, id);
	const bare = removeEdges(
		definition,
		[...inward, ...outward].map((edge) => edge.id),
	);
	const { [id]: _removed, ...bounds } = bare.layout.nodes;
	const without: FlowDefinition = {
		...bare,
		nodes: bare.nodes.filter((node) => node.id !== id),
		layout: { ...bare.layout, nodes: bounds },
	};
	const [before, after] = [inward[0], outward[0]];
	if (!heal || inward.length !== 1 || outward.length !== 1 || before === undefined || after === undefined)
		return without;
	if (!mayConnect(without, before.source, after.target).ok) return without;
	return { ...without, edges: replaced(definition, without, before, { ...before, target: after.target }) };
}

/** The healed edge stands where the edge into the removed node stood: the order of a decision's ways is kept. */
function replaced(was: FlowDefinition, now: FlowDefinition, before: FlowEdge, healed: FlowEdge): readonly FlowEdge[] {
	const left = new Set(now.edges.map((edge) => edge.id));
	return was.edges.flatMap((edge) => (edge.id === before.id ? [healed] : left.has(edge.id) ? [edge] : []));
}

export function renameNode(definition: FlowDefinition, id: NodeId, name: string): FlowDefinition {
	return changeAny(definition, id, (node) => (node.name === name ? node : { ...node, name }));
}

/** Changes a node if it is (still) of this kind: for what an edit of its own would only repeat. */
export function changeNode<Kind extends NodeKind>(
	definition: FlowDefinition,
	id: NodeId,
	kind: Kind,
	change: (node: Extract<FlowNode, { kind: Kind }>) => FlowNode,
): FlowDefinition {
	return changeAny(definition, id, (node) => (isOfKind(node, kind) ? change(node) : node));
}

function isOfKind<Kind extends NodeKind>(node: FlowNode, kind: Kind): node is Extract<FlowNode, { kind: Kind }> {
	return node.kind === kind;
}

export function setStep(definition: FlowDefinition, id: NodeId, patch: Patch<StepNode>): FlowDefinition {
	return changeNode(definition, id, 'step', (node) => ({ ...node, ...patch }));
}

export function setStart(definition: FlowDefinition, id: NodeId, patch: Patch<StartNode>): FlowDefinition {
	return changeNode(definition, id, 'start', (node) => ({ ...node, ...patch }));
}

/** For the kinds that have no edit of their own; does not apply to a node of another kind. */
export function setNode<Kind extends NodeKind>(
	definition: FlowDefinition,
	kind: Kind,
	id: NodeId,
	patch: Patch<Extract<FlowNode, { kind: Kind }>>,
): FlowDefinition {
	return changeNode(definition, id, kind, (node) => ({ ...node, ...patch }));
}

type GatewayKind = 'parallel' | 'exclusive' | 'inclusive' | 'event-race';
const gatewayKinds: readonly string[] = ['parallel', 'exclusive', 'inclusive', 'event-race'] satisfies GatewayKind[];

/** Turns one kind of gateway into another; conditions that no longer mean anything are dropped. */
export function setGateway(
	definition: FlowDefinition,
	id: NodeId,
	{ kind }: { readonly kind: GatewayKind },
): FlowDefinition {
	const changed = changeAny(definition, id, (node) =>
		gatewayKinds.includes(node.kind) && node.kind !== kind ? { ...baseOf(node), kind } : node,
	);
	if (changed === definition || kind === 'exclusive' || kind === 'inclusive') return changed;
	return {
		...changed,
		edges: changed.edges.map((edge) => (edge.source === id ? { ...edge, condition: null, isDefault: false } : edge)),
	};
}

function baseOf({ id, name, scope }: FlowNode): Pick<FlowNode, 'id' | 'name' | 'scope'> {
	return { id, name, ...(scope === undefined ? {} : { scope }) };
}

/** Hangs a compensation by command below the step; keeps one that is there. */
export function addCompensation(definition: FlowDefinition, id: NodeId, command = ''): FlowDefinition {
	return changeNode(definition, id, 'step', (node) =>
		node.compensation === null ? { ...node, compensation: newCompensation(command) } : node,
	);
}

/** Null: nothing is said any more about how the activity is undone. The nodes of a flow that undid it go with it. */
export function setCompensation(
	definition: FlowDefinition,
	id: NodeId,
	compensation: Compensation | null,
): FlowDefinition {
	const changed = changeAny(definition, id, (node) => (isActivity(node) ? { ...node, compensation } : node));
	if (changed === definition || compensation?.type === 'scope') return changed;
	const inside = changed.nodes.filter((node) => node.scope === undoScopeOf(id)).map((node) => node.id);
	return removeNodes(changed, inside);
}

/** Null: the activity is done once. */
export function setForEach(
	definition: FlowDefinition,
	id: NodeId,
	forEach: NonNullable<ActivityNode['forEach']> | null,
): FlowDefinition {
	return changeAny(definition, id, (node) => {
		if (!isActivity(node)) return node;
		const { forEach: _was, ...once } = node;
		return forEach === null ? once : { ...once, forEach };
	});
}

/** Drops a node that is in the flow and not connected on an edge: the edge's head moves to it and a new edge leads on. */
export function insertOnEdge(definition: FlowDefinition, id: NodeId, edgeId: string): FlowDefinition {
	const edge = edgeById(definition, edgeId);
	if (edge === null || !mayInsertOn(definition, id, edgeId).ok) return definition;
	const { [edgeId]: _bends, ...waypoints } = definition.layout.edges;
	const moved: FlowDefinition = {
		...definition,
		edges: definition.edges.map((other) => (other.id === edgeId ? { ...other, target: id } : other)),
		layout: { ...definition.layout, edges: waypoints },
	};
	return connect(moved, id, edge.target);
}

function changeAny(definition: FlowDefinition, id: NodeId, change: (node: FlowNode) => FlowNode): FlowDefinition {
	let isChanged = false;
	const nodes = definition.nodes.map((node) => {
		if (node.id !== id) return node;
		const changed = change(node);
		isChanged ||= changed !== node;
		return changed;
	});
	return isChanged ? { ...definition, nodes } : definition;
}
