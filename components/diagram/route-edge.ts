/**
 * How an edge runs when the document gives no bends: orthogonal, as in BPMN drawings. A gateway is left and entered at
 * its corners, so that branches fan out and come together without crossing; a way back runs above the nodes; the way
 * from a boundary event leads straight away from its activity.
 * Pure geometry: knows nothing of React Flow.
 */
import type { Bounds, NodeKind, Point } from '@/saga/flow/definition';
import type { Side } from './boundary-place';

export interface RouteEnd {
	readonly bounds: Bounds;
	readonly kind: NodeKind;
	/** Of a boundary event: the side of its activity on which it stands, and from which its way leads away. */
	readonly side?: Side;
}

export interface Route {
	readonly points: readonly Point[];
	/** Middle of the longest horizontal piece. */
	readonly label: Point;
}

const backwayRise = 36;
const clearance = 12;
/** Less would be a kink that nobody has drawn. */
const nearlyLevel = 8;
const turn = 32;

export function routeEdge(source: RouteEnd, target: RouteEnd, bends: readonly Point[] = []): Route {
	const points = bends.length > 0 ? alongBends(source, target, bends) : withoutBends(source, target);
	return { points, label: labelPoint(points) };
}

const gateways: readonly NodeKind[] = ['parallel', 'exclusive', 'inclusive', 'event-race'];
const isGateway = (end: RouteEnd) => gateways.includes(end.kind);
const centre = ({ bounds }: RouteEnd): Point => ({ x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 });
const right = (end: RouteEnd): Point => ({ x: end.bounds.x + end.bounds.width, y: centre(end).y });
const left = (end: RouteEnd): Point => ({ x: end.bounds.x, y: centre(end).y });
const top = (end: RouteEnd): Point => ({ x: centre(end).x, y: end.bounds.y });
const bottom = (end: RouteEnd): Point => ({ x: centre(end).x, y: end.bounds.y + end.bounds.height });

function withoutBends(source: RouteEnd, target: RouteEnd): Point[] {
	if (source.side === 'top' || source.side === 'bottom') return offBorder(source, target, source.side);
	const from = centre(source);
	const to = centre(target);
	if (left(target).x >= right(source).x + clearance) return forwards(source, target, from, to);
	if (right(target).x < left(source).x || Math.abs(from.y - to.y) < clearance) return backwards(source, target);
	return upOrDown(source, target);
}

function forwards(source: RouteEnd, target: RouteEnd, from: Point, to: Point): Point[] {
	if (Math.abs(from.y - to.y) < nearlyLevel) return level(source, target);
	const isClear = Math.abs(from.y - to.y) > (source.bounds.height + target.bounds.height) / 4;
	if (isGateway(source) && isClear) {
		const corner = to.y < from.y ? top(source) : bottom(source);
		return [corner, { x: corner.x, y: to.y }, left(target)];
	}
	if (isGateway(target) && isClear) {
		const corner = from.y < to.y ? top(target) : bottom(target);
		return [right(source), { x: corner.x, y: from.y }, corner];
	}
	// Close to the target: what lies between the two may stand in the middle.
	const x = left(target).x - Math.min(turn, (left(target).x - right(source).x) / 2);
	return [right(source), { x, y: from.y }, { x, y: to.y }, left(target)];
}

/** At the height of the smaller one: a large one can be met anywhere on its side. */
function level(source: RouteEnd, target: RouteEnd): Point[] {
	const smaller = source.bounds.height <= target.bounds.height ? source : target;
	const { y } = centre(smaller);
	return [
		{ x: right(source).x, y },
		{ x: left(target).x, y },
	];
}

