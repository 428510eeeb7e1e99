/** Edits of what is only drawn. They change no hash of a version and nothing that runs. */
import type { EdgeId, FlowDefinition, FlowLayout, Point } from '../definition';
import { defaultBounds } from '../node-size';
import type { NodeId } from '../nodes/node-base';

/**
 * `positions`: the new upper left corners, also of nodes that had no place yet. Bends of edges between two moved nodes
 * move with them.
 */
export function moveNodes(definition: FlowDefinition, positions: Readonly<Record<NodeId, Point>>): FlowDefinition {
	const bounds = { ...definition.layout.nodes };
	const shifts = new Map<NodeId, Point>();
	const kinds = new Map(definition.nodes.map((node) => [node.id, node.kind]));
	let isMoved = false;
	for (const [id, to] of Object.entries(positions)) {
		const from = bounds[id];
		const kind = kinds.get(id);
		if (kind === undefined || (from !== undefined && from.x === to.x && from.y === to.y)) continue;
		bounds[id] = from === undefined ? defaultBounds(kind, to) : { ...from, x: to.x, y: to.y };
		if (from !== undefined) shifts.set(id, { x: to.x - from.x, y: to.y - from.y });
		isMoved = true;
	}
	if (!isMoved) return definition;
	const edges = { ...definition.layout.edges };
	for (const edge of definition.edges) {
		const bends = edges[edge.id];
		const shift = shifts.get(edge.source);
		const other = shifts.get(edge.target);
		if (bends === undefined || (shift === undefined && other === undefined)) continue;
		if (shift !== undefined && other !== undefined && shift.x === other.x && shift.y === other.y)
			edges[edge.id] = bends.map((point) => ({ x: point.x + shift.x, y: point.y + shift.y }));
		else delete edges[edge.id];
	}
	return { ...definition, layout: { nodes: bounds, edges } };
}

/** As auto-layout gives it: what it does not name stays. */
export function setLayout(definition: FlowDefinition, layout: FlowLayout): FlowDefinition {
	return {
		...definition,
		layout: {
			nodes: { ...definition.layout.nodes, ...layout.nodes },
			edges: { ...definition.layout.edges, ...layout.edges },
		},
	};
}

/** No points: the diagram routes the edge by itself again. */
export function setWaypoints(definition: FlowDefinition, id: EdgeId, points: readonly Point[]): FlowDefinition {
	if (!definition.edges.some((edge) => edge.id === id)) return definition;
	const { [id]: _bends, ...others } = definition.layout.edges;
	const edges = points.length === 0 ? others : { ...others, [id]: points };
	return { ...definition, layout: { ...definition.layout, edges } };
}
