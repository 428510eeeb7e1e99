import { describe, expect, it } from 'vitest';
import type { FlowDefinition } from '@/saga/flow/definition';
import { createFlow } from '@/saga/flow/edits/create-flow';
import { connect } from '@/saga/flow/edits/edges';
import { newNode } from '@/saga/flow/edits/new-node';
import { addAfter, addFree, addOnEdge, addSensibly, edgeAt } from './place-node';

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
