/** A trip that a person decides on: a room is held, somebody approves, then the trip is confirmed. */
import type { FlowDefinition, FlowNode } from '@/saga/flow/definition';
import { moveNodes } from '@/saga/flow/edits/layout';
import { sketch } from '@/saga/flow/sketch';
import { trip } from './trips';

const room = { city: '"Lisbon"', date: '"2031-05-12"', nights: '3', guest: '"Ada Moreau"', tripId: '"T-1"' };
const mapped = (of: object) => Object.entries(of).map(([target, expression]) => ({ target, expression }));

const nodes: Readonly<Record<string, object>> = {
	hold: {
		name: 'Hold room',
		participant: 'hotel',
		command: 'reserve-hotel',
		input: mapped(room),
		output: [{ target: 'room', expression: 'reply' }],
	},
	ask: {
		name: 'Approve trip',
		question: 'May this trip be booked?',
		candidates: 'the travel desk',
		fields: [
			{ name: 'approved', type: 'boolean', required: true, sample: true },
			{ name: 'remark', type: 'text', required: false, sample: '' },
		],
		input: mapped({ guest: '"Ada Moreau"', room: 'room' }),
		output: [{ target: 'decision', expression: 'reply' }],
	},
	confirm: {
		name: 'Confirm trip',
		participant: 'trips',
		command: 'confirm-trip',
		input: mapped({ tripId: '"T-1"', customer: '"Ada Moreau"' }),
		compensation: { type: 'none', effect: 'harmless', because: 'a mail' },
	},
};

const places = {
	start: { x: 80, y: 222 },
	hold: { x: 200, y: 211 },
	ask: { x: 460, y: 211 },
	confirm: { x: 720, y: 211 },
	end: { x: 980, y: 222 },
};

function filledIn(node: FlowNode): FlowNode {
	const filled = { ...node, ...nodes[node.id] } as FlowNode;
	if (filled.id !== 'hold' || filled.kind !== 'step' || filled.compensation?.type !== 'command') return filled;
	const undo = { command: 'cancel-room', name: 'Cancel room', participant: 'hotel' };
	return { ...filled, compensation: { ...filled.compensation, ...undo, input: mapped({ tripId: 'input.tripId' }) } };
}

export function decisionFlow(): FlowDefinition {
	const id = `decide-${trip().id.toLowerCase()}`;
	const flow = sketch(`${id}: hold → ask=approve → confirm`);
	return moveNodes({ ...flow, name: `Flow ${id}`, nodes: flow.nodes.map(filledIn) }, places);
}
