import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('inclusive gateways', () => {
	spec(
		'T-11 all ways whose condition is true',
		sketch('include(x > 1: a, x > 2: b, c) → d', { x: 3 }),
		`
		start      → send a b
		reply a ok → wait
		reply b ok → send d
		reply d ok → completed
	`,
	);

	spec(
		'T-11 the default if there is none',
		sketch('include(x > 1: a, x > 2: b, c) → d', { x: 0 }),
		`
		start      → send c
		reply c ok → send d
	`,
	);

	spec(
		'T-11 no default either: incident no-path',
		sketch('include(x > 1: a, x > 2: b)', { x: 0 }),
		`
		start → incident no-path include
	`,
	);

	spec(
		'T-12 the join waits as long as a token can still come to an empty way in',
		sketch('include(x > 0: a → b, x > 0: c, x > 5: d) → e', { x: 1 }),
		`
		start      → send a c
		reply c ok → wait
		reply a ok → send b
		reply b ok → send e
	`,
	);

	spec(
		'T-12 a token that took another way frees it',
		sketch('include(x > 0: a → choose(y > 0: b, end), x > 0: c) → e', { x: 1, y: 0 }),
		`
		start      → send a c
		reply c ok → wait
		reply a ok → send e
	`,
	);

	spec(
		'T-12 a token that can also reach a filled way does not hold it back',
		sketch('fork(a → to(i), b → choose(x > 0: to(i), c → to(j))); i=exclusive → j=inclusive → d', { x: 1 }),
		`
		start      → send a b
		reply a ok → send d
		reply b ok → send d#2
	`,
	);

	spec(
		'T-13 a boundary event that can still be raised holds it back',
		sketch('fork(a<error NO: b → to(j)> → end, c → to(j)); j=inclusive → d'),
		`
		start             → send a c
		reply c ok        → wait
		reply a failed NO → send b
		reply b ok        → send d
	`,
	);

	spec(
		'T-13 until it can be raised no more',
		sketch('fork(a<error NO: b → to(j)> → end, c → to(j)); j=inclusive → d'),
		`
		start      → send a c
		reply c ok → wait
		reply a ok → send d
	`,
	);

	spec(
		'T-14 it takes one token of each filled way; surplus fires again',
		sketch('fork((a, b) → m=exclusive → to(j), c → to(j)); j=inclusive → d'),
		`
		start      → send a b c
		reply a ok → wait
		reply b ok → wait
		reply c ok → send d, send d#2
	`,
	);

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
