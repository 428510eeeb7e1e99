/**
 * FlowDefinition → the nodes and edges that React Flow draws. One way only: nothing is ever read back from them.
 * Invariant: what has not changed keeps its identity, so that one edit redraws one node.
 */
import { type Edge, MarkerType, type Node, Position } from '@xyflow/react';
import type { Bounds, EdgeId, FlowDefinition, FlowEdge, FlowNode, Point } from '@/saga/flow/definition';
import type { NodeId } from '@/saga/flow/nodes/node-base';
import { placement } from './placement';

export type DiagramNodeData = { readonly node: FlowNode };
export type DiagramNode = Node<DiagramNodeData, FlowNode['kind']>;
export type DiagramEdgeData = {
	readonly edge: FlowEdge;
	readonly bends: readonly Point[];
	readonly way: number | null;
};
export type DiagramEdge = Edge<DiagramEdgeData, 'flow'>;

export interface ProjectionInput {
	readonly definition: FlowDefinition;
	readonly selected: ReadonlySet<string>;
	/** Where nodes are while they are being dragged. */
	readonly dragged: ReadonlyMap<NodeId, Point>;
	readonly prefix: string;
}

export const nodeNameElementId = (prefix: string, id: NodeId) => `${prefix}-node-${id}`;

export interface Projection {
	nodes(input: ProjectionInput): DiagramNode[];
	edges(input: ProjectionInput): DiagramEdge[];
}

export function createProjection(): Projection {
	let drawnNodes = new Map<NodeId, DiagramNode>();
	let drawnEdges = new Map<EdgeId, DiagramEdge>();
	let placed: { readonly definition: FlowDefinition; readonly bounds: ReadonlyMap<NodeId, Bounds> } | null = null;
	return {
		nodes(input) {
			if (placed?.definition !== input.definition)
				placed = { definition: input.definition, bounds: placement(input.definition) };
			const { bounds } = placed;
			const now = input.definition.nodes.map((node) =>
				drawNode(node, bounds.get(node.id), input, drawnNodes.get(node.id)),
			);
			drawnNodes = new Map(now.map((node) => [node.id, node]));
			return now;
		},
		edges(input) {
			const ways = decisionWays(input.definition);
			const now = input.definition.edges.map((edge) =>
				drawEdge(edge, ways.get(edge.id) ?? null, input, drawnEdges.get(edge.id)),
			);
			drawnEdges = new Map(now.map((edge) => [edge.id, edge]));
			return now;
		},
	};
}

function drawNode(
	node: FlowNode,
	bounds: Bounds | undefined,
	input: ProjectionInput,
	was: DiagramNode | undefined,
): DiagramNode {
	const box = bounds ?? { x: 0, y: 0, width: 36, height: 36 };
	const at = input.dragged.get(node.id) ?? box;
	const selected = input.selected.has(node.id);
	if (
		was !== undefined &&
		was.data.node === node &&
		was.selected === selected &&
		was.position.x === at.x &&
		was.position.y === at.y
	)
		return was;
	const { width, height } = box;
	return {
		id: node.id,
		type: node.kind,
		position: { x: at.x, y: at.y },
		width,
		height,
		measured: { width, height },
		handles: [
			{ type: 'target', position: Position.Left, x: 0, y: height / 2, width: 1, height: 1 },
			{ type: 'source', position: Position.Right, x: width, y: height / 2, width: 1, height: 1 },
		],
		selected,
		data: was?.data.node === node ? was.data : { node },
		domAttributes: { 'aria-labelledby': nodeNameElementId(input.prefix, node.id), 'aria-roledescription': 'flow node' },
	};
}

const noBends: readonly Point[] = [];

function drawEdge(
	edge: FlowEdge,
	way: number | null,
	input: ProjectionInput,
	was: DiagramEdge | undefined,
): DiagramEdge {
	const bends = input.definition.layout.edges[edge.id] ?? noBends;
	const selected = input.selected.has(edge.id);
	if (
		was?.data !== undefined &&
		was.data.edge === edge &&
		was.selected === selected &&
		was.data.bends === bends &&
		was.data.way === way
	)
		return was;
	return {
		id: edge.id,
		type: 'flow',
		source: edge.source,
		target: edge.target,
		selected,
		data: { edge, bends, way: way },
		markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: 'var(--u-edge)' },
		ariaLabel: edgeWords(edge, input.definition),
	};
}

/** From 1: the order in which a decision with several ways tries them. */
function decisionWays(definition: FlowDefinition): ReadonlyMap<EdgeId, number> {
	const decisions = new Set(definition.nodes.filter((node) => node.kind === 'exclusive').map((node) => node.id));
	const counts = new Map<NodeId, number>();
	const ways = new Map<EdgeId, number>();
	for (const edge of definition.edges) {
		if (!decisions.has(edge.source) || edge.isDefault) continue;
		const way = (counts.get(edge.source) ?? 0) + 1;
		counts.set(edge.source, way);
		ways.set(edge.id, way);
	}
	return new Map(
		[...ways].filter(([id]) => (counts.get(definition.edges.find((edge) => edge.id === id)?.source ?? '') ?? 0) > 1),
	);
}

function edgeWords(edge: FlowEdge, definition: FlowDefinition): string {
	const name = (id: NodeId) => definition.nodes.find((node) => node.id === id)?.name || id;
	const how = edge.isDefault ? ', otherwise' : edge.condition === null ? '' : `, if ${edge.condition}`;
	return `Connection from ${name(edge.source)} to ${name(edge.target)}${how}`;
}
