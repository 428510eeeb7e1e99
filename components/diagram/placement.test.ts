import { describe, expect, it } from 'vitest';
import type { Bounds, FlowDefinition, FlowNode } from '@/saga/flow/definition';
import { createFlow } from '@/saga/flow/edits/create-flow';
import { newNode, newStep } from '@/saga/flow/edits/new-node';
import { compensationGap, nodeSizes } from '@/saga/flow/node-size';
import { sideOf } from './boundary-place';
import { movedCorners } from './carried';
import { eventRoom, extent, placement, takenBoxes } from './placement';
import { scopeTree } from './scope-tree';

const empty = createFlow({ id: 'trip', name: 'Trip' });
const step = (id: string, more: Partial<FlowNode> = {}): FlowNode =>
	({ ...newStep(empty, { name: id, undo: 'undo' }), id, ...more }) as FlowNode;
const subflow = (id: string, more: Partial<FlowNode> = {}): FlowNode =>
	({ ...newNode(empty, 'subflow'), id, ...more }) as FlowNode;
const boundary = (id: string, attachedTo: string): FlowNode =>
	({ ...newNode(empty, 'boundary'), id, attachedTo }) as FlowNode;

/** Nested: a step in `inner` in `outer`, and a compensation of `outer` with a step of its own. */
function nested(layout: FlowDefinition['layout']['nodes'] = {}): FlowDefinition {
	return {
		...empty,
		nodes: [
			subflow('outer', { compensation: { type: 'scope', name: 'Recall' } }),
			subflow('inner', { scope: 'outer' }),
			step('pack', { scope: 'inner' }),
			step('recall', { scope: 'outer/undo', compensation: null }),
			boundary('late', 'outer'),
		],
		layout: { nodes: layout, edges: {} },
	};
}

const encloses = (outer: Bounds, inner: Bounds) =>
	outer.x <= inner.x &&
	outer.y <= inner.y &&
	outer.x + outer.width >= inner.x + inner.width &&
	outer.y + outer.height >= inner.y + inner.height;

const boxOf = (boxes: ReadonlyMap<string, Bounds>, id: string): Bounds => {
	const box = boxes.get(id);
	if (box === undefined) throw new Error(`${id} is not placed`);
	return box;
};

describe('placement', () => {
	it('draws containers around all that stands in them, compensations included', () => {
		const flow = nested();
		const placed = placement(flow);
		const taken = takenBoxes(flow, placed);
		expect(encloses(boxOf(placed, 'inner'), boxOf(taken, 'pack'))).toBe(true);
		expect(encloses(boxOf(placed, 'outer'), boxOf(placed, 'inner'))).toBe(true);
		expect(encloses(boxOf(placed, 'outer/undo'), boxOf(placed, 'recall'))).toBe(true);
	});

	it('hangs the container of a compensation below its activity', () => {
		const placed = placement(nested());
		const outer = boxOf(placed, 'outer');
		expect(boxOf(placed, 'outer/undo').y).toBeGreaterThan(outer.y + outer.height);
	});

	it('follows the absolute places of the document, wherever the container was said to be', () => {
		const at = { x: 1000, y: 500, ...nodeSizes.step };
		const placed = placement(nested({ pack: at, outer: { ...at, x: 0, y: 0 } }));
		expect(boxOf(placed, 'pack')).toEqual(at);
		expect(encloses(boxOf(placed, 'outer'), at)).toBe(true);
		expect(boxOf(placed, 'outer').x).toBeGreaterThan(800);
	});

	it('draws an imported node as large as its drawing has it', () => {
		const task = { x: 10, y: 20, width: 100, height: 80 };
		expect(boxOf(placement(nested({ pack: task })), 'pack')).toEqual(task);
	});

	it('keeps a container as large as the document says', () => {
		const roomy = { x: 0, y: 0, width: 900, height: 600 };
		const placed = placement(nested({ pack: { x: 200, y: 200, ...nodeSizes.step }, outer: roomy }));
		expect(boxOf(placed, 'outer')).toEqual(roomy);
	});

	it('puts boundary events on the border, also when it has moved away from them', () => {
		const placed = placement(nested({ late: { x: 90, y: 5000, ...nodeSizes.boundary } }));
		expect(sideOf(boxOf(placed, 'outer'), boxOf(placed, 'late'))).toBe('bottom');
	});

	it('gives several boundary events places of their own', () => {
		const events = ['a', 'b', 'c'].map((id) => boundary(id, 'pack'));
		const placed = placement({ ...nested(), nodes: [step('pack'), ...events] });
		const places = events.map(({ id }) => JSON.stringify(placed.get(id)));
		expect(new Set(places).size).toBe(3);
	});

	it('lowers the compensation where a boundary event stands in its way', () => {
		const flow = { ...nested(), nodes: [step('pack'), boundary('late', 'pack')] };
		const placed = placement(flow);
		const below = boxOf(takenBoxes(flow, placed), 'pack').height - nodeSizes.step.height;
		expect(below).toBe(compensationGap + eventRoom + 30);
	});

	it('draws a node at the top whose scope is gone or leads back to itself', () => {
		const flow = {
			...empty,
			nodes: [subflow('a', { scope: 'b' }), subflow('b', { scope: 'a' }), step('c', { scope: 'x' })],
		};
		const tree = scopeTree(flow);
		expect(flow.nodes.map((node) => tree.scopeOf(node.id))).toEqual(['', '', '']);
		expect([...placement(flow).keys()].sort()).toEqual(['a', 'b', 'c']);
		expect(extent(flow, placement(flow))?.width).toBeGreaterThan(0);
	});
});

describe('what a dragged container carries', () => {
	it('is its contents at any depth, its boundary events and the flow that undoes it', () => {
		const flow = nested();
		const placed = placement(flow);
		const outer = boxOf(placed, 'outer');
		const moved = movedCorners(scopeTree(flow), placed, { outer: { x: outer.x + 10, y: outer.y - 5 } });
		expect(Object.keys(moved).sort()).toEqual(['inner', 'late', 'outer', 'pack', 'recall']);
		const pack = boxOf(placed, 'pack');
		expect(moved.pack).toEqual({ x: pack.x + 10, y: pack.y - 5 });
	});

	it('is only the inside of a compensation when that is dragged alone', () => {
		const flow = nested();
		const placed = placement(flow);
		const moved = movedCorners(scopeTree(flow), placed, { 'outer/undo': { x: 0, y: 0 } });
		expect(Object.keys(moved)).toEqual(['recall']);
	});
});
