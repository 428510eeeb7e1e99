/** Where the line of a pivot is drawn: between the pivot and what follows it, as high as the drawing. */
import type { FlowDefinition } from '@/saga/flow/definition';
import type { NodeId } from '@/saga/flow/nodes/node-base';
import { pivotLines } from '@/saga/flow/queries/pivot-line';
import { extent, type Placement } from './placement';

export interface PivotMarker {
	readonly pivot: NodeId;
	readonly x: number;
	readonly top: number;
	readonly height: number;
}

const gapMax = 64;
const overshoot = 40;

/** All that must be in sight: the drawing, and above it the words at the lines. Null: nothing is drawn. */
export function extentWithMarkers(definition: FlowDefinition, bounds: Placement): ReturnType<typeof extent> {
	const whole = extent(definition, bounds);
	if (whole === null || pivotLines(definition).length === 0) return whole;
	return { ...whole, y: whole.y - overshoot, height: whole.height + overshoot };
}

export function pivotMarkers(definition: FlowDefinition, bounds: Placement): readonly PivotMarker[] {
	const whole = extent(definition, bounds);
	if (whole === null) return [];
	return pivotLines(definition).flatMap(({ pivot }) => {
		const box = bounds.get(pivot);
		if (box === undefined) return [];
		const right = box.x + box.width;
		const next = definition.edges
			.filter((edge) => edge.source === pivot)
			.map((edge) => bounds.get(edge.target)?.x ?? right)
			.filter((x) => x > right);
		const gap = Math.min(gapMax, ...next.map((x) => x - right));
		return [{ pivot, x: right + gap / 2, top: whole.y - overshoot, height: whole.height + 2 * overshoot }];
	});
}
