import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('how a saga ends', () => {
	spec(
		'S-01 suspended and incidents stand beside the status',
		sketch('a → choose(x > 1: b, x > 2: c)', { x: 1 }),
		`
		start                              → send a
		operator suspend because "look"    → suspended
		operator resume because "go on"    → resumed
		reply a ok                         → incident no-path choice
		operator cancel-with-undo because "enough" → undo a, compensating
		operator suspend because "look"    → suspended
		operator resume because "go on"    → resumed
		undo-reply a ok                    → compensated
	`,
	);

	spec(
		'S-02 compensated: all that was done is undone or harmless',
		sketch('a → b[harmless] → c → d'),
		`
		start
		reply a ok
		reply b ok
		reply c ok
		reply d failed NO → undo c, compensating
		undo-reply c ok   → undo a
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'S-02 compensated: nothing was done',
		sketch('a'),
		`
		start             → send a
		reply a failed NO → compensated
	`,
	);

	spec(
		'S-03 compensated: it comes to its end after an undo of the top',
		sketch('a → undo → b[harmless]'),
		`
		start
		reply a ok      → undo a, compensating
		undo-reply a ok → send b, running
		reply b ok      → compensated
	`,
	);

	spec(
		'S-03 also by an end that compensates',
		sketch('a → b → end(compensate)'),
		`
		start
		reply a ok
		reply b ok      → undo b, compensating
		undo-reply b ok → undo a
		undo-reply a ok → compensated
	`,
	);

	spec(
		'S-04 an approval leaves nothing behind',
		sketch('a → ask=approve → b'),
		`
		start             → send a
		reply a ok        → wait
		approve ask       → send b
		reply b failed NO → undo a, compensating
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'S-05 failed: what cannot be undone stays, completed',
		sketch('a[gap] → b'),
		`
		start
		reply a ok
		reply b failed NO → failed
	`,
	);

	spec(
		'S-05 or with unknown outcome',
		sketch('a[gap once]'),
		`
		start     → send a
		wait PT1M → failed
	`,
	);

	spec(
		'S-05 or abandoned',
		sketch('fork(a[gap]<timer PT10S: b>, c)'),
		`
		start             → send a c
		wait PT10S        → send b
		reply b ok        → wait
		reply c failed NO → undo b, compensating
		undo-reply b ok   → failed
	`,
	);

	spec(
		'S-05 also after an undo of the top',
		sketch('a[gap] → undo'),
		`
		start
		reply a ok → failed
	`,
	);

	spec(
		'S-06 failed: an operator has accepted a gap',
		sketch('a → b'),
		`
		start
		reply a ok
		reply b failed NO                          → undo a, compensating
		operator accept-gap a because "they keep it" → failed
	`,
	);

	spec(
		'S-07 compensating: while it unwinds or undoes its top, and only then',
		sketch('s=sub(a → undo) → b → undo → c[harmless]'),
		`
		start
		reply s/a ok      → undo s/a
		undo-reply s/a ok → send b
		reply b ok        → undo b, compensating
		undo-reply b ok   → send c, running
		reply c ok        → compensated
	`,
	);

	spec(
		'S-07 an abandoned run is undone while the saga runs',
		sketch('a<timer PT10S: b>'),
		`
		start           → send a
		wait PT10S      → undo a, send b
		undo-reply a ok → wait
		reply b ok      → completed
	`,
	);

	spec(
		'S-07 an undo of one activity is no undo of the top',
		sketch('a → b → undo(a) → c'),
		`
		start
		reply a ok
		reply b ok      → undo a
		undo-reply a ok → send c
		reply c ok      → completed
	`,
	);

	spec(
		'S-08 cancelled: without undo',
		sketch('a → b'),
		`
		start
		reply a ok
		operator cancel-without-undo because "a test" → cancelled
	`,
	);

	spec(
		'S-08 cancelled with undo it ends compensated',
		sketch('a → b'),
		`
		start
		reply a ok
		operator cancel-with-undo because "not wanted" → compensating
		reply b ok                                     → undo b
		undo-reply b ok                                → undo a
		undo-reply a ok                                → compensated
	`,
	);

	spec(
		'S-08 or failed',
		sketch('a[gap] → b'),
		`
		start
		reply a ok
		operator cancel-with-undo because "not wanted" → compensating
		reply b failed NO                              → failed
	`,
	);

	spec(
		'S-09 a terminating end of the top completes the saga; what is in flight is abandoned',
		sketch('fork(a → end(terminate), b)'),
		`
		start           → send a b
		reply a ok      → undo b
		undo-reply b ok → completed
	`,
	);

	spec(
		'S-10 it ends completed where entries still stand after an undo of the top',
		sketch('a → undo → b'),
		`
		start
		reply a ok      → undo a, compensating
		undo-reply a ok → send b, running
		reply b ok      → completed
	`,
	);

	spec(
		'S-12 nothing is final while an undo is open',
		sketch('a<timer PT10S: b>'),
		`
		start
		wait PT10S      → undo a, send b
		reply b ok      → wait
		undo-reply a ok → completed
	`,
	);
});
