/**
 * Edits across scopes: what stands in another subflow or compensation afterwards. A connection that would cross the
 * border of a scope is removed: where it should lead instead is for who draws.
 */
import type { FlowDefinition, FlowNode, Point } from '../definition';
import { nodeSizes } from '../node-size';
import type { NodeId, ScopeId } from '../nodes/node-base';
import { nodeById } from '../queries/graph';
import { enclosingScopes, hostOf, isActivity, scopeExists, scopeOf, topScope, withCarried } from '../queries/scopes';
import { connect, removeEdges } from './edges';
import { newNode } from './new-node';
import { addNode } from './nodes';

/**
 * Boundary events follow their activity and are not moved by themselves. Does not apply where the scope does not exist
 * or lies within what is moved, and to the only start at the top.
 */
export function moveToScope(definition: FlowDefinition, ids: readonly NodeId[], scope: ScopeId): FlowDefinition {
	const nodes = new Map(definition.nodes.map((node) => [node.id, node]));
	if (!scopeExists(nodes, scope)) return definition;
	const roots = new Set(ids.filter((id) => mayMove(definition, nodes.get(id), scope)));
	const carried = withCarried(definition, roots);
	const isInside = enclosingScopes(nodes, scope).some((around) => carried.has(hostOf(around) ?? ''));
	if (roots.size === 0 || isInside) return definition;
	const isRoot = (node: FlowNode) =>
		roots.has(node.id) ||
		(node.kind === 'boundary' && roots.has(node.attachedTo) && !roots.has(hostOf(scopeOf(node)) ?? ''));
	const moved: FlowDefinition = {
		...definition,
		nodes: definition.nodes.map((node) => (isRoot(node) ? inScope(node, scope) : node)),
	};
	return withoutCrossings(moved);
}

/** A boundary event stands where its new activity stands. Does not apply to what has no border. */
export function attachTo(definition: FlowDefinition, id: NodeId, host: NodeId): FlowDefinition {
	const activity = nodeById(definition, host);
	const event = nodeById(definition, id);
	if (!isActivity(activity) || event?.kind !== 'boundary' || event.attachedTo === host) return definition;
	if (activity.kind === 'subflow' && activity.eventStarted) return definition;
	const attached: FlowNode = { ...inScope(event, scopeOf(activity)), kind: 'boundary', attachedTo: host };
	const { [id]: _place, ...places } = definition.layout.nodes;
	return withoutCrossings({
		...definition,
		nodes: definition.nodes.map((node) => (node.id === id ? attached : node)),
		layout: { ...definition.layout, nodes: places },
	});
}

/** Gives a scope without nodes its start and its end, connected; `corner`: the upper left of its inside. */
export function furnish(definition: FlowDefinition, scope: ScopeId, corner: Point): FlowDefinition {
	const nodes = new Map(definition.nodes.map((node) => [node.id, node]));
	if (!scopeExists(nodes, scope) || definition.nodes.some((node) => scopeOf(node) === scope)) return definition;
	const host = nodes.get(hostOf(scope) ?? '');
	const isReaction = host?.kind === 'subflow' && host.id === scope && host.eventStarted;
	const start = newNode(definition, 'start');
	const first: FlowNode =
		isReaction && start.kind === 'start'
			? { ...start, name: '', scope, reaction: { interrupting: true, on: { type: 'error', code: null, output: [] } } }
			: { ...start, name: '', scope };
	const begun = addNode(definition, first, corner);
	const end: FlowNode = { ...newNode(begun, 'end'), name: '', scope };
	const ended = addNode(begun, end, { x: corner.x + nodeSizes.start.width + 96, y: corner.y });
	return connect(ended, first.id, end.id);
}

export function inScope<Node extends FlowNode>(node: Node, scope: ScopeId): Node {
	const { scope: _was, ...free } = node;
	return (scope === topScope ? free : { ...free, scope }) as Node;
}

function mayMove(definition: FlowDefinition, node: FlowNode | undefined, scope: ScopeId): boolean {
	if (node === undefined || node.kind === 'boundary' || scopeOf(node) === scope) return false;
	return node.kind !== 'start' || scopeOf(node) !== topScope || definition.nodes.filter(isTopStart).length > 1;
}

const isTopStart = (node: FlowNode) => node.kind === 'start' && scopeOf(node) === topScope;

function withoutCrossings(definition: FlowDefinition): FlowDefinition {
	const scopes = new Map(definition.nodes.map((node) => [node.id, scopeOf(node)]));
	const crossing = definition.edges.filter((edge) => scopes.get(edge.source) !== scopes.get(edge.target));
	return removeEdges(
		definition,
		crossing.map((edge) => edge.id),
	);
}
