import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('what happened before what', () => {
	spec(
		'T-01 a split copies it, a join unites it',
		sketch('a → fork(b, c) → d → e'),
		`
		start
		reply a ok
		reply b ok
		reply c ok
		reply d ok
		reply e failed NO → undo d, compensating
		undo-reply d ok   → undo b c
		undo-reply b ok   → wait
		undo-reply c ok   → undo a
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'T-01 of several entries before a token only the latest count: undo goes step by step',
		sketch('a → fork(b, _) → c → d'),
		`
		start
		reply a ok
		reply b ok
		reply c ok
		reply d failed NO → undo c, compensating
		undo-reply c ok   → undo b
		undo-reply b ok   → undo a
	`,
	);

	spec(
		'T-02 a path beside its activity knows what was before the activity, not the activity',
		sketch('a → b<timer PT10S [nonint]: c> → d'),
		`
		start
		reply a ok        → send b
		wait PT10S        → send c
		reply b ok        → send d
		reply c ok        → wait
		reply d failed NO → undo b c, compensating
		undo-reply b ok   → wait
		undo-reply c ok   → undo a
	`,
	);

	spec(
		'T-02 so does an event-started subflow, of its scope',
		sketch('a → s=sub(b → c; on(message look "k" [nonint]: d)) → e'),
		`
		start
		reply a ok          → send s/b
		reply s/b ok        → send s/c
		event look k        → send s/on/d
		reply s/on/d ok     → wait
		reply s/c failed NO → undo s/b s/on/d, compensating
		undo-reply s/b ok   → wait
		undo-reply s/on/d ok → undo a
	`,
	);

	spec(
		'T-03 an interrupting path comes after all that was done inside',
		sketch('a → s=sub(fork(b → c, d))<message stop "k": e → f>'),
		`
		start
		reply a ok        → send s/b s/d
		reply s/b ok      → send s/c
		reply s/c ok      → wait
		event stop k      → undo s/d, send e
		undo-reply s/d ok → wait
		reply e ok        → send f
		reply f failed NO → undo e, compensating
		undo-reply e ok   → undo s/c
		undo-reply s/c ok → undo s/b
		undo-reply s/b ok → undo a
	`,
	);

	spec(
		'T-03 also after what had ended there before',
		sketch('s=sub(fork(b → end, c))<message stop "k": e → f>'),
		`
		start
		reply s/b ok
		event stop k      → undo s/c, send e
		undo-reply s/c ok → wait
		reply e ok        → send f
		reply f failed NO → undo e, compensating
		undo-reply e ok   → undo s/b
	`,
	);

	spec(
		'T-03 and it also knows what was before the activity',
		sketch('a → b<timer PT10S: c → d>'),
		`
		start
		reply a ok
		wait PT10S        → undo b, send c
		undo-reply b ok   → wait
		reply c ok        → send d
		reply d failed NO → undo c, compensating
		undo-reply c ok   → undo a
	`,
	);

	spec(
		'T-05 time alone makes no order: what came later beside it is undone at once, too',
		sketch('fork(a, b → c) → d'),
		`
		start
		reply a ok
		wait PT30S        → wait
		reply b ok        → send c
		reply c ok        → send d
		reply d failed NO → undo a c, compensating
	`,
	);

	spec(
		'T-05 nor does data',
		sketch('fork(a[out.x=reply.x], b → c[in.x=x]) → d', { x: 0 }),
		`
		start
		reply a ok {"x": 7} → wait
		reply b ok          → send c {"x": 7}
		reply c ok          → send d
		reply d failed NO   → undo a c, compensating
	`,
	);
});

describe('an event race', () => {
	const flow = sketch('a → race(paid "k": b, cancelled "k": c, timer PT30S: d) → e');

	spec(
		'T-19 the first trigger wins, the others are disarmed',
		flow,
		`
		start
		reply a ok        → wait
		event paid k      → send b
		event cancelled k → wait
		wait PT50S        → wait
		reply b ok        → send e
	`,
	);

	spec(
		'T-19 a timer may win',
		flow,
		`
		start
		reply a ok   → wait
		wait PT29S   → wait
		wait PT1S    → send d
		event paid k → wait
		reply d ok   → send e
	`,
	);

	spec(
		'T-19 exactly one event is consumed: the other stays on the shelf',
		sketch('race(paid "k": a, cancelled "k": b) → catch(cancelled "k") → c'),
		`
		event paid k
		event cancelled k
		start      → send a
		reply a ok → send c
	`,
	);
});

describe('where an error goes', () => {
	spec(
		'T-20 outwards: the boundary of the step, then of the subflow around it',
		sketch('s=sub(a<error NO: b>)<error: c>'),
		`
		one: start
		one: reply s/a failed NO    → send s/b
		two: start
		two: reply s/a failed OTHER → send c
	`,
	);

	spec(
		'T-20 in a scope its event-started subflow comes before the boundary outside it',
		sketch('s=sub(a; on(error: b))<error: c> → d'),
		`
		start
		reply s/a failed NO → send s/on/b
		reply s/on/b ok     → send d
	`,
	);

	spec(
		'T-20 an error in the event-started subflow goes further out',
		sketch('s=sub(a; on(error: b))<error: c> → d'),
		`
		start
		reply s/a failed NO    → send s/on/b
		reply s/on/b failed NO → send c
	`,
	);

	spec(
		'T-20 an error end raises it like a failed step',
		sketch('s=sub(a → end(error NO))<error NO: c>'),
		`
		start
		reply s/a ok → send c
	`,
	);

	spec(
		'T-21 a specific code comes before the one that catches all',
		sketch('a<error: b><error FULL: c>'),
		`
		one: start
		one: reply a failed FULL → send c
		two: start
		two: reply a failed NO   → send b
	`,
	);

	spec(
		'T-21 in each scope for itself: the nearer catch-all comes before the specific one further out',
		sketch('s=sub(a<error: b>)<error FULL: c>'),
		`
		start
		reply s/a failed FULL → send s/b
	`,
	);

	spec(
		'T-22 nothing catches it: the saga unwinds',
		sketch('a → s=sub(b<error FULL: c>)<error FULL: d>'),
		`
		start
		reply a ok
		reply s/b failed NO → undo a, compensating
	`,
	);

	spec(
		'T-22 so does an error end at the top',
		sketch('a → end(error NO)'),
		`
		start
		reply a ok      → undo a, compensating
		undo-reply a ok → compensated
	`,
	);
});
