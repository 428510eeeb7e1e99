import { describe, expect, it } from 'vitest';
import type { NodeKind } from '@/saga/flow/definition';
import { nodeSizes } from '@/saga/flow/node-size';
import { pathOf, type RouteEnd, routeEdge } from './route-edge';

const end = (kind: NodeKind, x: number, y: number): RouteEnd => ({ kind, bounds: { x, y, ...nodeSizes[kind] } });

describe('routeEdge', () => {
	it('runs straight where both stand on one line', () => {
		const { points } = routeEdge(end('step', 0, 0), end('step', 300, 0));
		expect(points).toEqual([
			{ x: 168, y: 29 },
			{ x: 300, y: 29 },
		]);
	});

	it('runs straight, too, where a large one is met a little off its middle', () => {
		const { points } = routeEdge(end('start', 0, 8), end('step', 300, 0));
		expect(points).toEqual([
			{ x: 36, y: 26 },
			{ x: 300, y: 26 },
		]);
	});

	it('turns close to its target, beyond what stands between', () => {
		const { points } = routeEdge(end('catch', 0, 0), end('step', 600, 200));
		expect(points[1]).toEqual({ x: 568, y: 18 });
	});

	it('leaves a gateway at its corner and enters the branch from the left', () => {
		const { points } = routeEdge(end('parallel', 0, 200), end('step', 200, 0));
		expect(points).toEqual([
			{ x: 24, y: 200 },
			{ x: 24, y: 29 },
			{ x: 200, y: 29 },
		]);
	});

	it('enters a joining gateway at its corner', () => {
		const { points } = routeEdge(end('step', 0, 0), end('parallel', 300, 200));
		expect(points.at(-1)).toEqual({ x: 324, y: 200 });
		expect(points.at(-2)).toEqual({ x: 324, y: 29 });
	});

	it('runs above the nodes on its way back', () => {
		const { points } = routeEdge(end('exclusive', 400, 0), end('step', 0, 0));
		expect(Math.max(...points.slice(1, -1).map((point) => point.y))).toBeLessThan(0);
	});

	it('leads straight away from the border on which a boundary event stands', () => {
		const event: RouteEnd = { ...end('boundary', 130, 42), side: 'bottom' };
		const { points } = routeEdge(event, end('end', 300, 100));
		expect(points.slice(0, 2)).toEqual([
			{ x: 146, y: 74 },
			{ x: 146, y: 118 },
		]);
	});

	it('goes round below where the target of a boundary event is not below it', () => {
		const event: RouteEnd = { ...end('boundary', 130, 42), side: 'bottom' };
		const { points } = routeEdge(event, end('step', 300, 0));
		expect(points[1]?.y).toBeGreaterThan(74);
		expect(points.at(-1)).toEqual({ x: 384, y: 58 });
	});

	it('has only horizontal and vertical pieces, wherever the two stand', () => {
		for (const kind of ['step', 'parallel', 'end'] as const)
			for (const x of [-400, -100, 0, 40, 180, 400])
				for (const [y, side] of [-300, -60, -10, 10, 60, 300].flatMap((at) => [
					[at, undefined] as const,
					[at, 'bottom'] as const,
					[at, 'top'] as const,
				])) {
					const { points } = routeEdge(
						{ ...end(kind, 0, 0), ...(side === undefined ? {} : { side }) },
						end('step', x, y),
					);
					points.slice(1).forEach((to, at) => {
						const from = points[at];
						expect(from && (Math.abs(from.x - to.x) < 1 || Math.abs(from.y - to.y) < 1)).toBe(true);
					});
				}
	});

	it('keeps the bends of the document', () => {
		const bends = [
			{ x: 240, y: 29 },
			{ x: 240, y: 129 },
		];
		const { points } = routeEdge(end('step', 0, 0), end('step', 300, 100), bends);
		expect(points.slice(1, -1)).toEqual(bends);
	});
});

it('rounds corners but not the ends', () => {
	expect(
		pathOf([
			{ x: 0, y: 0 },
			{ x: 40, y: 0 },
			{ x: 40, y: 40 },
		]),
	).toBe('M0 0L32 0Q40 0 40 8L40 40');
});
