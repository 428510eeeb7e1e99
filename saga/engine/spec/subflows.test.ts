import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

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
		'U-27 one that has done nothing holds nothing up',
		sketch('a → s=sub(assign(x = 1)) → b', { x: 0 }),
		`
		start
		reply a ok        → send b
		reply b failed NO → undo a, compensating
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-27 one in the other is undone when its turn comes',
		sketch('s=sub(a → t=sub(b → c) → d) → e'),
		`
		start
		reply s/a ok
		reply s/t/b ok
		reply s/t/c ok
		reply s/d ok        → send e
		reply e failed NO   → undo s/d, compensating
		undo-reply s/d ok   → undo s/t/c
		undo-reply s/t/c ok → undo s/t/b
		undo-reply s/t/b ok → undo s/a
		undo-reply s/a ok   → compensated
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
});
