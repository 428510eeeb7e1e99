import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('undo by the flow itself', () => {
	spec(
		'U-18 undoes what its scope has done and the completed scopes inside it',
		sketch('a → s=sub(b → t=sub(c) → undo) → d'),
		`
		start
		reply a ok
		reply s/b ok         → send s/t/c
		reply s/t/c ok       → undo s/t/c
		undo-reply s/t/c ok  → undo s/b
		undo-reply s/b ok    → send d
		reply d ok           → completed
	`,
	);

	spec(
		'U-18 not what a sibling that is still active has done',
		sketch('fork(s=sub(a → b), c → undo → d)'),
		`
		start           → send s/a c
		reply s/a ok    → send s/b
		reply c ok      → undo c, compensating
		undo-reply c ok → send d, running
		reply s/b ok    → wait
		reply d ok      → completed
	`,
	);

	spec(
		'U-18 what is undone once is not undone again',
		sketch('s=sub(a → undo → b) → c'),
		`
		start
		reply s/a ok      → undo s/a
		undo-reply s/a ok → send s/b
		reply s/b ok      → send c
		reply c failed NO → undo s/b, compensating
		undo-reply s/b ok → compensated
	`,
	);

	spec(
		'U-18 with nothing to undo the token goes on at once',
		sketch('undo → a'),
		`
		start → send a
	`,
	);

	spec(
		'U-19 or one named activity, each of its runs',
		sketch('a*items → b → undo(a) → c', { items: [1, 2] }),
		`
		start
		reply a#1 ok
		reply a#2 ok
		reply b ok        → undo a#1 a#2
		undo-reply a#1 ok → wait
		undo-reply a#2 ok → send c
		reply c ok        → completed
	`,
	);

	spec(
		'U-19 a subflow: all that stands in it, by its own compensation if it has one',
		sketch('s=sub(a → b) → t=sub(c){x} → undo(s) → undo(t)'),
		`
		start
		reply s/a ok
		reply s/b ok
		reply t/c ok      → undo s/b
		undo-reply s/b ok → undo s/a
		undo-reply s/a ok → send t/undo/x
		reply t/undo/x ok → completed
	`,
	);

	spec(
		'U-11 of two throws at once, what one has begun holds the other back',
		sketch('s=sub(a → b) → t=sub(c){x} → (undo(s), undo(t))'),
		`
		start
		reply s/a ok
		reply s/b ok
		reply t/c ok      → undo s/b, send t/undo/x
		undo-reply s/b ok → wait                    // t came after a, and its undo is open
		reply t/undo/x ok → undo s/a
		undo-reply s/a ok → completed
	`,
	);

	spec(
		'U-20 in an event-started subflow it means the scope around it, and what the subflow itself has done',
		sketch('s=sub(a → b; on(error: c → undo → d)) → e'),
		`
		start
		reply s/a ok           → send s/b
		reply s/b failed NO    → send s/on/c
		reply s/on/c ok        → undo s/on/c
		undo-reply s/on/c ok   → undo s/a
		undo-reply s/a ok      → send s/on/d
		reply s/on/d ok        → send e
	`,
	);

	spec(
		'U-20 of the top: the saga is compensating meanwhile',
		sketch('a → b; on(error: undo → c[harmless])'),
		`
		start
		reply a ok           → send b
		reply b failed NO    → undo a, compensating
		undo-reply a ok      → send on/c, running
		reply on/c ok        → compensated
	`,
	);

	spec(
		'U-21 in a compensation it means what the activity being undone has done',
		sketch('s=sub(a → b){x → undo → y} → c'),
		`
		start
		reply s/a ok
		reply s/b ok        → send c
		reply c failed NO   → send s/undo/x, compensating
		reply s/undo/x ok   → undo s/b
		undo-reply s/b ok   → undo s/a
		undo-reply s/a ok   → send s/undo/y
		reply s/undo/y ok   → compensated
	`,
	);

	spec(
		'U-21 one activity of it alone',
		sketch('s=sub(a → b){undo(a)} → c'),
		`
		start
		reply s/a ok
		reply s/b ok
		reply c failed NO → undo s/a, compensating
		undo-reply s/a ok → compensated
	`,
	);

	spec(
		'U-22 it waits until all is confirmed, however long',
		sketch('fork(a, b) → undo → c'),
		`
		start
		reply a ok
		reply b ok             → undo a b, compensating
		undo-reply a ok        → wait
		wait PT3M              → undo b@2, undo b@3, incident undo-stuck b
		operator mark-undone b because "by hand" → send c, running
	`,
	);

	spec(
		'U-23 the set is fixed when it is thrown: what is done later stays',
		sketch('fork(a → undo → c, b → d)'),
		`
		start
		reply a ok      → undo a, compensating
		reply b ok      → send d
		undo-reply a ok → send c, running
		reply d ok      → wait
		reply c ok      → completed
	`,
	);

	spec(
		'U-24 of two throws at once each entry is undone once, and both wait for it',
		sketch('a → fork(undo(a) → b, undo(a) → c)'),
		`
		start
		reply a ok      → undo a
		undo-reply a ok → send b c
	`,
	);

	spec(
		'U-25 unwinding takes over what a throw has not yet undone; its token is removed',
		sketch('a → b → fork(undo → c, d)'),
		`
		start
		reply a ok
		reply b ok        → undo b, send d, compensating
		reply d failed NO → wait
		undo-reply b ok   → undo a
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-25 also what the throw did not mean',
		sketch('a → b → fork(undo(b) → c, d)'),
		`
		start
		reply a ok
		reply b ok        → undo b, send d
		reply d failed NO → compensating
		undo-reply b ok   → undo a
		undo-reply a ok   → compensated
	`,
	);
});

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
