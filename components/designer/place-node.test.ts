import { describe, expect, it } from 'vitest';
import type { FlowDefinition, FlowNode } from '@/saga/flow/definition';
import { createFlow } from '@/saga/flow/edits/create-flow';
import { connect } from '@/saga/flow/edits/edges';
import { newNode } from '@/saga/flow/edits/new-node';
import { addNode, setCompensation } from '@/saga/flow/edits/nodes';
import { placement } from '../diagram/placement';
import { movedFlow } from './designer-moves';
import { edgeAt, scopeAt } from './find-place';
import { addAfter, addFree, addOnEdge, addSensibly, drawInside } from './place-node';

const empty = createFlow({ id: 'trip', name: 'Trip' });
const linked = connect(empty, 'start', 'end');
const box = (flow: FlowDefinition, id: string) => flow.layout.nodes[id] ?? { x: 0, y: 0, width: 0, height: 0 };
const ways = (flow: FlowDefinition) => flow.edges.map((edge) => `${edge.source}→${edge.target}`);

describe('adding by click or key', () => {
	it('leads on from a start that leads nowhere yet', () => {
		const flow = addSensibly(empty, newNode(empty, 'step'), null, { x: 900, y: 900 });
		expect(ways(flow)).toEqual(['start→step']);
		expect(box(flow, 'step').y + 29).toBe(box(flow, 'start').y + 18);
	});

	it('comes between a node and its only successor, which makes room', () => {
		const step = newNode(linked, 'step');
		const flow = addAfter(linked, step, 'start');
		expect(ways(flow)).toEqual(['start→step', 'step→end']);
		expect(box(flow, 'end').x).toBeGreaterThan(box(flow, 'step').x + 168);
	});

	it('gives a gateway one branch after the other, none on another', () => {
		let flow = addSensibly(empty, newNode(empty, 'parallel'), 'start', { x: 0, y: 0 });
		for (let count = 0; count < 3; count += 1)
			flow = addSensibly(flow, newNode(flow, 'step'), 'parallel', { x: 0, y: 0 });
		const heights = ['step', 'step-2', 'step-3'].map((id) => box(flow, id).y);
		expect(heights).toEqual([...heights].sort((left, right) => left - right));
		expect(heights[1]).toBeGreaterThan((heights[0] ?? 0) + 58 + 42);
		expect(flow.edges.filter((edge) => edge.source === 'parallel')).toHaveLength(3);
	});

	it('stands on the selected connection', () => {
		const flow = addSensibly(linked, newNode(linked, 'step'), linked.edges[0]?.id ?? '', { x: 0, y: 0 });
		expect(ways(flow)).toEqual(['start→step', 'step→end']);
	});

	it('never lies on another node when it is free', () => {
		let flow = linked;
		for (let count = 0; count < 4; count += 1) flow = addFree(flow, newNode(flow, 'step'), { x: 300, y: 300 });
		const ys = flow.nodes.filter((node) => node.kind === 'step').map((node) => box(flow, node.id).y);
		expect(new Set(ys).size).toBe(4);
	});

	it('does not connect an end to a step that leads on already', () => {
		const flow = addAfter(linked, newNode(linked, 'end'), 'start');
		expect(ways(flow)).toEqual(['start→end']);
		expect(flow.nodes).toHaveLength(3);
	});
});

it('finds the connection under a point', () => {
	const middle = { x: (80 + 36 + 640) / 2, y: 218 };
	expect(edgeAt(linked, middle)).toBe(linked.edges[0]?.id);
	expect(edgeAt(linked, { x: middle.x, y: 400 })).toBeNull();
	expect(addOnEdge(linked, newNode(linked, 'step'), 'no-such-edge')).toBe(linked);
});

