/**
 * Bounds on the canvas for everything that is drawn, in absolute canvas units, containers included. A container is
 * as large as its contents need, and at least what the document says; that of a compensation has no bounds of its own
 * in the document and stands under the key `ACTIVITY/undo`. Boundary events are put on the border of their activity.
 * All other nodes have the size of the document (an imported drawing has its own), else that of their kind: nothing is
 * ever measured.
 */
import type { Bounds, FlowDefinition, FlowNode, Point } from '@/saga/flow/definition';
import { compensationGap, compensationSize, type NodeSize, nodeSizes } from '@/saga/flow/node-size';
import type { NodeId, ScopeId } from '@/saga/flow/nodes/node-base';
import { undoScopeOf } from '@/saga/flow/queries/scopes';
import { borderSlot, onBorder, sideOf } from './boundary-place';
import { type Columns, inColumns } from './columns';
import { type ScopeTree, scopeTree } from './scope-tree';

/** By node id, and by scope for the container of a compensation. */
export type Placement = ReadonlyMap<string, Bounds>;

export const containerPadding = { top: 40, side: 28, bottom: 28 };
/** Smaller could not be hit by the pointer. */
const sizeMin = 24;
/** Between an activity and the container of its compensation. */
export const undoDrop = 34;
/** How much lower a compensation hangs where a boundary event stands in its way. */
export const eventRoom = 16;

const known = new WeakMap<FlowDefinition, Placement>();

/** Worked out once per definition. */
export function placement(definition: FlowDefinition): Placement {
	const placed = known.get(definition) ?? new Placing(definition).run();
	known.set(definition, placed);
	return placed;
}

/** Whether the compensation is drawn as a chip: not where it is a flow that has its own container. */
export function hasChip(tree: ScopeTree, node: FlowNode): boolean {
	if (!('compensation' in node) || node.compensation === null) return false;
	return node.compensation.type !== 'scope' || tree.childrenOf(undoScopeOf(node.id)).length === 0;
}

export function isContainer(tree: ScopeTree, node: FlowNode): boolean {
	return node.kind === 'subflow' && tree.childrenOf(node.id).length > 0;
}

/** The activities below which a boundary event stands, where their compensation hangs. */
export function eventsBelow(definition: FlowDefinition, placed: Placement): ReadonlySet<NodeId> {
	const hosts = new Set<NodeId>();
	for (const node of definition.nodes) {
		if (node.kind !== 'boundary') continue;
		const [host, box] = [placed.get(node.attachedTo), placed.get(node.id)];
		if (host !== undefined && box !== undefined && sideOf(host, box) === 'bottom') hosts.add(node.attachedTo);
	}
	return hosts;
}

/** What each node takes up with its chip, and each container of a compensation. */
export function takenBoxes(definition: FlowDefinition, placed: Placement): ReadonlyMap<string, Bounds> {
	const tree = scopeTree(definition);
	const crowded = eventsBelow(definition, placed);
	return new Map(
		[...placed].map(([id, box]) => {
			const node = tree.nodes.get(id);
			if (node === undefined || !hasChip(tree, node)) return [id, box];
			const room = crowded.has(id) ? eventRoom : 0;
			return [id, { ...box, height: box.height + compensationGap + room + compensationSize.height }];
		}),
	);
}

/** What the whole drawing takes up, compensations included; null for an empty one. */
export function extent(definition: FlowDefinition, placed: Placement): Bounds | null {
	return around([...takenBoxes(definition, placed).values()]);
}

function around(boxes: readonly Bounds[]): Bounds | null {
	if (boxes.length === 0) return null;
	const x = Math.min(...boxes.map((box) => box.x));
	const y = Math.min(...boxes.map((box) => box.y));
	const right = Math.max(...boxes.map((box) => box.x + box.width));
	const bottom = Math.max(...boxes.map((box) => box.y + box.height));
	return { x, y, width: right - x, height: bottom - y };
}

class Placing {
	private readonly tree: ScopeTree;
	private readonly placed = new Map<string, Bounds>();
	private readonly columns = new Map<ScopeId, Columns>();
	private readonly attached = new Map<NodeId, NodeId[]>();

	constructor(private readonly definition: FlowDefinition) {
		this.tree = scopeTree(definition);
		for (const node of definition.nodes)
			if (node.kind === 'boundary' && this.isAttached(node))
				this.attached.set(node.attachedTo, [...(this.attached.get(node.attachedTo) ?? []), node.id]);
	}

	run(): Placement {
		this.place('', { x: 0, y: 0 });
		return this.placed;
	}

	private isAttached(node: FlowNode): boolean {
		return node.kind === 'boundary' && this.tree.nodes.has(node.attachedTo) && node.attachedTo !== node.id;
	}

