import { describe } from 'vitest';
import { setSettings } from '../../flow/edits/flow-settings';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('throws beside other undos', () => {
	spec(
		'R-15 a throw waits for the undo of an abandoned run that came after what it means',
		sketch('a → b<timer PT10S: undo(a) → c>'),
		`
		start
		reply a ok      → send b
		wait PT10S      → undo b
		undo-reply b ok → undo a
		undo-reply a ok → send c
	`,
	);

	spec(
		'U-24 a throw outside and one inside: each entry once',
		sketch('fork(s=sub(a → undo → b), catch(go "k") → undo → c)'),
		`
		start               → send s/a
		reply s/a ok        → undo s/a
		event go k          → send c
		undo-reply s/a ok   → send s/b
		reply s/b ok        → wait
		reply c ok          → completed
	`,
	);

	spec(
		'U-25 unwinding takes over an undo that was to be finished before a handler starts',
		sketch('fork(s=sub(a → b)[undo-now]<error NO: c>, d)'),
		`
		start
		reply s/a ok        → send s/b
		reply s/b failed NO → undo s/a
		reply d failed NO   → compensating
		undo-reply s/a ok   → compensated
	`,
	);

	spec(
		'U-22 a throw goes on when an operator accepts the gap',
		sketch('a → undo(a) → b'),
		`
		start
		reply a ok                              → undo a
		operator accept-gap a because "so be it" → send b
		reply b failed NO                       → failed
	`,
	);

	spec(
		'U-23 what a loop does again is not in the set of an earlier throw',
		sketch('m=exclusive → a[out.n=reply.n] → undo(a) → choose(n < 2: to(m), _) → b', { n: 0 }),
		`
		start
		reply a ok {"n": 1} → undo a
		undo-reply a ok     → send a#2
		reply a ok {"n": 2} → undo a#2
		undo-reply a ok     → send b
		reply b failed NO   → compensated
	`,
	);
});

describe('scopes in scopes', () => {
	const flow = sketch('a → s=sub(b → t=sub(c → d) → e)<error NO: f> → g');

	spec(
		'U-35 a completed subflow in an interrupted one is still one entry of it',
		flow,
		`
		start
		reply a ok
		reply s/b ok
		reply s/t/c ok
		reply s/t/d ok      → send s/e
		reply s/e failed NO → send f
		reply f failed NO   → undo s/t/d, compensating
		undo-reply s/t/d ok → undo s/t/c
		undo-reply s/t/c ok → undo s/b
		undo-reply s/b ok   → undo a
	`,
	);

	spec(
		'U-35 both left at once',
		flow,
		`
		start
		reply a ok
		reply s/b ok
		reply s/t/c ok        → send s/t/d
		reply s/t/d failed NO → send f
		reply f failed NO     → undo s/t/c, compensating
		undo-reply s/t/c ok   → undo s/b
		undo-reply s/b ok     → undo a
	`,
	);

	spec(
		'U-36 undo now means all that is inside, also deeper',
		sketch('s=sub(a → t=sub(b) → c)[undo-now]<error NO: d>'),
		`
		start
		reply s/a ok
		reply s/t/b ok
		reply s/c failed NO → undo s/t/b
		undo-reply s/t/b ok → undo s/a
		undo-reply s/a ok   → send d
	`,
	);

	spec(
		'U-36 an inner "undo now" is not asked when the outer scope is left as a whole',
		sketch('s=sub(a → t=sub(b → c)[undo-now])<message stop "k": d>'),
		`
		start
		reply s/a ok
		reply s/t/b ok      → send s/t/c
		event stop k        → undo s/t/c, send d
		undo-reply s/t/c ok → wait
		reply d failed NO   → undo s/t/b, compensating
		undo-reply s/t/b ok → undo s/a
	`,
	);

	spec(
		'U-27 a subflow entered twice is two entries',
		sketch('m=exclusive → s=sub(a → b)[out.n=n] → assign(n = n + 1) → choose(n < 2: to(m), _) → c', { n: 0 }),
		`
		start
		reply s/a ok
		reply s/b ok         → send s#2/a
		reply s#2/a ok       → send s#2/b
		reply s#2/b ok       → send c
		reply c failed NO    → undo s#2/b, compensating
		undo-reply s#2/b ok  → undo s#2/a
		undo-reply s#2/a ok  → undo s#1/b
		undo-reply s#1/b ok  → undo s#1/a
	`,
	);

	spec(
		'U-12 sequential: a subflow takes its turn as one',
		setSettings(sketch('fork(s=sub(a → b), c) → d'), { undoOrder: 'sequential' }),
		`
		start
		reply s/a ok
		reply c ok
		reply s/b ok        → send d
		reply d failed NO   → undo s/b, compensating
		undo-reply s/b ok   → undo s/a
		undo-reply s/a ok   → undo c
		undo-reply c ok     → compensated
	`,
	);

	spec(
		'U-26 a for-each in a loop: each round is undone by itself',
		sketch('m=exclusive → a*items → assign(n = n + 1) → choose(n < 2: to(m), _) → b', { n: 0, items: [1, 2] }),
		`
		start
		reply a#1 ok
		reply a#2 ok      → send a#3 a#4
		reply a#4 ok
		reply a#3 ok      → send b
		reply b failed NO → undo a#3 a#4, compensating
		undo-reply a#3 ok → wait
		undo-reply a#4 ok → undo a#1 a#2
	`,
	);

	spec(
		'U-26 an iteration that fails for good leaves the others to be undone',
		sketch('s=sub(a → b)*items[seq] → c', { items: [1, 2] }),
		`
		start
		reply s#1/a ok
		reply s#1/b ok        → send s#2/a
		reply s#2/a ok        → send s#2/b
		reply s#2/b failed NO → undo s#2/a, compensating
		undo-reply s#2/a ok   → undo s#1/b
		undo-reply s#1/b ok   → undo s#1/a
		undo-reply s#1/a ok   → compensated
	`,
	);
});