describe('adding inside of containers', () => {
	const subflow = newNode(linked, 'subflow');
	const nested = addAfter(linked, subflow, 'start');

	it('gives a subflow its start and its end, and room in the way', () => {
		expect(ways(nested)).toEqual(['start→subflow', 'start-2→end-2', 'subflow→end']);
		const container = placement(nested).get('subflow');
		expect(placement(nested).get('end')?.x).toBeGreaterThan((container?.x ?? 0) + (container?.width ?? 0));
	});

	it('puts a node into the scope of what it is added to; what stands right of the container gives way', () => {
		let flow = nested;
		for (let count = 0; count < 3; count += 1) flow = addAfter(flow, newNode(flow, 'step'), 'start-2');
		expect(flow.nodes.filter((node) => node.scope === 'subflow')).toHaveLength(5);
		const placed = placement(flow);
		const container = placed.get('subflow');
		expect(placed.get('end')?.x).toBeGreaterThanOrEqual((container?.x ?? 0) + (container?.width ?? 0) + 40);
	});

	it('draws a compensation below its activity, and what stands there gives way', () => {
		const step = newNode(linked, 'step');
		let flow = addAfter(linked, step, 'start');
		const below = newNode(flow, 'approval');
		const place = placement(flow).get('step') ?? { x: 0, y: 0 };
		flow = addNode(flow, below, { x: place.x, y: place.y + 120 });
		flow = drawInside(setCompensation(flow, 'step', { type: 'scope', name: '' }), 'step/undo');
		const placed = placement(flow);
		const undo = placed.get('step/undo');
		expect(undo?.y).toBeGreaterThan(place.y + 58);
		expect(placed.get('approval')?.y).toBeGreaterThanOrEqual((undo?.y ?? 0) + (undo?.height ?? 0));
	});
});

describe('letting go', () => {
	const flow = addAfter(linked, newNode(linked, 'subflow'), 'start');
	const withStep = addNode(flow, newNode(flow, 'step'), { x: 200, y: 600 });
	const inside = placement(flow).get('start-2') ?? { x: 0, y: 0 };

	it('inside of a container makes a node stand in it, outside no longer', () => {
		const within = movedFlow(withStep, { step: { x: inside.x, y: inside.y } });
		expect(within.nodes.find((node) => node.id === 'step')?.scope).toBe('subflow');
		const out = movedFlow(within, { step: { x: 200, y: 900 } });
		expect(out.nodes.find((node) => node.id === 'step')?.scope).toBeUndefined();
	});

	it('a container takes along what stands in it, and stays where it stood', () => {
		const moved = movedFlow(flow, { subflow: { x: 1000, y: 1000 } });
		expect(placement(moved).get('subflow')).toMatchObject({ x: 1000, y: 1000 });
		expect(moved.nodes.find((node) => node.id === 'start-2')?.scope).toBe('subflow');
	});

	it('at another activity attaches a boundary event to it', () => {
		const event = { ...newNode(withStep, 'boundary'), attachedTo: 'subflow' } as FlowNode;
		const attached = addNode(withStep, event, { x: 0, y: 0 });
		const moved = movedFlow(attached, { boundary: { x: 250, y: 645 } });
		expect(moved.nodes.find((node) => node.id === 'boundary')).toMatchObject({ attachedTo: 'step' });
	});

	it('a group keeps its events on the borders they stood on, whatever lies where it is let go', () => {
		const event = { ...newNode(withStep, 'boundary'), attachedTo: 'step' } as FlowNode;
		const attached = addNode(withStep, event, { x: 240, y: 640 });
		const moved = movedFlow(attached, { step: inside, boundary: { x: inside.x + 90, y: inside.y + 40 } });
		expect(moved.nodes.find((node) => node.id === 'boundary')).toMatchObject({ attachedTo: 'step', scope: 'subflow' });
	});

	it('finds the innermost scope under a point', () => {
		expect(scopeAt(flow, { x: inside.x + 5, y: inside.y + 5 })).toBe('subflow');
		expect(scopeAt(flow, { x: -500, y: 0 })).toBe('');
	});
});
