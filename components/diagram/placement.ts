/**
 * Bounds for every node, also where the document has none (a flow made by a program): those are laid out in columns by
 * their distance from the start. Sizes are always those of the kind, so the canvas never measures.
 * Not a substitute for *Tidy up*, which writes into the document; this only makes every flow visible.
 */
import type { Bounds, FlowDefinition } from '@/saga/flow/definition';
import { footprint, nodeSizes } from '@/saga/flow/node-size';
import type { NodeId } from '@/saga/flow/nodes/node-base';

const columnWidth = 240;
const rowHeight = 140;

export function placement(definition: FlowDefinition): ReadonlyMap<NodeId, Bounds> {
	const missing = definition.nodes.some((node) => definition.layout.nodes[node.id] === undefined);
	const drawn = missing ? inColumns(definition) : new Map<NodeId, Bounds>();
	return new Map(
		definition.nodes.map((node) => {
			const size = nodeSizes[node.kind];
			const given = definition.layout.nodes[node.id] ?? drawn.get(node.id);
			return [node.id, { x: given?.x ?? 0, y: given?.y ?? 0, ...size }];
		}),
	);
}

/** What the whole drawing takes up, compensations included; null for an empty one. */
export function extent(definition: FlowDefinition, bounds: ReadonlyMap<NodeId, Bounds>): Bounds | null {
	const boxes = definition.nodes.flatMap((node) => {
		const box = bounds.get(node.id);
		return box === undefined ? [] : [footprint(node, box)];
	});
	if (boxes.length === 0) return null;
	const x = Math.min(...boxes.map((box) => box.x));
	const y = Math.min(...boxes.map((box) => box.y));
	const right = Math.max(...boxes.map((box) => box.x + box.width));
	const bottom = Math.max(...boxes.map((box) => box.y + box.height));
	return { x, y, width: right - x, height: bottom - y };
}

function inColumns(definition: FlowDefinition): Map<NodeId, Bounds> {
	const columns = columnsOf(definition);
	const rows = new Map<number, number>();
	const perColumn = new Map<number, number>();
	for (const node of definition.nodes) {
		const column = columns.get(node.id) ?? 0;
		perColumn.set(column, (perColumn.get(column) ?? 0) + 1);
	}
	const tallest = Math.max(1, ...perColumn.values());
	return new Map(
		definition.nodes.map((node) => {
			const column = columns.get(node.id) ?? 0;
			const row = rows.get(column) ?? 0;
			rows.set(column, row + 1);
			const size = nodeSizes[node.kind];
			const centred = (tallest - (perColumn.get(column) ?? 1)) / 2 + row;
			return [
				node.id,
				{
					x: column * columnWidth + (columnWidth - size.width) / 2,
					y: centred * rowHeight + (rowHeight - size.height) / 2,
					...size,
				},
			];
		}),
	);
}

/** Longest distance from a node without incoming edges; on a cycle the way back does not count. */
function columnsOf(definition: FlowDefinition): Map<NodeId, number> {
	const columns = new Map<NodeId, number>();
	const open = new Set<NodeId>();
	const incoming = new Map<NodeId, NodeId[]>();
	for (const edge of definition.edges) incoming.set(edge.target, [...(incoming.get(edge.target) ?? []), edge.source]);
	const columnOf = (id: NodeId): number => {
		const known = columns.get(id);
		if (known !== undefined || open.has(id)) return known ?? -1;
		open.add(id);
		const column = 1 + Math.max(-1, ...(incoming.get(id) ?? []).map(columnOf));
		open.delete(id);
		columns.set(id, column);
		return column;
	};
	for (const node of definition.nodes) columnOf(node.id);
	return columns;
}
