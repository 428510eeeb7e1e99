import { describe } from 'vitest';
import { setSettings } from '../../flow/edits/flow-settings';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('unwinding begins', () => {
	spec(
		'U-01 nothing forward starts any more',
		sketch('fork(a → b, c)'),
		`
		start
		reply c failed NO → compensating
		reply a ok        → undo a
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-02 waits for events are taken away',
		sketch('fork(catch(paid "k") → a, b)'),
		`
		start             → send b
		reply b failed NO → compensated
		event paid k      → wait
	`,
	);

	spec(
		'U-02 so are timers and approvals',
		sketch('fork(a → timer(PT1H), ask=approve, b)'),
		`
		start             → send a b
		reply a ok        → wait
		reply b failed NO → undo a, compensating
		approve ask       → refused
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-02 armed boundaries and event-started subflows are disarmed',
		sketch('fork(a<timer PT10S: c>, b); on(message look "k" [nonint]: d)'),
		`
		start             → send a b
		reply b failed NO → compensating
		event look k      → wait
		wait PT20S        → wait
		reply a ok        → undo a
	`,
	);

	spec(
		'U-03 a step in back-off has failed if its newest attempt was answered',
		sketch('fork(a, b)'),
		`
		start
		reply a unavailable → wait
		reply b failed NO   → compensated
	`,
	);

	spec(
		'U-03 a step that is stuck without an answer is of unknown outcome',
		sketch('fork(r[retriable undo=back], b[timeout=10m])'),
		`
		start
		wait PT3M         → send r@2, send r@3, incident step-stuck r
		reply b failed NO → undo r, compensating
	`,
	);

	spec(
		'U-04 an open command awaits its reply for what is left of its time-out',
		sketch('fork(a, b)'),
		`
		start
		wait PT20S        → wait
		reply b failed NO → compensating
		wait PT39S        → wait
		wait PT1S         → undo a
	`,
	);

	spec(
		'U-04 but no longer than the flow gives it to settle',
		setSettings(sketch('fork(a, b)'), { settleMs: 5_000 }),
		`
		start
		reply b failed NO → compensating
		wait PT4S         → wait
		wait PT1S         → undo a
	`,
	);

	spec(
		'U-04 it is not tried again meanwhile',
		sketch('fork(a[timeout=20s], b)'),
		`
		start
		reply b failed NO   → compensating
		reply a unavailable → compensated
	`,
	);
});

