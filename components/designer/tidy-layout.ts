/**
 * *Tidy up*: each scope is laid out by elkjs on its own, the innermost first, so that a container is a box of known size
 * in the scope around it. A node's ports stand at half the height of its shape, so that edges run straight; what hangs
 * below it (a compensation, as chip or as container) counts as part of it, so that rows do not touch.
 * Bends are not taken over: the diagram routes edges by itself, as BPMN drawings do.
 */
import type { ElkExtendedEdge, ElkLabel, ElkNode } from 'elkjs/lib/elk-api';
import type { Bounds, FlowDefinition, FlowEdge, FlowLayout, FlowNode, Point } from '@/saga/flow/definition';
import { compensationGap, compensationSize, nodeSizes } from '@/saga/flow/node-size';
import type { NodeId, ScopeId } from '@/saga/flow/nodes/node-base';
import { undoScopeOf } from '@/saga/flow/queries/scopes';
import { borderSlot } from '../diagram/boundary-place';
import { containerPadding, eventRoom, hasChip, isContainer, undoDrop } from '../diagram/placement';
import { type ScopeTree, scopeTree } from '../diagram/scope-tree';

const grid = 4;
const margin = 80;
const labelRoom = 20;

export type LayoutGraph = (graph: ElkNode) => Promise<ElkNode>;

export async function tidyLayout(definition: FlowDefinition, layoutGraph: LayoutGraph): Promise<FlowLayout> {
	const tidying = new Tidying(definition, layoutGraph);
	await tidying.layOut('');
	return { nodes: tidying.boundsFrom({ x: margin, y: margin }), edges: {} };
}

interface LaidOut {
	/** Relative to the scope. */
	readonly corners: ReadonlyMap<NodeId, Point>;
	readonly width: number;
	readonly height: number;
}

interface Shape {
	readonly width: number;
	readonly height: number;
	/** With what hangs below. */
	readonly whole: { readonly width: number; readonly height: number };
}

class Tidying {
	private readonly tree: ScopeTree;
	private readonly scopes = new Map<ScopeId, LaidOut>();
	private readonly attached = new Map<NodeId, FlowNode[]>();

	constructor(
		private readonly definition: FlowDefinition,
		private readonly layoutGraph: LayoutGraph,
	) {
		this.tree = scopeTree(definition);
		for (const node of definition.nodes)
			if (this.isAttached(node)) this.attached.set(node.attachedTo, [...this.eventsOf(node.attachedTo), node]);
	}

	async layOut(scope: ScopeId): Promise<void> {
		const nodes = this.standing(scope);
		for (const node of nodes) {
			if (isContainer(this.tree, node)) await this.layOut(node.id);
			if (this.tree.childrenOf(undoScopeOf(node.id)).length > 0) await this.layOut(undoScopeOf(node.id));
		}
		const { children = [], width = 0, height = 0 } = await this.layoutGraph(this.graphOf(scope, nodes));
		const corners = new Map(children.map((child) => [child.id, { x: child.x ?? 0, y: child.y ?? 0 }]));
		this.scopes.set(scope, { corners, width, height });
	}

	boundsFrom(origin: Point): Record<NodeId, Bounds> {
		const nodes: Record<NodeId, Bounds> = {};
		this.place('', origin, nodes);
		return nodes;
	}

	private place(scope: ScopeId, origin: Point, into: Record<NodeId, Bounds>): void {
		const { top, side } = containerPadding;
		for (const node of this.standing(scope)) {
			const corner = this.scopes.get(scope)?.corners.get(node.id) ?? { x: 0, y: 0 };
			const { width, height } = this.shapeOf(node);
			// Middles meet the grid, not upper edges: shapes of different heights stand on one line.
			const middle = snapped(origin.y + corner.y + height / 2);
			const bounds = { x: snapped(origin.x + corner.x), y: middle - height / 2, width, height };
			// A container is as large as what stands in it, also after the next edit: its size is not written down.
			into[node.id] = { ...bounds, ...nodeSizes[node.kind] };
			this.eventsOf(node.id).forEach((event, nth) => {
				into[event.id] = borderSlot(bounds, nth, isUndone(node));
			});
			if (isContainer(this.tree, node)) this.place(node.id, { x: bounds.x + side, y: bounds.y + top }, into);
			const below = { x: bounds.x + side, y: bounds.y + height + undoDrop + top };
			if (this.scopes.has(undoScopeOf(node.id))) this.place(undoScopeOf(node.id), below, into);
		}
	}

