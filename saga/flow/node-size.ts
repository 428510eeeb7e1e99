/**
 * How large a node is drawn. Sizes are fixed per kind, so that the canvas never measures and layout needs no browser.
 * Invariant: the compensation hangs below a step's bounds, never inside them.
 */
import type { Bounds, FlowNode, NodeKind, Point } from './definition';

export interface NodeSize {
	readonly width: number;
	readonly height: number;
}

const event: NodeSize = { width: 36, height: 36 };
const boundary: NodeSize = { width: 32, height: 32 };
const gateway: NodeSize = { width: 48, height: 48 };
const step: NodeSize = { width: 168, height: 58 };

export const nodeSizes: Readonly<Record<NodeKind, NodeSize>> = {
	start: event,
	end: event,
	parallel: gateway,
	exclusive: gateway,
	step,
	inclusive: gateway,
	'event-race': gateway,
	catch: event,
	publish: event,
	undo: event,
	assign: step,
	approval: step,
	/** Collapsed or empty; a subflow with nodes has the bounds of its layout. */
	subflow: step,
	call: step,
	boundary,
	link: event,
};

/** The chip below a step that names what undoes it. */
export const compensationSize: NodeSize = { width: 140, height: 30 };
/** Between a step's lower edge and its compensation's upper edge. */
export const compensationGap = 12;

export function defaultBounds(kind: NodeKind, at: Point): Bounds {
	return { x: at.x, y: at.y, ...nodeSizes[kind] };
}

/** What the node takes up with its compensation: for layout and for the extent of a selection. */
export function footprint(node: FlowNode, bounds: Bounds): Bounds {
	if (!('compensation' in node) || node.compensation === null) return bounds;
	return { ...bounds, height: bounds.height + compensationGap + compensationSize.height };
}