describe('what is undone', () => {
	spec(
		'U-06 each run that completed, once, also in a loop',
		sketch('m=exclusive → a[out.n=reply.n] → choose(n < 3: to(m), _) → b', { n: 0 }),
		`
		start               → send a
		reply a ok {"n": 1} → send a#2
		reply a ok {"n": 2} → send a#3
		reply a ok {"n": 3} → send b
		reply b failed NO   → undo a#3, compensating
		undo-reply a ok     → undo a#2
		undo-reply a ok     → undo a#1
		undo-reply a ok     → compensated
	`,
	);

	spec(
		'U-06 in a for-each once per iteration',
		sketch('a*items → b', { items: [1, 2, 3] }),
		`
		start             → send a a a
		reply a#2 ok      → wait
		reply a#1 ok      → wait
		reply a#3 ok      → send b
		reply b failed NO → undo a a a, compensating
		undo-reply a#3 ok → wait
		undo-reply a#1 ok → wait
		undo-reply a#2 ok → compensated
	`,
	);

	spec(
		'U-07 never one that failed, nor one that was never sent',
		sketch('fork(a → c, b) → d'),
		`
		start             → send a b
		reply a failed NO → compensating
		reply b failed NO → compensated
	`,
	);

	spec(
		'U-09 concurrent runs are undone concurrently',
		sketch('fork(a, b, c) → d'),
		`
		start
		reply a ok
		reply b ok
		reply c ok
		reply d failed NO → undo a b c, compensating
	`,
	);

	spec(
		'U-10 an undo starts when its own successors are settled and undone, not when all are',
		sketch('fork(a → b, c → d, e)'),
		`
		start
		reply a ok        → send b
		reply c ok        → send d
		reply e failed NO → compensating
		reply b failed NO → undo a              // d is still in flight
		undo-reply a ok   → wait
		reply d ok        → undo d
		undo-reply d ok   → undo c
		undo-reply c ok   → compensated
	`,
	);

	spec(
		'U-11 the order binds only what is undone together',
		sketch('a → b → undo(a) → c'),
		`
		start
		reply a ok
		reply b ok        → undo a              // b came after a, but stays
		undo-reply a ok   → send c
		reply c failed NO → undo b, compensating
		undo-reply b ok   → compensated
	`,
	);

	spec(
		'U-11 an undo that is open already is waited for',
		sketch('a → b → fork(undo(b), c)'),
		`
		start
		reply a ok
		reply b ok        → undo b, send c
		reply c failed NO → compensating
		undo-reply b ok   → undo a
	`,
	);

	spec(
		'U-12 sequential, in a for-each: the last completed first',
		setSettings(sketch('a*items → b', { items: [1, 2] }), { undoOrder: 'sequential' }),
		`
		start
		reply a#2 ok      → wait
		reply a#1 ok      → send b
		reply b failed NO → undo a#1, compensating
		undo-reply a ok   → undo a#2
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-13 an undo gets the input and output as they were',
		sketch('a[in.n=x undo.n=input.n undo.id=output.id] → assign(x = 9) → b', { x: 1 }),
		`
		start               → send a {"n": 1}
		reply a ok {"id": 7} → send b
		reply b failed NO   → undo a {"n": 1, "id": 7}, compensating
	`,
	);

	spec(
		'U-13 also the variables as they were when the run completed',
		sketch('a[undo.x=x] → assign(x = 9) → b', { x: 1 }),
		`
		start
		reply a ok        → send b
		reply b failed NO → undo a {"x": 1}, compensating
	`,
	);

	spec(
		'U-13 without output, if nobody knows it',
		sketch('a[once in.n=x undo.n=input.n undo.id=output.id]', { x: 1 }),
		`
		start
		wait PT1M → undo a {"n": 1, "id": null}, compensating
	`,
	);
});

describe('an undo that does not succeed', () => {
	const line = sketch('a → b → c');

	spec(
		'U-14 is tried again after any other answer, then it is stuck',
		line,
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
		line,
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
});

describe('compensations that are more than a command', () => {
	spec(
		'U-16 their steps stand below the activity',
		sketch('a{x → y} → b'),
		`
		start
		reply a ok             → send b
		reply b failed NO      → send a/undo/x, compensating
		reply a/undo/x ok      → send a/undo/y
		reply a/undo/y ok      → compensated
	`,
	);

	spec(
		'U-16 one with nothing to do is confirmed at once',
		sketch('a{_} → b'),
		`
		start
		reply a ok
		reply b failed NO → compensated
	`,
	);

	spec(
		'U-16 it reads the input and the output of what it undoes',
		sketch('a[in.n=x]{c[in.n=input.n in.id=output.id in.x=x]} → b', { x: 1 }),
		`
		start
		reply a ok {"id": 7} → send b
		reply b failed NO    → send a/undo/c {"n": 1, "id": 7, "x": 1}, compensating
	`,
	);

	spec(
		'U-16 with loops, gateways and for-each',
		sketch('a{fork(x, y*items)} → b', { items: [1, 2] }),
		`
		start
		reply a ok
		reply b failed NO   → send a/undo/x a/undo/y a/undo/y, compensating
		reply a/undo/y#2 ok → wait
		reply a/undo/y#1 ok → wait
		reply a/undo/x ok   → compensated
	`,
	);

	spec(
		'U-16 nothing in it has an entry of its own: a failure keeps its token, and a retry goes on there',
		sketch('a → b{x → y} → c'),
		`
		start
		reply a ok
		reply b ok
		reply c failed NO                      → send b/undo/x, compensating
		reply b/undo/x ok                      → send b/undo/y
		reply b/undo/y failed NO               → incident undo-stuck b/undo/y
		wait P1D                               → wait
		operator retry b/undo/y because "up"   → send b/undo/y#2
		reply b/undo/y#2 ok                    → undo a
		undo-reply a ok                        → compensated
	`,
	);

	spec(
		'U-16 an error may be caught inside',
		sketch('a{x<error NO: y>} → b'),
		`
		start
		reply a ok
		reply b failed NO        → send a/undo/x, compensating
		reply a/undo/x failed NO → send a/undo/y
		reply a/undo/y ok        → compensated
	`,
	);

	spec(
		'U-16 an approval in it is asked while the saga unwinds',
		sketch('a{ask=approve → x} → b'),
		`
		start
		reply a ok
		reply b failed NO    → compensating
		approve a/undo/ask   → send a/undo/x
		reply a/undo/x ok    → compensated
	`,
	);

	spec(
		'U-16 each run is undone by a scope instance of its own',
		sketch('a*items{x} → b', { items: [1, 2] }),
		`
		start
		reply a#1 ok
		reply a#2 ok
		reply b failed NO     → send a#1/undo/x a#2/undo/x, compensating
		reply a#2/undo/x ok   → wait
		reply a#1/undo/x ok   → compensated
	`,
	);

	spec(
		'U-17 a called saga that unwound is started anew',
		[sketch('main: a{call(refund)} → b'), sketch('refund: x → y')],
		`
		start main
		reply a ok
		reply b failed NO                       → send a/undo/refund/x, compensating
		reply a/undo/refund/x ok                → send a/undo/refund/y
		reply a/undo/refund/y failed NO         → undo a/undo/refund/x
		undo-reply a/undo/refund/x ok           → incident undo-stuck a/undo/refund
		operator retry a/undo/refund because "up" → send a/undo/refund#2/x
		reply a/undo/refund#2/x ok              → send a/undo/refund#2/y
		reply a/undo/refund#2/y ok              → compensated
	`,
	);
});
