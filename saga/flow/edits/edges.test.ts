import { describe, expect, it } from 'vitest';
import { outgoingEdges } from '../queries/graph';
import { sketch } from '../sketch';
import { connect, disconnect, reconnect, reorderEdge, setEdge } from './edges';
import { moveNodes, setWaypoints } from './layout';
import { addNode } from './nodes';

const decided = () => sketch('choose(x > 1: a, x > 2: b, c)', { x: 1 });
const edgeTo = (flow: ReturnType<typeof sketch>, target: string) =>
	flow.edges.find((edge) => edge.target === target)?.id ?? '';

describe('edges', () => {
	it('does not connect what the gesture rules refuse', () => {
		const flow = sketch('a → b');
		expect(connect(flow, 'a', 'a')).toBe(flow);
		expect(connect(flow, 'end', 'a')).toBe(flow);
		expect(connect(flow, 'a', 'b')).toBe(flow);
	});

	it('connects again what was disconnected', () => {
		const flow = disconnect(sketch('a → b'), 'a', 'b');
		expect(outgoingEdges(flow, 'a')).toEqual([]);
		expect(outgoingEdges(connect(flow, 'a', 'b'), 'a').map((edge) => edge.target)).toEqual(['b']);
	});

	it('has one default per decision, which needs no condition', () => {
		const flow = setEdge(decided(), edgeTo(decided(), 'a'), { isDefault: true });
		expect(outgoingEdges(flow, 'choice').map((edge) => [edge.condition, edge.isDefault])).toEqual([
			[null, true],
			['x > 2', false],
			[null, false],
		]);
	});

	it('moves an edge among the ways of its decision and leaves all others', () => {
		const flow = decided();
		const moved = reorderEdge(flow, edgeTo(flow, 'b'), 0);
		expect(outgoingEdges(moved, 'choice').map((edge) => edge.target)).toEqual(['b', 'a', 'c']);
		expect(moved.edges.length).toBe(flow.edges.length);
		expect(reorderEdge(flow, edgeTo(flow, 'a'), 0)).toBe(flow);
	});

	it('keeps the condition when the head moves, and drops it where all ways are taken', () => {
		const flow = decided();
		const toEnd = reconnect(flow, edgeTo(flow, 'a'), { target: 'end' });
		expect(toEnd.edges.find((edge) => edge.source === 'choice' && edge.target === 'end')?.condition).toBe('x > 1');
		const forked = addNode(toEnd, { id: 'fork', kind: 'parallel', name: '' }, { x: 0, y: 0 });
		const fromFork = reconnect(forked, edgeTo(forked, 'b'), { source: 'fork' });
		expect(outgoingEdges(fromFork, 'fork').map((edge) => [edge.target, edge.condition])).toEqual([['b', null]]);
	});

	it('moves the bends of an edge with both its nodes, and forgets them when one moves', () => {
		const flow = setWaypoints(sketch('a → b'), edgeTo(sketch('a → b'), 'b'), [{ x: 10, y: 10 }]);
		const both = moveNodes(flow, { a: { x: 4, y: 8 }, b: { x: 4, y: 8 } });
		expect(Object.values(both.layout.edges)).toEqual([[{ x: 14, y: 18 }]]);
		expect(moveNodes(flow, { a: { x: 4, y: 8 } }).layout.edges).toEqual({});
		expect(moveNodes(flow, { a: { x: 0, y: 0 } })).toBe(flow);
	});
});
