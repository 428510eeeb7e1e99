import { describe } from 'vitest';
import { setStart } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('operators', () => {
	const flow = sketch('a → b');

	spec(
		'O-01 retry sends an open command again, now, under the same key',
		flow,
		`
		start                                → send a
		reply a unavailable                  → wait
		operator retry a because "it is up"  → send a@2
		wait PT10S                           → wait
		reply a ok                           → send b
	`,
	);

	spec(
		'O-02 with changed input, which later attempts repeat',
		flow,
		`
		start                                        → send a
		operator retry a {"room": 7} because "moved" → send a@2 {"room": 7}
		wait PT1M                                    → send a@3 {"room": 7}
	`,
	);

	spec(
		'O-01 a run that has ended is not tried again',
		flow,
		`
		start
		reply a ok                        → send b
		operator retry a because "again"  → refused not-open
	`,
	);

	spec(
		'O-01 a saga that has ended is not moved',
		flow,
		`
		start
		reply a failed NO                → compensated
		operator retry a because "again" → refused status
	`,
	);

	spec(
		'O-21 while it unwinds no step is tried again',
		sketch('fork(a, b)'),
		`
		start
		reply a failed NO                → compensating
		operator retry b because "again" → refused status
		reply b ok                       → undo b
		operator retry b because "now"   → undo b@2
		undo-reply b ok                  → compensated
	`,
	);
});

describe('starting', () => {
	const flow = setStart(sketch('a'), 'start', {
		fields: [{ name: 'order', type: 'object', required: true, sample: { id: 'A-1' } }],
	});

	spec('D-04 with what the start asks for', flow, 'start {"order": {}} → send a');
	spec('D-04 other keys are let through', flow, 'start {"order": {}, "more": 1} → send a');
	spec('D-04 not without a required field', flow, 'start {} → refused payload');
	spec('D-04 not with a field of another type', flow, 'start {"order": 7} → refused payload');
	spec('S-01 a flow without steps is done at once', sketch('_'), 'start → completed');
});
