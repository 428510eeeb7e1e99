import { describe } from 'vitest';
import { newCompensation } from '../../flow/edits/new-node';
import { setStep } from '../../flow/edits/nodes';
import { retriesDefault } from '../../flow/nodes/retries';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('unknown outcome', () => {
	spec(
		'R-06 a compensable step that nobody answers ends unknown and is undone itself',
		sketch('a → b'),
		`
		start
		reply a ok      → send b
		wait PT1M       → send b@2
		wait PT1M       → send b@3
		wait PT1M       → undo b, compensating
		undo-reply b ok → undo a
		undo-reply a ok → compensated
	`,
	);

	spec(
		'R-07 "unavailable" to the newest attempt is conclusive for all: it failed, and there is nothing to undo',
		sketch('a → b'),
		`
		start
		reply a ok          → send b
		wait PT1M           → send b@2
		reply b unavailable → wait
		wait PT2S           → send b@3
		reply b unavailable → undo a, compensating
		undo-reply a ok     → compensated
	`,
	);

	spec(
		'R-03 an answer to an older attempt is not',
		sketch('a[once] → b'),
		`
		start
		reply a ok            → send b
		reply b unavailable   → wait
		wait PT1S             → send b@2
		wait PT2M             → send b@3, undo b, compensating
	`,
	);

	spec(
		'U-13 its undo gets the input as sent, and no output',
		withUndoInput(sketch('a[once]', { order: {} })),
		`
		start {"order": {"id": "A-1"}} → send a {"id": "A-1"}
		wait PT1M                      → undo a {"id": "A-1", "output": null}, compensating
		undo-reply a ok                → compensated
	`,
	);

	spec(
		'S-05 a step declared harmless leaves nothing behind, one declared a gap may have left something',
		withOneAttempt(sketch('a[harmless]')),
		`
		start     → send a
		wait PT1M → compensated
	`,
	);

	spec(
		'S-05 a gap is a gap also when nobody knows',
		withOneAttempt(sketch('a[gap]')),
		`
		start     → send a
		wait PT1M → failed
	`,
	);

	function withOneAttempt(flow: ReturnType<typeof sketch>) {
		return setStep(flow, 'a', { retries: { ...retriesDefault, attemptsMax: 1 } });
	}

	function withUndoInput(flow: ReturnType<typeof sketch>) {
		return setStep(flow, 'a', {
			input: [{ target: 'id', expression: 'order.id' }],
			compensation: {
				...newCompensation('undo-a'),
				input: [
					{ target: 'id', expression: 'input.id' },
					{ target: 'output', expression: 'output' },
				],
			},
		});
	}
});
