import { describe } from 'vitest';
import { setGateway } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('parallel gateways', () => {
	spec(
		'T-06 one token per way out',
		sketch('fork(a, b, c)'),
		`
		start      → send a b c
		reply a ok → wait
		reply b ok → wait
		reply c ok → completed
	`,
	);

	spec(
		'T-07 a join waits for each of its ways in, however many tokens one of them holds',
		sketch('fork((a, b) → m=exclusive → to(j), c → j=parallel → d)'),
		`
		start      → send a b c
		reply a ok → wait
		reply b ok → wait
		reply c ok → send d
	`,
	);

	spec(
		'T-07 the surplus stays for the next round',
		sketch('fork((a, b) → m=exclusive → to(j), (c, d) → n=exclusive → to(j)); j=parallel → e'),
		`
		start      → send a b c d
		reply a ok → wait
		reply b ok → wait
		reply c ok → send e
		reply d ok → send e#2
		reply e#1 ok → wait
		reply e#2 ok → completed
	`,
	);

	spec(
		'T-04 a join takes the oldest token of each way: undo follows that',
		sketch('fork((a, b) → m=exclusive → to(j), (c, d) → n=exclusive → to(j)); j=parallel → e'),
		`
		start               → send a b c d
		reply b ok          → wait
		reply a ok          → wait
		reply c ok          → send e
		reply d ok          → send e#2
		reply e#1 ok        → wait
		reply e#2 failed NO → undo e a d, compensating   // the second e came from a and d, the first from b and c
		undo-reply e ok     → undo b c
	`,
	);

	spec(
		'T-08 a join counts in its own scope instance',
		sketch('s=sub(fork(a, b) → c)*items', { items: [1, 2] }),
		`
		start        → send s/a s/a s/b s/b
		reply s#1/a ok → wait
		reply s#2/b ok → wait
		reply s#1/b ok → send s#1/c
		reply s#2/a ok → send s#2/c
	`,
	);
});

describe('exclusive gateways', () => {
	spec(
		'T-09 the first condition that is true, else the default',
		sketch('choose(x > 10: a, x > 5: b, c)', { x: 7 }),
		`
		one: start {"x": 11} → send a
		two: start           → send b
		three: start {"x": 1} → send c
	`,
	);

	spec(
		'T-10 none, and no default: incident no-path; retry judges again',
		sketch('a[out.x=reply.x] → choose(x > 1: b, x > 2: c)'),
		`
		start
		reply a ok {"x": 1}             → incident no-path choice
		operator retry because "again"  → incident no-path choice
		operator cancel-with-undo because "no" → undo a, compensating
	`,
	);
});

describe('ways without a gateway', () => {
	spec(
		'T-15 all ways without condition, and those whose condition is true',
		sketch('a → (b, x > 1: c, x > 5: d)', { x: 2 }),
		`
		start
		reply a ok → send b c
	`,
	);

	spec(
		'T-15 the default only if no other is taken',
		sketch('a → (x > 1: b, x > 2: c, else: d)', { x: 0 }),
		`
		one: start
		one: reply a ok → send d
		two: start {"x": 2}
		two: reply a ok → send b
	`,
	);

	spec(
		'T-15 none: incident no-path',
		sketch('a → (x > 1: b, x > 2: c)', { x: 0 }),
		`
		start
		reply a ok → incident no-path a
	`,
	);

	spec(
		'T-16 several ways into an activity: it is entered by each token',
		sketch('fork(a → to(c), b → to(c)); c=c'),
		`
		start      → send a b
		reply a ok → send c
		reply b ok → send c#2
		reply c#1 ok → wait
		reply c#2 ok → completed
	`,
	);
});

describe('deadlock', () => {
	const flow = setGateway(sketch('choose(x > 1: a, b) → c', { x: 2 }), 'merge', { kind: 'parallel' });

	spec(
		'T-17 only tokens at joins are left, and none can fire',
		flow,
		`
		start      → send a
		reply a ok → incident deadlock
	`,
	);

	spec(
		'T-17 it is the scope that is named',
		setGateway(sketch('s=sub(choose(x > 1: a, b)) → c', { x: 2 }), 'merge', { kind: 'parallel' }),
		`
		start        → send s/a
		reply s/a ok → incident deadlock s
	`,
	);

	spec(
		'T-18 not while something is open that could still move one',
		setGateway(sketch('fork(choose(x > 1: a, b), t=timer(PT1H))', { x: 2 }), 'merge', { kind: 'parallel' }),
		`
		start      → send a
		reply a ok → wait
		wait PT1H  → incident deadlock
	`,
	);

	spec(
		'T-18 nor while something could still interrupt it',
		sketch('fork(a<error: to(end)>, b) → c; on(message stop "k": d)'),
		`
		start
		reply a failed NO → wait
		reply b ok        → wait
		event stop k      → send on/d
	`,
	);

	spec(
		'T-17 what comes beside the way moves no token there',
		sketch('fork(a<error: to(end)>, b) → c; on(message look "k" [nonint]: d)'),
		`
		start
		reply a failed NO → wait
		reply b ok        → incident deadlock
	`,
	);

	spec(
		'T-17 an operator moves on: the saga can be unwound',
		flow,
		`
		start
		reply a ok                               → incident deadlock
		operator cancel-with-undo because "stuck" → undo a, compensating
		undo-reply a ok                          → compensated
	`,
	);
});
