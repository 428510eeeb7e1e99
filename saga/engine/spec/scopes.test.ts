import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('for-each', () => {
	spec(
		'U-26 is done when all iterations are',
		sketch('a*items[each=it in.n=it] → b', { items: [4, 5] }),
		`
		start        → send a#1 {"n": 4} a#2 {"n": 5}
		reply a#2 ok → wait
		reply a#1 ok → send b
	`,
	);

	spec(
		'U-26 one after the other, or with a limit',
		sketch('a*items[seq] → b*items[limit=2]', { items: [1, 2, 3] }),
		`
		start        → send a
		reply a ok   → send a#2
		reply a ok   → send a#3
		reply a ok   → send b b#2
		reply b#2 ok → send b#3
	`,
	);

	spec(
		'U-26 of an empty list in a loop stops, as nothing would ever change',
		sketch('l=exclusive → a*items → choose(done = true: _, else: to(l)) → b', { items: [] }),
		`
		start → incident expression a
	`,
	);

	spec(
		'U-26 of an empty list is done at once',
		sketch('a*items → b', { items: [] }),
		`
		start → send b
	`,
	);

	spec(
		'U-26 may end early; what is in flight then is abandoned',
		sketch('a*items[out.n=reply.n until=(n = 1)] → b', { items: [1, 2] }),
		`
		start                 → send a#1 a#2
		reply a#2 ok {"n": 1} → undo a#1, send b
	`,
	);

	spec(
		'U-26 collects its results in the order of the list',
		sketch('a*items[out.r=reply collect=all:r] → b[in.all=all]', { items: [1, 2] }),
		`
		start
		reply a#2 ok {"n": 2}
		reply a#1 ok {"n": 1} → send b {"all": [{"n": 1}, {"n": 2}]}
	`,
	);

	spec(
		'U-26 its iterations stand outside only when it is whole: until then a throw beside it does not mean them',
		sketch('fork(a*items → b, c → undo → d)', { items: [1, 2] }),
		`
		start           → send a a c
		reply a#1 ok    → wait
		reply c ok      → undo c, compensating
		undo-reply c ok → send d, running
	`,
	);

	spec(
		'U-26 or when it was interrupted',
		sketch('a*items<error NO: b → undo → c>', { items: [1, 2, 3] }),
		`
		start               → send a a a
		reply a#1 ok        → wait
		reply a#2 failed NO → undo a#3, send b
		undo-reply a#3 ok   → wait
		reply b ok          → undo b, compensating
		undo-reply b ok     → undo a#1
		undo-reply a#1 ok   → send c, running
	`,
	);

	spec(
		'U-26 a failure of one iteration that nothing catches unwinds the saga',
		sketch('a*items', { items: [1, 2, 3] }),
		`
		start
		reply a#1 ok        → wait
		reply a#2 failed NO → undo a#1, compensating
		reply a#3 ok        → undo a#3
		undo-reply a#1 ok   → wait
		undo-reply a#3 ok   → compensated
	`,
	);

	spec(
		'U-26 sequential iterations are undone in reverse',
		sketch('a*items[seq] → b', { items: [1, 2] }),
		`
		start
		reply a ok
		reply a ok
		reply b failed NO → undo a#2, compensating
		undo-reply a ok   → undo a#1
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-26 of subflows: each iteration is a scope of its own',
		sketch('s=sub(a → b)*items → c', { items: [1, 2] }),
		`
		start             → send s#1/a s#2/a
		reply s#2/a ok    → send s#2/b
		reply s#2/b ok    → wait
		reply s#1/a ok    → send s#1/b
		reply s#1/b ok    → send c
		reply c failed NO → undo s#1/b s#2/b, compensating
		undo-reply s#2/b ok → undo s#2/a
		undo-reply s#1/b ok → undo s#1/a
	`,
	);
});

describe('subflows', () => {
	spec(
		'U-27 a completed one is one entry, opened when undo reaches it',
		sketch('a → s=sub(fork(b, c) → d) → e → f'),
		`
		start
		reply a ok
		reply s/b ok
		reply s/c ok
		reply s/d ok
		reply e ok
		reply f failed NO   → undo e, compensating
		undo-reply e ok     → undo s/d
		undo-reply s/d ok   → undo s/b s/c
		undo-reply s/c ok   → wait
		undo-reply s/b ok   → undo a
	`,
	);

	spec(
		'U-27 one that has not completed is undone in place',
		sketch('a → s=sub(b → c) → d'),
		`
		start
		reply a ok
		reply s/b ok        → send s/c
		reply s/c failed NO → undo s/b, compensating
		undo-reply s/b ok   → undo a
	`,
	);

	spec(
		'U-28 its own compensation replaces the inner ones',
		sketch('a → s=sub(b → c)[undo=refund] → d'),
		`
		start
		reply a ok
		reply s/b ok
		reply s/c ok
		reply d failed NO → undo s, compensating
		undo-reply s ok   → undo a
	`,
	);

	spec(
		'U-28 also where that says that nothing can be undone',
		sketch('s=sub(b)[gap] → d'),
		`
		start
		reply s/b ok
		reply d failed NO → failed
	`,
	);

	spec(
		'U-28 not for a subflow that did not complete',
		sketch('s=sub(b → c)[undo=refund] → d'),
		`
		start
		reply s/b ok
		reply s/c failed NO → undo s/b, compensating
	`,
	);
});

describe('a scope that is left before its end', () => {
	spec(
		'U-35 hands what it has done to the scope around it, where it is undone later',
		sketch('s=sub(a → b)<error NO: c → d>'),
		`
		start
		reply s/a ok
		reply s/b failed NO → send c
		reply c ok          → send d
		reply d failed NO   → undo c, compensating
		undo-reply c ok     → undo s/a
		undo-reply s/a ok   → compensated
	`,
	);

	spec(
		'U-35 or never, if that completes',
		sketch('s=sub(a → b)<error NO: c>'),
		`
		start
		reply s/a ok
		reply s/b failed NO → send c
		reply c ok          → completed
	`,
	);

	spec(
		'U-35 its own compensation does not count then',
		sketch('s=sub(a → b)[undo=refund]<error NO: c>'),
		`
		start
		reply s/a ok
		reply s/b failed NO → send c
		reply c failed NO   → undo s/a, compensating
	`,
	);

	spec(
		'U-35 a throw outside undoes it',
		sketch('s=sub(a → b)<error NO: c → undo → d>'),
		`
		start
		reply s/a ok
		reply s/b failed NO → send c
		reply c ok          → undo c, compensating
		undo-reply c ok     → undo s/a
		undo-reply s/a ok   → send d, running
	`,
	);

	spec(
		'U-35 also one that ended by terminating',
		sketch('s=sub(a → fork(b → end(terminate), c)) → d'),
		`
		start
		reply s/a ok      → send s/b s/c
		reply s/b ok      → undo s/c, send d
		undo-reply s/c ok → wait
		reply d failed NO → undo s/b, compensating
		undo-reply s/b ok → undo s/a
	`,
	);

	spec(
		'U-35 an interrupting event-started subflow leaves what was done where it is',
		sketch('s=sub(a → b; on(message stop "k": c)) → d'),
		`
		start
		reply s/a ok        → send s/b
		event stop k        → undo s/b, send s/on/c
		undo-reply s/b ok   → wait
		reply s/on/c ok     → send d
		reply d failed NO   → undo s/on/c, compensating
		undo-reply s/on/c ok → undo s/a
	`,
	);

	spec(
		'U-36 undo now: what was done is undone before anything else goes on',
		sketch('s=sub(a → b)[undo-now]<error NO: c>'),
		`
		start
		reply s/a ok
		reply s/b failed NO → undo s/a
		undo-reply s/a ok   → send c
		reply c ok          → completed
	`,
	);

	spec(
		'U-37 the handler also waits for what was in flight',
		sketch('s=sub(fork(a, b))[undo-now]<message stop "k": c>'),
		`
		start
		reply s/a ok      → wait
		event stop k      → undo s/a s/b
		undo-reply s/a ok → wait
		undo-reply s/b ok → send c
	`,
	);

	spec(
		'U-38 an undo that runs is not aborted by an interruption',
		sketch('s=sub(a → undo → b)<message stop "k": c>'),
		`
		start
		reply s/a ok      → undo s/a
		event stop k      → send c
		undo-reply s/a ok → wait
		reply c ok        → completed
	`,
	);

	spec(
		'U-38 nor is the saga final before it is confirmed',
		sketch('s=sub(a → undo → b)<message stop "k": c>'),
		`
		start
		reply s/a ok      → undo s/a
		event stop k      → send c
		reply c ok        → wait
		undo-reply s/a ok → completed
	`,
	);
});

describe('boundary events', () => {
	spec(
		'T-02 a timer beside the activity can repeat',
		sketch('a[timeout=10m]<every R3/PT1M [nonint]: b>'),
		`
		start      → send a
		wait PT1M  → send b
		reply b ok → wait
		wait PT1M  → send b#2
		reply b ok → wait
		wait PT1M  → send b#3
		reply b ok → wait
		wait PT2M  → wait
		reply a ok → completed
	`,
	);

	spec(
		'T-02 a message beside it can come more than once',
		sketch('a<message look "k" [nonint]: b>'),
		`
		start        → send a
		event look k → send b
		event look k → send b#2
		reply b#1 ok → wait
		reply b#2 ok → wait
		reply a ok   → completed
		event look k → wait
	`,
	);

	spec(
		'T-20 an escalation goes on beside, unless it interrupts',
		sketch('s=sub(a → publish(escalation LATE) → b)<escalation LATE [nonint]: c> → d'),
		`
		start
		reply s/a ok → send s/b c
		reply s/b ok → send d
		reply c ok   → wait
		reply d ok   → completed
	`,
	);

	spec(
		'T-20 one that interrupts ends the activity',
		sketch('s=sub(a → publish(escalation LATE) → b)<escalation: c> → d'),
		`
		start
		reply s/a ok → send c
		reply c ok   → completed
	`,
	);

	spec(
		'T-20 an escalation that nothing catches is no failure',
		sketch('a → publish(escalation LATE) → b'),
		`
		start
		reply a ok → send b
	`,
	);

	spec(
		'T-19 a signal interrupts an approval',
		sketch('ask=approve<signal stop: b> → c'),
		`
		start
		signal stop → send b
		approve ask → refused not-open
	`,
	);
});
