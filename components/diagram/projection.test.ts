import { describe, expect, it } from 'vitest';
import type { FlowNode } from '@/saga/flow/definition';
import { createFlow } from '@/saga/flow/edits/create-flow';
import { connect } from '@/saga/flow/edits/edges';
import { newNode, newStep } from '@/saga/flow/edits/new-node';
import { addNode, renameNode, setStep } from '@/saga/flow/edits/nodes';
import { spokenName } from './node-words';
import { pivotMarkers } from './pivot-markers';
import { placement } from './placement';
import { createProjection, type ProjectionInput } from './projection';

const empty = createFlow({ id: 'trip', name: 'Trip' });
const step = newStep(empty, {
	name: 'Charge card',
	participant: 'payments',
	command: 'charge-card',
	undo: 'refund-card',
});
const flow = connect(connect(addNode(empty, step, { x: 240, y: 180 }), 'start', step.id), step.id, 'end');
const input = (patch: Partial<ProjectionInput> = {}): ProjectionInput => ({
	definition: flow,
	selected: new Set(),
	dragged: new Map(),
	prefix: 'd',
	...patch,
});

describe('projection', () => {
	it('keeps what has not changed, so that one edit redraws one node', () => {
		const projection = createProjection();
		const before = projection.nodes(input());
		const after = projection.nodes(input({ definition: renameNode(flow, step.id, 'Charge the card') }));
		expect(after[0]).toBe(before[0]);
		expect(after[1]).toBe(before[1]);
		expect(after[2]).not.toBe(before[2]);
	});

	it('shows a dragged node where the pointer is and leaves the document alone', () => {
		const nodes = createProjection().nodes(input({ dragged: new Map([[step.id, { x: 9, y: 8 }]]) }));
		expect(nodes.find((node) => node.id === step.id)?.position).toEqual({ x: 9, y: 8 });
		expect(flow.layout.nodes[step.id]).toMatchObject({ x: 240, y: 180 });
	});

	it('takes the contents of a dragged container along, containers below edges below contents', () => {
		const subflow = { ...newNode(flow, 'subflow'), id: 'ship' };
		const inner = { ...newStep(flow, { name: 'Pack' }), id: 'pack', scope: 'ship' };
		const nested = { ...flow, nodes: [...flow.nodes, subflow, inner] };
		const projection = createProjection();
		const before = projection.nodes(input({ definition: nested }));
		const at = (nodes: typeof before, id: string) => nodes.find((node) => node.id === id);
		const [ship, pack] = [at(before, 'ship'), at(before, 'pack')];
		expect([ship?.type, pack?.type]).toEqual(['container', 'step']);
		expect(pack?.zIndex).toBeGreaterThan(ship?.zIndex ?? 0);
		const to = { x: (ship?.position.x ?? 0) + 7, y: ship?.position.y ?? 0 };
		const after = projection.nodes(input({ definition: nested, dragged: new Map([['ship', to]]) }));
		expect(at(after, 'pack')?.position.x).toBe((pack?.position.x ?? 0) + 7);
		expect(at(after, 'start')).toBe(at(before, 'start'));
	});

	it('marks what is selected, nodes and edges alike', () => {
		const projection = createProjection();
		const selected = new Set([step.id, flow.edges[0]?.id ?? '']);
		expect(projection.nodes(input({ selected })).filter((node) => node.selected)).toHaveLength(1);
		expect(projection.edges(input({ selected })).filter((edge) => edge.selected)).toHaveLength(1);
	});
});

it('places nodes without layout left to right, none on another', () => {
	const bounds = placement({ ...flow, layout: { nodes: {}, edges: {} } });
	const xs = ['start', step.id, 'end'].map((id) => bounds.get(id)?.x ?? Number.NaN);
	expect(xs).toEqual([...xs].sort((left, right) => left - right));
	expect(new Set(xs).size).toBe(3);
});

it('draws the point of no return between the pivot and what follows it', () => {
	const pivot = setStep(flow, step.id, { class: 'pivot' });
	const [marker] = pivotMarkers(pivot, placement(pivot));
	expect(marker?.x).toBeGreaterThan(240 + 168);
	expect(marker?.x).toBeLessThan(640);
	expect(pivotMarkers(flow, placement(flow))).toEqual([]);
});

it('names what an event waits for, what it is attached to and whether it interrupts', () => {
	const event: FlowNode = {
		...newNode(empty, 'boundary'),
		kind: 'boundary',
		name: 'Slow',
		attachedTo: step.id,
		interrupting: false,
		on: { type: 'timer', timer: 'duration', value: 'PT5M' },
	};
	expect(spokenName(event, undefined, { host: 'Charge card', within: 'in Pay' })).toBe(
		'Boundary event Slow, at Charge card, in Pay, on timer PT5M, does not interrupt',
	);
});

it('names a node with its compensation and its problems', () => {
	const spoken = spokenName(step, { problems: { errors: 1, warnings: 1 } });
	expect(spoken).toBe('Step Charge card, compensation Refund card, 2 problems');
});
