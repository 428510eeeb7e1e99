/** Which pivots a failure beside them waits for. */
import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('a failure beside a pivot', () => {
	spec(
		'P-02 waits while nobody knows whether it was done, though people have been asked',
		sketch('fork(p[pivot once], a) → b'),
		`
		start
		wait PT1M         → incident step-stuck p, send a@2
		reply a failed NO → wait
		reply p failed NO → compensated
	`,
	);

	spec(
		'P-02 waits while it is only tried again later',
		sketch('fork(p[pivot], a) → b'),
		`
		start
		reply p unavailable → wait
		reply a failed NO   → wait
		wait PT1S           → send p@2
		reply p ok          → incident step-stuck a
	`,
	);

	spec(
		'P-03 unwinds where the pivot was not done and is not tried again by itself',
		sketch('fork(p[pivot once], a) → b'),
		`
		start
		reply p unavailable → incident step-stuck p
		reply a failed NO   → compensated
	`,
	);

	spec(
		'P-02 does not wait for one inside a compensation',
		sketch('fork(a{p[pivot]} → undo(a), b, c)'),
		`
		start
		reply a ok        → send a/undo/p
		reply c ok        → wait
		reply b failed NO → undo c, compensating
		undo-reply c ok   → wait
		reply a/undo/p ok → compensated
	`,
	);

	spec(
		'P-02 nor for one that is called there',
		[sketch('main: fork(a{call(pay)} → undo(a), b, c)'), sketch('pay: p[pivot]')],
		`
		start main
		reply a ok            → send a/undo/pay/p
		reply c ok            → wait
		reply b failed NO     → undo c, compensating
		undo-reply c ok       → wait
		reply a/undo/pay/p ok → compensated
	`,
	);

	spec(
		'P-02 waits for a call that is one, until its saga has ended',
		[sketch('main: fork(call(pay), b, c)'), sketch('pay: p[pivot]')],
		`
		start main
		reply c ok            → wait
		reply b failed NO     → wait
		reply pay/p failed NO → undo c, compensating
	`,
	);

	spec(
		'P-02 for a call that is none it does not',
		[sketch('main: fork(call(child), b, c)'), sketch('child: x')],
		`
		start main
		reply c ok            → wait
		reply b failed NO     → undo c, compensating
		reply child/x ok      → undo child/x
	`,
	);
});

describe('a call that fails', () => {
	spec(
		'P-02 waits for a pivot beside it, and asks people where that was done',
		[sketch('main: fork(call(child), p[pivot])'), sketch('child: x')],
		`
		start main
		reply child/x failed NO → wait
		reply p ok              → incident step-stuck child
	`,
	);
});
