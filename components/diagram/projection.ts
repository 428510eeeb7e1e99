/**
 * FlowDefinition → the nodes and edges that React Flow draws. One way only: nothing is ever read back from them.
 * All positions are absolute, also inside of containers; a container that is dragged takes along what it carries.
 * Invariant: what has not changed keeps its identity, so that one edit redraws one node.
 */
import { type Edge, MarkerType, type Node, Position } from '@xyflow/react';
import type { Bounds, EdgeId, FlowDefinition, FlowEdge, FlowNode, NodeKind, Point } from '@/saga/flow/definition';
import { nodeSizes } from '@/saga/flow/node-size';
import type { NodeId } from '@/saga/flow/nodes/node-base';
import { nodeTitle } from '@/saga/flow/queries/graph';
import { undoScopeOf } from '@/saga/flow/queries/scopes';
import { type Side, sideOf } from './boundary-place';
import { dragShifts } from './carried';
import { eventsBelow, hasChip, isContainer, type Placement, placement } from './placement';
import { edgeLayer, nodeLayer, type ScopeTree, scopeTree, scopeWords } from './scope-tree';

export type DiagramNodeData = {
	/** Of the container of a compensation: the activity that it undoes. */
	readonly node: FlowNode;
	/** How the compensation hangs: `far` where a boundary event stands in its way. */
	readonly chip: 'none' | 'near' | 'far';
	/** Of a boundary event: what it is attached to, and where on its border it stands. */
	readonly host: { readonly title: string; readonly side: Side } | null;
	/** The subflow or compensation in which it stands, for those who hear it; null: at the top. */
	readonly within: string | null;
	/** Of the container of a compensation: where on the activity's lower border it hangs, seen from its own corner. */
	readonly tether: Point | null;
};
/** Subflows with nodes and compensations that are flows are drawn as containers. */
export type DrawnKind = NodeKind | 'container' | 'undo-scope';
export type DiagramNode = Node<DiagramNodeData, DrawnKind>;
export type DiagramEdgeData = {
	readonly edge: FlowEdge;
	readonly bends: readonly Point[];
	readonly way: number | null;
	/** Its label lies as high as its line. */
	readonly layer: number;
};
export type DiagramEdge = Edge<DiagramEdgeData, 'flow'>;

export interface ProjectionInput {
	readonly definition: FlowDefinition;
	readonly selected: ReadonlySet<string>;
	/** Where nodes are while they are being dragged. */
	readonly dragged: ReadonlyMap<string, Point>;
	readonly prefix: string;
}

export const nodeNameElementId = (prefix: string, id: NodeId) => `${prefix}-node-${id}`;

export interface Projection {
	nodes(input: ProjectionInput): DiagramNode[];
	edges(input: ProjectionInput): DiagramEdge[];
}

interface Drawing {
	readonly definition: FlowDefinition;
	readonly tree: ScopeTree;
	readonly placed: Placement;
	readonly crowded: ReadonlySet<NodeId>;
}

export function createProjection(): Projection {
	let drawnNodes = new Map<string, DiagramNode>();
	let drawnEdges = new Map<EdgeId, DiagramEdge>();
	let drawing: Drawing | null = null;
	const drawingOf = (definition: FlowDefinition): Drawing => {
		if (drawing?.definition === definition) return drawing;
		const placed = placement(definition);
		drawing = { definition, tree: scopeTree(definition), placed, crowded: eventsBelow(definition, placed) };
		return drawing;
	};
	return {
		nodes(input) {
			const at = drawingOf(input.definition);
			const shifts = dragShifts(at.tree, at.placed, input.dragged);
			const now = input.definition.nodes.flatMap((node) => {
				const undo = undoScopeOf(node.id);
				const own = drawNode(at, node, node.id, input, shifts, drawnNodes);
				return at.placed.has(undo) ? [own, drawNode(at, node, undo, input, shifts, drawnNodes)] : [own];
			});
			drawnNodes = new Map(now.map((node) => [node.id, node]));
			return now;
		},
		edges(input) {
			const { tree } = drawingOf(input.definition);
			const ways = decisionWays(input.definition);
			const now = input.definition.edges.map((edge) =>
				drawEdge(edge, ways.get(edge.id) ?? null, input, tree, drawnEdges.get(edge.id)),
			);
			drawnEdges = new Map(now.map((edge) => [edge.id, edge]));
			return now;
		},
	};
}

const nowhere: Bounds = { x: 0, y: 0, width: 36, height: 36 };
const tetherX = nodeSizes.step.width / 2;
const still: Point = { x: 0, y: 0 };

