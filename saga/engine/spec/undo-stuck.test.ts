import { describe } from 'vitest';
import { newCompensation } from '../../flow/edits/new-node';
import { setCompensation } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('an undo that does not succeed', () => {
	const flow = sketch('a → b → c');
	const unwinding = `start
		reply a ok
		reply b ok
		reply c failed NO → undo b, compensating`;

	spec(
		'U-14 is tried again after any answer but ok, with back-off; then people are asked',
		flow,
		`${unwinding}
		undo-reply b failed LOCKED → wait
		wait PT1S                  → undo b@2
		undo-reply b unavailable   → wait
		wait PT2S                  → undo b@3
		undo-reply b failed LOCKED → incident undo-stuck b
		wait P1D                   → wait
	`,
	);

	spec(
		'U-14 and an answer that comes twice, or for an attempt that was replaced, counts once',
		flow,
		`${unwinding}
		undo-reply b failed LOCKED   → wait
		undo-reply b failed LOCKED   → ignored duplicate
		wait PT1S                    → undo b@2
		undo-reply b@1 failed LOCKED → ignored old-attempt
		undo-reply b@1 ok            → undo a
	`,
	);

	spec(
		'U-14 is sent again at once when nobody answers',
		flow,
		`${unwinding}
		wait PT1M → undo b@2
		wait PT1M → undo b@3
		wait PT1M → incident undo-stuck b
	`,
	);

	spec(
		'U-15 is tried again by an operator with attempts counted anew, also with changed input',
		flow,
		`${unwinding}
		wait PT3M                                        → undo b@2, undo b@3, incident undo-stuck b
		operator retry b {"room": 7} because "moved"      → undo b@4 {"room": 7}
		undo-reply b failed LOCKED                       → wait
		wait PT1S                                        → undo b@5 {"room": 7}
		undo-reply b ok                                  → undo a
		undo-reply a ok                                  → compensated
	`,
	);

	spec(
		'R-02 a late confirmation is as good',
		flow,
		`${unwinding}
		wait PT3M         → undo b@2, undo b@3, incident undo-stuck b
		undo-reply b@2 ok → undo a
	`,
	);

	spec(
		'U-14 blocks only what came before it',
		sketch('fork(a → b, c → d) → e'),
		`
		start
		reply a ok
		reply b ok
		reply c ok
		reply d ok
		reply e failed NO → undo b d, compensating
		undo-reply d ok   → undo c
		undo-reply c ok   → wait
		wait PT3M         → undo b@2, undo b@3, incident undo-stuck b
		operator retry because "unlocked" → undo b@4
		undo-reply b ok   → undo a
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'D-07 whose command cannot be made is an incident; an operator writes it by hand',
		unmakeable(),
		`
		start
		reply a ok
		reply b failed NO                       → incident undo-stuck a, compensating
		operator retry a because "try"          → incident undo-stuck a
		operator retry a {"id": 1} because "by hand" → undo a {"id": 1}
		undo-reply a ok                         → compensated
	`,
	);

	spec(
		'U-14 is tried again after any other answer, then it is stuck',
		flow,
		`
		start
		reply a ok
		reply b ok
		reply c failed NO        → undo b, compensating
		undo-reply b failed NO   → wait
		wait PT1S                → undo b@2
		undo-reply b unavailable → wait
		wait PT2S                → undo b@3
		undo-reply b failed NO   → incident undo-stuck b
		wait P1D                 → wait
	`,
	);

	spec(
		'U-14 it holds back only what was done before it',
		sketch('a → fork(b, c → d) → e'),
		`
		start
		reply a ok
		reply b ok
		reply c ok
		reply d ok
		reply e failed NO → undo b d, compensating
		wait PT3M         → undo b@2, undo b@3, incident undo-stuck b, undo d@2, undo d@3, incident undo-stuck d
		undo-reply d ok   → undo c
		undo-reply c ok   → wait
		undo-reply b ok   → undo a
	`,
	);

	spec(
		'U-15 an operator tries it again: same key, next attempt, counted anew',
		flow,
		`
		start
		reply a ok
		reply b ok
		reply c failed NO                           → undo b, compensating
		wait PT3M                                   → undo b@2, undo b@3, incident undo-stuck b
		operator retry b {"id": 7} because "by hand" → undo b@4 {"id": 7}
		wait PT1M                                   → undo b@5 {"id": 7}
		undo-reply b@4 ok                           → undo a
	`,
	);

	function unmakeable() {
		const compensation = { ...newCompensation('undo-a'), input: [{ target: 'id', expression: '[1..2]' }] };
		return setCompensation(sketch('a → b'), 'a', compensation);
	}
});
