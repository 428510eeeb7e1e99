/** Boundary events stand with their middle on the border of their activity, wherever that border is drawn. */
import type { Bounds } from '@/saga/flow/definition';
import { nodeSizes } from '@/saga/flow/node-size';

export type Side = 'top' | 'bottom' | 'left' | 'right';

const inset = 20;
const { width: size } = nodeSizes.boundary;

const within = (value: number, least: number, most: number) => Math.max(least, Math.min(Math.max(least, most), value));

/** The nearest place on the border for what stands, or was let go, at `near`. */
export function onBorder(host: Bounds, near: Bounds): Bounds {
	const at = { x: near.x + near.width / 2, y: near.y + near.height / 2 };
	const [right, bottom] = [host.x + host.width, host.y + host.height];
	const besideX = Math.max(0, host.x - at.x, at.x - right);
	const besideY = Math.max(0, host.y - at.y, at.y - bottom);
	const distances: Readonly<Record<Side, number>> = {
		bottom: Math.hypot(besideX, at.y - bottom),
		top: Math.hypot(besideX, at.y - host.y),
		right: Math.hypot(besideY, at.x - right),
		left: Math.hypot(besideY, at.x - host.x),
	};
	const side = (Object.keys(distances) as Side[]).reduce((best, next) =>
		distances[next] < distances[best] ? next : best,
	);
	const isLevel = side === 'top' || side === 'bottom';
	const x = isLevel ? within(at.x, host.x + inset, right - inset) : side === 'left' ? host.x : right;
	const y = isLevel ? (side === 'top' ? host.y : bottom) : within(at.y, host.y + inset, bottom - inset);
	return centredOn(x, y);
}

/** The place of the nth boundary event that has none: below from the right, and above; names stand beside them. */
export function borderSlot(host: Bounds, nth: number, isUndone: boolean): Bounds {
	const right = host.x + host.width - inset;
	const apart = host.width > 300 ? 124 : host.width - 2 * inset;
	const reserved = isUndone ? 168 : 0;
	const below = Math.max(1, Math.floor((host.width - 2 * inset - reserved) / apart) + 1);
	if (nth < below) return centredOn(right - nth * apart, host.y + host.height);
	const apartAbove = host.width > 300 ? 124 : 56;
	const above = Math.max(1, Math.floor((host.width - 2 * inset) / apartAbove) + 1);
	return centredOn(right - ((nth - below) % above) * apartAbove, host.y);
}

export function sideOf(host: Bounds, event: Bounds): Side {
	const [x, y] = [event.x + event.width / 2, event.y + event.height / 2];
	if (Math.abs(y - host.y - host.height) < 1) return 'bottom';
	if (Math.abs(y - host.y) < 1) return 'top';
	return Math.abs(x - host.x) < 1 ? 'left' : 'right';
}

function centredOn(x: number, y: number): Bounds {
	return { x: x - size / 2, y: y - size / 2, width: size, height: size };
}
