/**
 * The nodes of one scope in columns, by their distance from where it begins: for what the document gives no place.
 * Columns are as wide as their widest node; shapes of one column are centred on the middle of the drawing.
 * Not a substitute for *Tidy up*, which writes into the document; this only makes every flow visible.
 */
import type { FlowEdge, Point } from '@/saga/flow/definition';
import type { NodeId } from '@/saga/flow/nodes/node-base';

export interface ColumnBox {
	readonly id: NodeId;
	readonly width: number;
	readonly height: number;
	/** What hangs below it, and needs room. */
	readonly below: number;
}

export interface Columns {
	readonly corners: ReadonlyMap<NodeId, Point>;
	readonly width: number;
	readonly height: number;
}

const columnGap = 72;
const rowGap = 40;

/** From the corner 0, 0. `edges`: those whose ends are both among the boxes. */
export function inColumns(boxes: readonly ColumnBox[], edges: readonly Pick<FlowEdge, 'source' | 'target'>[]): Columns {
	const depths = depthsOf(boxes, edges);
	const columns = new Map<number, ColumnBox[]>();
	for (const box of boxes) {
		const depth = depths.get(box.id) ?? 0;
		columns.set(depth, [...(columns.get(depth) ?? []), box]);
	}
	const corners = new Map<NodeId, Point>();
	let left = 0;
	let [top, bottom] = [0, 0];
	for (const [, column] of [...columns].sort(([one], [other]) => one - other)) {
		const width = Math.max(...column.map((box) => box.width));
		const last = column.at(-1)?.below ?? 0;
		const whole = column.reduce((sum, box) => sum + box.height + box.below + rowGap, -rowGap - last);
		let y = -whole / 2;
		top = Math.min(top, y);
		for (const box of column) {
			corners.set(box.id, { x: left + (width - box.width) / 2, y });
			y += box.height + box.below + rowGap;
		}
		bottom = Math.max(bottom, y - rowGap);
		left += width + columnGap;
	}
	const shifted = [...corners].map(([id, corner]) => [id, { x: corner.x, y: corner.y - top }] as const);
	return { corners: new Map(shifted), width: Math.max(0, left - columnGap), height: bottom - top };
}

/** Longest distance from a node without incoming edges; on a cycle the way back does not count. */
function depthsOf(
	boxes: readonly ColumnBox[],
	edges: readonly Pick<FlowEdge, 'source' | 'target'>[],
): ReadonlyMap<NodeId, number> {
	const depths = new Map<NodeId, number>();
	const open = new Set<NodeId>();
	const incoming = new Map<NodeId, NodeId[]>();
	for (const edge of edges) incoming.set(edge.target, [...(incoming.get(edge.target) ?? []), edge.source]);
	const depthOf = (id: NodeId): number => {
		const known = depths.get(id);
		if (known !== undefined || open.has(id)) return known ?? -1;
		open.add(id);
		const depth = 1 + Math.max(-1, ...(incoming.get(id) ?? []).map(depthOf));
		open.delete(id);
		depths.set(id, depth);
		return depth;
	};
	for (const box of boxes) depthOf(box.id);
	return depths;
}
