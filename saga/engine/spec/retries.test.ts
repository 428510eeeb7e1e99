import { describe } from 'vitest';
import { setStep } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('retries', () => {
	spec(
		'R-04 "unavailable" is tried again after a growing back-off',
		sketch('a'),
		`
		start               → send a
		reply a unavailable → wait
		wait PT0.999S       → wait
		wait PT0.001S       → send a@2
		reply a unavailable → wait
		wait PT1.999S       → wait
		wait PT0.001S       → send a@3
		reply a unavailable → compensated
	`,
	);

	spec(
		'R-04 which never grows above its bound',
		patient(),
		`
		start               → send a
		reply a unavailable
		wait PT1S           → send a@2
		reply a unavailable
		wait PT2S           → send a@3
		reply a unavailable
		wait PT3S           → send a@4
		reply a unavailable
		wait PT3S           → send a@5
	`,
	);

	spec(
		'R-04 a failure is tried again only if its code is listed',
		listed(),
		`
		start               → send a
		reply a failed BUSY → wait
		wait PT1S           → send a@2
		reply a failed FULL → compensated
	`,
	);

	spec(
		'R-04 a listed failure that lasts fails the step in the end',
		listed(),
		`
		start
		reply a failed BUSY
		wait PT1S           → send a@2
		reply a failed BUSY
		wait PT2S           → send a@3
		reply a failed BUSY → compensated
	`,
	);

	spec(
		'R-05 after a time-out the next attempt goes out at once',
		sketch('a'),
		`
		start         → send a
		wait PT59.999S → wait
		wait PT0.001S → send a@2
		wait PT2M     → send a@3, undo a, compensating
	`,
	);

	spec(
		'R-05 each attempt has the whole time-out',
		sketch('a'),
		`
		start               → send a
		wait PT30S          → wait
		reply a unavailable → wait
		wait PT1S           → send a@2
		wait PT59S          → wait
		wait PT1S           → send a@3
	`,
	);

	spec(
		'R-01 all attempts repeat the same command',
		withInput(),
		`
		start {"x": 3} → send a {"x": 3}
		wait PT1M      → send a@2 {"x": 3}
	`,
	);

	spec(
		'X-01 after a restart it goes on as if nothing had been',
		sketch('a'),
		`
		start
		reply a unavailable → wait
		restart             → wait
		wait PT1S           → send a@2
		restart             → wait
		reply a ok          → completed
	`,
	);

	function patient() {
		const retries = { attemptsMax: 6, backoffMs: 1_000, backoffFactor: 2, backoffMaxMs: 3_000 };
		return setStep(sketch('a'), 'a', { retries });
	}

	function listed() {
		const expectedErrors = [
			{ code: 'BUSY', retry: true },
			{ code: 'FULL', retry: false },
		];
		return setStep(sketch('a'), 'a', { expectedErrors });
	}

	function withInput() {
		return setStep(sketch('a', { x: 1 }), 'a', { input: [{ target: 'x', expression: 'x' }] });
	}
});