/** Straight away from the border first, so that the way never runs through the activity. */
function offBorder(source: RouteEnd, target: RouteEnd, side: 'top' | 'bottom'): Point[] {
	const away = side === 'top' ? -1 : 1;
	const from = side === 'top' ? top(source) : bottom(source);
	const entry = left(target);
	const isAhead = (entry.y - from.y) * away >= clearance;
	if (isAhead && entry.x >= from.x + clearance) return [from, { x: from.x, y: entry.y }, entry];
	const facingUs = side === 'top' ? bottom(target) : top(target);
	if ((facingUs.y - from.y) * away >= 2 * clearance) {
		if (Math.abs(from.x - facingUs.x) < 1) return [from, facingUs];
		const y = (from.y + facingUs.y) / 2;
		return [from, { x: from.x, y }, { x: facingUs.x, y }, facingUs];
	}
	const far = side === 'top' ? top(target) : bottom(target);
	const y = side === 'top' ? Math.min(from.y, far.y) - backwayRise : Math.max(from.y, far.y) + backwayRise;
	return [from, { x: from.x, y }, { x: far.x, y }, far];
}

function backwards(source: RouteEnd, target: RouteEnd): Point[] {
	const [from, to] = [top(source), top(target)];
	const y = Math.min(from.y, to.y) - backwayRise;
	return [from, { x: from.x, y }, { x: to.x, y }, to];
}

function upOrDown(source: RouteEnd, target: RouteEnd): Point[] {
	const isDown = centre(target).y > centre(source).y;
	const [from, to] = isDown ? [bottom(source), top(target)] : [top(source), bottom(target)];
	if (Math.abs(from.x - to.x) < 1) return [from, to];
	const y = (from.y + to.y) / 2;
	return [from, { x: from.x, y }, { x: to.x, y }, to];
}

/** The document's bends, with ends where the first and last piece meet the border of their node. */
function alongBends(source: RouteEnd, target: RouteEnd, bends: readonly Point[]): Point[] {
	const first = bends[0];
	const last = bends.at(-1);
	if (first === undefined || last === undefined) return [];
	return [facing(source, first), ...bends, facing(target, last)];
}

function facing(end: RouteEnd, towards: Point): Point {
	const { bounds } = end;
	if (towards.x > bounds.x + bounds.width) return right(end);
	if (towards.x < bounds.x) return left(end);
	return towards.y < bounds.y ? top(end) : bottom(end);
}

function labelPoint(points: readonly Point[]): Point {
	let best: { readonly length: number; readonly at: Point } = { length: -1, at: points[0] ?? { x: 0, y: 0 } };
	points.slice(1).forEach((to, index) => {
		const from = points[index] ?? to;
		const isLevel = Math.abs(from.y - to.y) < 1;
		const length = Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
		const weight = isLevel ? length * 2 : length;
		if (weight > best.length) best = { length: weight, at: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } };
	});
	return best.at;
}

/** SVG path with rounded corners. */
export function pathOf(points: readonly Point[], radius = 8): string {
	const [first, ...rest] = points;
	if (first === undefined) return '';
	let path = `M${first.x} ${first.y}`;
	rest.forEach((point, index) => {
		const before = points[index] ?? point;
		const after = rest[index + 1];
		if (after === undefined) {
			path += `L${point.x} ${point.y}`;
			return;
		}
		const reach = Math.min(radius, distance(before, point) / 2, distance(point, after) / 2);
		const into = towards(point, before, reach);
		const out = towards(point, after, reach);
		path += `L${into.x} ${into.y}Q${point.x} ${point.y} ${out.x} ${out.y}`;
	});
	return path;
}

/** A point on the way from the first point on, and the direction there: for the slash of a default edge. */
export function pointAlong(points: readonly Point[], length: number): Point | null {
	const [first, second] = points;
	if (first === undefined || second === undefined) return null;
	return towards(first, second, Math.min(length, distance(first, second) / 2));
}

function distance(from: Point, to: Point): number {
	return Math.hypot(to.x - from.x, to.y - from.y);
}

function towards(from: Point, to: Point, reach: number): Point {
	const whole = distance(from, to);
	if (whole === 0) return from;
	return { x: from.x + ((to.x - from.x) / whole) * reach, y: from.y + ((to.y - from.y) / whole) * reach };
}