	private graphOf(scope: ScopeId, nodes: readonly FlowNode[]): ElkNode {
		return {
			id: scope === '' ? 'flow' : scope,
			layoutOptions: {
				'elk.algorithm': 'layered',
				'elk.direction': 'RIGHT',
				'elk.padding': '[top=0,left=0,bottom=0,right=0]',
				'elk.edgeLabels.inline': 'true',
				'elk.spacing.nodeNode': '40',
				'elk.layered.spacing.nodeNodeBetweenLayers': '64',
				'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
				'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
				'elk.layered.nodePlacement.favorStraightEdges': 'true',
				'elk.layered.feedbackEdges': 'true',
				'elk.separateConnectedComponents': 'true',
			},
			children: nodes.map((node) => this.elkNode(node)),
			edges: this.elkEdges(new Set(nodes.map((node) => node.id))),
		};
	}

	private elkNode(node: FlowNode): ElkNode {
		const { width, height, whole } = this.shapeOf(node);
		const events = this.eventsOf(node.id).map((event, nth) => {
			const slot = borderSlot({ x: 0, y: 0, width, height }, nth, isUndone(node));
			const isBelow = slot.y > height / 2;
			return { id: event.id, x: slot.x + slot.width / 2, y: isBelow ? whole.height : 0, width: 0, height: 0 };
		});
		return {
			id: node.id,
			...whole,
			ports: [
				{ id: `in ${node.id}`, x: 0, y: height / 2, width: 0, height: 0 },
				{ id: `out ${node.id}`, x: whole.width, y: height / 2, width: 0, height: 0 },
				...events,
			],
			layoutOptions: {
				'elk.portConstraints': 'FIXED_POS',
				...(node.kind === 'start' ? { 'elk.layered.layering.layerConstraint': 'FIRST' } : {}),
			},
		};
	}

	private elkEdges(inScope: ReadonlySet<NodeId>): ElkExtendedEdge[] {
		return this.definition.edges.flatMap((edge) => {
			const source = this.tree.nodes.get(edge.source);
			if (source === undefined || !inScope.has(edge.target)) return [];
			const standing = this.isAttached(source) ? source.attachedTo : source.id;
			if (!inScope.has(standing)) return [];
			const from = this.isAttached(source) ? source.id : `out ${source.id}`;
			return [{ id: edge.id, sources: [from], targets: [`in ${edge.target}`], labels: labelsOf(edge) }];
		});
	}

	private shapeOf(node: FlowNode): Shape {
		const { top, side, bottom } = containerPadding;
		const inner = isContainer(this.tree, node) ? this.scopes.get(node.id) : undefined;
		const undo = this.scopes.get(undoScopeOf(node.id));
		const width = inner === undefined ? nodeSizes[node.kind].width : inner.width + 2 * side;
		const height = inner === undefined ? nodeSizes[node.kind].height : inner.height + top + bottom;
		const chip = hasChip(this.tree, node) ? compensationGap + compensationSize.height : 0;
		const label = 'compensation' in node || node.name === '' ? 0 : labelRoom;
		const room = this.eventsOf(node.id).length > 0 ? eventRoom : 0;
		const undone = undo === undefined ? 0 : undoDrop + undo.height + top + bottom;
		return {
			width,
			height,
			whole: {
				width: Math.max(width + this.labelBeside(node), undo === undefined ? 0 : undo.width + 2 * side),
				height: height + Math.max(chip + undone + room, label),
			},
		};
	}

	/** The name of an event at the lower right corner reaches out, farther than there is room between two columns. */
	private labelBeside(node: FlowNode): number {
		const [first] = this.eventsOf(node.id);
		return first === undefined ? 0 : Math.max(0, Math.min(120, 12 + 6.5 * first.name.length) - 40);
	}

	private standing(scope: ScopeId): readonly FlowNode[] {
		return this.tree.childrenOf(scope).filter((node) => !this.isAttached(node));
	}

	private eventsOf(id: NodeId): readonly FlowNode[] {
		return this.attached.get(id) ?? [];
	}

	private isAttached(node: FlowNode): node is Extract<FlowNode, { kind: 'boundary' }> {
		return node.kind === 'boundary' && node.attachedTo !== node.id && this.tree.nodes.has(node.attachedTo);
	}
}

/** Room for what is written on an edge. */
function labelsOf({ name, condition }: FlowEdge): ElkLabel[] {
	const text = name || condition || '';
	return text === '' ? [] : [{ text, width: Math.min(150, 12 + 7 * text.length), height: 18 }];
}

const isUndone = (node: FlowNode) => 'compensation' in node && node.compensation !== null;
const snapped = (value: number) => Math.round(value / grid) * grid;
