/** Flows with a step that only goes forward: whatever keeps it from being done needs a person. */
import type { FlowDefinition } from '@/saga/flow/definition';
import { createFlow } from '@/saga/flow/edits/create-flow';
import { connect } from '@/saga/flow/edits/edges';
import { newStep } from '@/saga/flow/edits/new-node';
import { addNode } from '@/saga/flow/edits/nodes';
import type { StepNode } from '@/saga/flow/nodes/step';
import { trip } from './trips';

type Step = Pick<StepNode, 'participant' | 'command' | 'class'> & Partial<StepNode>;

const once = { attemptsMax: 1, backoffMs: 0, backoffFactor: 1, backoffMaxMs: 0 };
const harmless = { type: 'none', effect: 'harmless', because: 'nothing is undone here' } as const;

/** The steps one after the other, each tried once. */
function flowOf(...steps: readonly Step[]): FlowDefinition {
	const id = `stuck-${trip().id.toLowerCase()}`;
	let flow = createFlow({ id, name: `Flow ${id}` });
	let last = 'start';
	for (const [at, { participant, command, ...patch }] of steps.entries()) {
		const made = newStep(flow, { participant, command });
		const step: StepNode = { ...made, compensation: harmless, retries: once, ...patch };
		flow = connect(addNode(flow, step, { x: 180 + at * 230, y: 189 }), last, step.id);
		last = step.id;
	}
	return connect(flow, last, 'end');
}

/** Its command goes to a participant that nobody runs. */
export function silentFlow(): FlowDefinition {
	return flowOf({ participant: 'nobody', command: 'ask-nobody', class: 'retriable', timeoutMs: 300 });
}

/** Behind the point of no return its command is one that cannot be done, until somebody changes what is sent. */
export function stuckFlow(): FlowDefinition {
	const trips = { participant: 'trips', command: 'confirm-trip' };
	const input = [
		{ target: 'tripId', expression: '"T-1"' },
		{ target: 'customer', expression: '"Ada Moreau"' },
	];
	const failing = [...input, { target: 'fail', expression: '"confirm-trip"' }];
	return flowOf(
		{ ...trips, name: 'Confirm trip', class: 'pivot', input },
		{ ...trips, name: 'Tell the customer', class: 'retriable', input: failing },
	);
}

/** What has to be sent instead. */
export const putRight = { tripId: 'T-1', customer: 'Ada Moreau' };