describe('a pivot and what is beside it', () => {
	spec(
		'P-01 behind it an error is still caught where something catches it',
		sketch('p[pivot] → r[retriable]<error NO: s[retriable]> → t[retriable]'),
		`
		start
		reply p ok        → send r
		reply r failed NO → send s
		reply s ok        → completed
	`,
	);

	spec(
		'P-02 while it is open, other branches go on',
		sketch('fork(a, p[pivot], b → c)'),
		`
		start
		reply a failed NO → wait
		reply b ok        → send c
		reply p failed NO → compensating
		reply c ok        → undo c
		undo-reply c ok   → undo b
	`,
	);

	spec(
		'P-02 a called pivot counts as one',
		[sketch('main: fork(a, call(child))'), sketch('child: p[pivot]')],
		`
		start main
		reply a failed NO       → wait
		reply child/p ok        → incident step-stuck a
		operator skip-done a because "by hand" → completed
	`,
	);

	spec(
		'O-14 nor is anything marked for undo behind it',
		sketch('a → p[pivot] → r[retriable]'),
		`
		start
		reply a ok
		reply p ok                                → send r
		operator mark-undone a because "x"        → refused
		operator cancel-without-undo because "x"  → cancelled
	`,
	);
});

describe('events and called sagas', () => {
	spec(
		'E-02 a wait of a called saga takes it like any other',
		[sketch('main: a → call(child)'), sketch('child: catch(paid "k") → x')],
		`
		start main
		reply a ok       → wait
		event paid k     → send child/x
		reply child/x ok → completed
	`,
	);

	spec(
		'E-02 a parked step listens only while it is parked',
		sketch('fork(a[park-until=fixed:"k"], b) → c'),
		`
		start
		reply a failed NO → wait
		reply b failed NO → compensated
		event fixed k     → wait
	`,
	);

	spec(
		'E-04 an event of the shelf wins a race at once',
		sketch('a → race(paid "k": b, timer PT0S: c)'),
		`
		start
		event paid k → wait
		reply a ok   → send b
		wait PT1S    → wait
	`,
	);

	spec(
		'E-07 an event that a boundary took is taken',
		sketch('a<paid "k" [nonint]: b> → catch(paid "k") → c'),
		`
		start
		event paid k e-1 → send b
		reply a ok       → wait
		duplicate 2      → ignored duplicate
		event paid k e-2 → send c
	`,
	);

	spec(
		'D-07 a flow that was corrected goes on after a migration',
		[sketch('a → choose(x > 1: b, x > 2: c)', { x: 0 }), sketch('a → choose(x > 1: b, c)', { x: 0 })],
		`
		start
		reply a ok                                      → incident no-path choice
		operator migrate {"version": 2} because "fixed" → wait
		operator retry because "fixed"                  → send c
	`,
	);

	spec(
		'U-16 a compensation of its own reads the variables as they are, its activity’s input as it was',
		sketch('a[in.x=x]{c[in.x=x in.was=input.x]} → assign(x = 9) → b', { x: 1 }),
		`
		start
		reply a ok
		reply b failed NO → send a/undo/c {"x": 9, "was": 1}, compensating
	`,
	);
});

describe('inclusive joins further', () => {
	spec(
		'T-12 in a loop the token behind the join does not hold it back',
		sketch('m=exclusive → include(x > 0: a, x > 0: b) → c[out.n=reply.n] → choose(n < 2: to(m), _) → d', {
			x: 1,
			n: 0,
		}),
		`
		start
		reply a ok          → wait
		reply b ok          → send c
		reply c ok {"n": 1} → send a#2 b#2
		reply a ok          → wait
		reply b ok          → send c#2
		reply c ok {"n": 2} → send d
	`,
	);

	spec(
		'T-13 a token inside a subflow counts where the subflow stands',
		sketch('include(x > 0: s=sub(a → b), x > 0: c) → d', { x: 1 }),
		`
		start
		reply c ok   → wait
		reply s/a ok → send s/b
		reply s/b ok → send d
	`,
	);

	spec(
		'T-12 a token that waits for an event holds it back',
		sketch('include(x > 0: catch(paid "k"), x > 0: c) → d', { x: 1 }),
		`
		start
		reply c ok   → wait
		event paid k → send d
	`,
	);
});
