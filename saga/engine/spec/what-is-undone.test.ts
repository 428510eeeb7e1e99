import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

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
});