	private standing(scope: ScopeId): readonly FlowNode[] {
		return this.tree.childrenOf(scope).filter((node) => !this.isAttached(node));
	}

	private place(scope: ScopeId, origin: Point): void {
		const children = this.standing(scope);
		const isGiven = children.every((node) => this.definition.layout.nodes[node.id] !== undefined);
		const corners = isGiven ? null : this.columnsOf(scope).corners;
		for (const node of children) {
			const local = corners?.get(node.id) ?? { x: 0, y: 0 };
			const corner = this.definition.layout.nodes[node.id] ?? { x: origin.x + local.x, y: origin.y + local.y };
			this.placeNode(node, corner);
		}
	}

	private placeNode(node: FlowNode, corner: Point): void {
		const { top, side } = containerPadding;
		if (isContainer(this.tree, node)) {
			this.place(node.id, { x: corner.x + side, y: corner.y + top });
			this.contain(node.id, this.definition.layout.nodes[node.id] ?? null);
		} else this.placed.set(node.id, { x: corner.x, y: corner.y, ...this.sizeOf(node) });
		const host = this.placed.get(node.id);
		if (host === undefined) return;
		(this.attached.get(node.id) ?? []).forEach((id, nth) => {
			const given = this.definition.layout.nodes[id];
			const isUndone = 'compensation' in node && node.compensation !== null;
			this.placed.set(id, given === undefined ? borderSlot(host, nth, isUndone) : onBorder(host, given));
		});
		const undo = undoScopeOf(node.id);
		if (this.tree.childrenOf(undo).length === 0) return;
		this.place(undo, { x: host.x + side, y: host.y + host.height + undoDrop + top });
		this.contain(undo, null);
	}

	private sizeOf(node: FlowNode): NodeSize {
		const given = this.definition.layout.nodes[node.id];
		if (given === undefined || node.kind === 'boundary') return nodeSizes[node.kind];
		return { width: Math.max(sizeMin, given.width), height: Math.max(sizeMin, given.height) };
	}

	/** The container of a scope whose nodes are placed. */
	private contain(scope: ScopeId, given: Bounds | null): void {
		const inside = this.tree
			.childrenOf(scope)
			.flatMap((node) => [node.id, undoScopeOf(node.id)])
			.flatMap((id) => this.taken(id) ?? []);
		const contents = around(inside);
		if (contents === null) return;
		const { top, side, bottom } = containerPadding;
		const needed: Bounds = {
			x: contents.x - side,
			y: contents.y - top,
			width: contents.width + 2 * side,
			height: contents.height + top + bottom,
		};
		const isRoomy =
			given !== null && (given.width > nodeSizes.subflow.width || given.height > nodeSizes.subflow.height);
		this.placed.set(scope, (isRoomy ? around([needed, given]) : null) ?? needed);
	}

	private taken(id: string): Bounds | undefined {
		const box = this.placed.get(id);
		const node = this.tree.nodes.get(id);
		if (box === undefined || node === undefined || !hasChip(this.tree, node)) return box;
		const room = this.attached.has(id) ? eventRoom : 0;
		return { ...box, height: box.height + compensationGap + room + compensationSize.height };
	}

	private columnsOf(scope: ScopeId): Columns {
		const known = this.columns.get(scope);
		if (known !== undefined) return known;
		const children = this.standing(scope);
		const ids = new Set(children.map((node) => node.id));
		const hostOf = (id: NodeId) => {
			const node = this.tree.nodes.get(id);
			return node?.kind === 'boundary' && this.isAttached(node) ? node.attachedTo : id;
		};
		const edges = this.definition.edges
			.map((edge) => ({ source: hostOf(edge.source), target: edge.target }))
			.filter((edge) => ids.has(edge.source) && ids.has(edge.target));
		const columns = inColumns(
			children.map((node) => this.columnBox(node)),
			edges,
		);
		this.columns.set(scope, columns);
		return columns;
	}

	private columnBox(node: FlowNode) {
		const { top, side, bottom } = containerPadding;
		const size = isContainer(this.tree, node) ? this.columnsOf(node.id) : null;
		const undo = undoScopeOf(node.id);
		const undone = this.tree.childrenOf(undo).length > 0 ? this.columnsOf(undo) : null;
		const chip = hasChip(this.tree, node) ? compensationGap + compensationSize.height : 0;
		const room = this.attached.has(node.id) ? eventRoom : 0;
		const width = size === null ? nodeSizes[node.kind].width : size.width + 2 * side;
		return {
			id: node.id,
			width: Math.max(width, undone === null ? 0 : undone.width + 2 * side),
			height: size === null ? nodeSizes[node.kind].height : size.height + top + bottom,
			below: chip + room + (undone === null ? 0 : undoDrop + undone.height + top + bottom),
		};
	}
}
