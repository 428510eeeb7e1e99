/** Where lines leave and enter shapes, and what encloses what. Canvas units. */
import type { Bounds, Point } from '../../flow/definition';

export const centreOf = ({ x, y, width, height }: Bounds): Point => ({ x: x + width / 2, y: y + height / 2 });

/** Where the line from the middle towards `to` crosses the border. */
export function dockOf(bounds: Bounds, to: Point): Point {
	const from = centreOf(bounds);
	const [dx, dy] = [to.x - from.x, to.y - from.y];
	if (dx === 0 && dy === 0) return from;
	const scale = Math.min(
		dx === 0 ? Number.POSITIVE_INFINITY : bounds.width / 2 / Math.abs(dx),
		dy === 0 ? Number.POSITIVE_INFINITY : bounds.height / 2 / Math.abs(dy),
	);
	return scale >= 1 ? to : { x: rounded(from.x + dx * scale), y: rounded(from.y + dy * scale) };
}

const rounded = (value: number) => Math.round(value * 100) / 100;

/** Level and plumb, as BPMN drawings are, where a flow has no bends of its own. */
export function routeBetween(source: Bounds, target: Bounds): readonly Point[] {
	const [from, to] = [centreOf(source), centreOf(target)];
	const right = source.x + source.width;
	if (target.x >= right) {
		if (Math.abs(from.y - to.y) < 1)
			return [
				{ x: right, y: from.y },
				{ x: target.x, y: to.y },
			];
		const middle = (right + target.x) / 2;
		return [
			{ x: right, y: from.y },
			{ x: middle, y: from.y },
			{ x: middle, y: to.y },
			{ x: target.x, y: to.y },
		];
	}
	const above = Math.min(source.y, target.y) - 36;
	return [
		{ x: from.x, y: source.y },
		{ x: from.x, y: above },
		{ x: to.x, y: above },
		{ x: to.x, y: target.y },
	];
}

const tolerance = 1.5;

export function isOnBorder({ x, y, width, height }: Bounds, point: Point): boolean {
	const isWithin = (value: number, least: number, size: number) =>
		value >= least - tolerance && value <= least + size + tolerance;
	const isNear = (value: number, least: number, size: number) =>
		Math.abs(value - least) <= tolerance || Math.abs(value - least - size) <= tolerance;
	if (!isWithin(point.x, x, width) || !isWithin(point.y, y, height)) return false;
	return isNear(point.x, x, width) || isNear(point.y, y, height);
}

export function around(boxes: readonly Bounds[]): Bounds | null {
	if (boxes.length === 0) return null;
	const x = Math.min(...boxes.map((box) => box.x));
	const y = Math.min(...boxes.map((box) => box.y));
	const right = Math.max(...boxes.map((box) => box.x + box.width));
	const bottom = Math.max(...boxes.map((box) => box.y + box.height));
	return { x, y, width: right - x, height: bottom - y };
}

export function encloses(outer: Bounds, inner: Bounds): boolean {
	return (
		outer.x <= inner.x &&
		outer.y <= inner.y &&
		outer.x + outer.width >= inner.x + inner.width &&
		outer.y + outer.height >= inner.y + inner.height
	);
}

export const moved = (bounds: Bounds, by: Point): Bounds => ({ ...bounds, x: bounds.x + by.x, y: bounds.y + by.y });
export const shifted = (point: Point, by: Point): Point => ({ x: point.x + by.x, y: point.y + by.y });