/** `id`: the node's own, or the scope of its compensation. */
function drawNode(
	drawing: Drawing,
	node: FlowNode,
	id: string,
	input: ProjectionInput,
	shifts: ReadonlyMap<string, Point>,
	drawn: ReadonlyMap<string, DiagramNode>,
): DiagramNode {
	const isUndo = id !== node.id;
	const { x, y, width, height } = drawing.placed.get(id) ?? nowhere;
	const shift = shifts.get(id) ?? still;
	const position = { x: x + shift.x, y: y + shift.y };
	const selected = input.selected.has(id);
	const was = drawn.get(id);
	const data = sameData(was?.data, dataOf(drawing, node, isUndo));
	const type: DrawnKind = isUndo ? 'undo-scope' : isContainer(drawing.tree, node) ? 'container' : node.kind;
	const zIndex = nodeLayer(drawing.tree, id, type === 'container' || isUndo);
	if (
		was !== undefined &&
		was.data === data &&
		was.type === type &&
		was.selected === selected &&
		was.zIndex === zIndex &&
		was.position.x === position.x &&
		was.position.y === position.y &&
		was.width === width &&
		was.height === height
	)
		return was;
	return {
		id,
		type,
		position,
		width,
		height,
		measured: { width, height },
		handles: [
			{ type: 'target', position: Position.Left, x: 0, y: height / 2, width: 1, height: 1 },
			{ type: 'source', position: Position.Right, x: width, y: height / 2, width: 1, height: 1 },
		],
		selected,
		zIndex,
		data,
		...(isUndo ? { selectable: false, focusable: false, connectable: false } : {}),
		domAttributes: {
			'aria-labelledby': nodeNameElementId(input.prefix, id),
			'aria-roledescription': isUndo ? 'compensation flow' : 'flow node',
		},
	};
}

function dataOf({ tree, placed, crowded }: Drawing, node: FlowNode, isUndo: boolean): DiagramNodeData {
	const box = placed.get(node.id) ?? nowhere;
	if (isUndo) {
		const own = placed.get(undoScopeOf(node.id)) ?? nowhere;
		// As far from the left as a chip's line: straight down, also below a wide container.
		const tether = { x: box.x + tetherX - own.x, y: box.y + box.height - own.y };
		return { node, chip: 'none', host: null, within: null, tether };
	}
	const chip = hasChip(tree, node) ? (crowded.has(node.id) ? 'far' : 'near') : 'none';
	const within = scopeWords(tree, node.id);
	if (node.kind !== 'boundary') return { node, chip, host: null, within, tether: null };
	const activity = node.attachedTo === node.id ? undefined : tree.nodes.get(node.attachedTo);
	const around = placed.get(node.attachedTo);
	if (activity === undefined || around === undefined) return { node, chip, host: null, within, tether: null };
	return { node, chip, host: { title: nodeTitle(activity), side: sideOf(around, box) }, within, tether: null };
}

function sameData(was: DiagramNodeData | undefined, now: DiagramNodeData): DiagramNodeData {
	if (was === undefined || was.node !== now.node || was.chip !== now.chip || was.within !== now.within) return now;
	const isSameHost = was.host?.title === now.host?.title && was.host?.side === now.host?.side;
	const isSameTether = was.tether?.x === now.tether?.x && was.tether?.y === now.tether?.y;
	return isSameHost && isSameTether ? was : now;
}

const noBends: readonly Point[] = [];

function drawEdge(
	edge: FlowEdge,
	way: number | null,
	input: ProjectionInput,
	tree: ScopeTree,
	was: DiagramEdge | undefined,
): DiagramEdge {
	const bends = input.definition.layout.edges[edge.id] ?? noBends;
	const selected = input.selected.has(edge.id);
	const zIndex = edgeLayer(tree, edge.source);
	if (
		was?.data !== undefined &&
		was.data.edge === edge &&
		was.selected === selected &&
		was.data.bends === bends &&
		was.data.way === way &&
		was.zIndex === zIndex
	)
		return was;
	return {
		id: edge.id,
		type: 'flow',
		source: edge.source,
		target: edge.target,
		selected,
		zIndex,
		data: { edge, bends, way, layer: zIndex },
		markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: 'var(--u-edge)' },
		ariaLabel: edgeWords(edge, input.definition),
	};
}

/** From 1: the order in which a decision with several ways tries them. */
function decisionWays(definition: FlowDefinition): ReadonlyMap<EdgeId, number> {
	const decisions = new Set(definition.nodes.filter((node) => node.kind === 'exclusive').map((node) => node.id));
	const counts = new Map<NodeId, number>();
	const ways = new Map<EdgeId, { readonly source: NodeId; readonly way: number }>();
	for (const edge of definition.edges) {
		if (!decisions.has(edge.source) || edge.isDefault) continue;
		const way = (counts.get(edge.source) ?? 0) + 1;
		counts.set(edge.source, way);
		ways.set(edge.id, { source: edge.source, way });
	}
	return new Map(
		[...ways].flatMap(([id, { source, way }]) => ((counts.get(source) ?? 0) > 1 ? [[id, way] as const] : [])),
	);
}

function edgeWords(edge: FlowEdge, definition: FlowDefinition): string {
	const name = (id: NodeId) => definition.nodes.find((node) => node.id === id)?.name || id;
	const how = edge.isDefault ? ', otherwise' : edge.condition === null ? '' : `, if ${edge.condition}`;
	return `Connection from ${name(edge.source)} to ${name(edge.target)}${how}`;
}
