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
