/** Which scope instance is told to be stuck, and what else that is open does not change it. */
import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

/** After `a` has failed, the join waits for it in vain. */
const stuck = 'fork(a<error: to(s-end)>, b) → c';

describe('a deadlock', () => {
	spec(
		'T-17 is told of each scope instance by itself',
		sketch(`s=sub(${stuck})*items`, { items: [1, 2] }),
		`
		start                 → send s#1/a s#1/b s#2/a s#2/b
		reply s#1/a failed NO → wait
		reply s#1/b ok        → incident deadlock s#1
		reply s#2/a failed NO → wait
		reply s#2/b ok        → incident deadlock s#2
	`,
	);

	spec(
		'T-17 is told of the innermost scope only',
		sketch(`fork(x, s=sub(${stuck})) → d`),
		`
		start               → send x s/a s/b
		reply x ok          → wait
		reply s/a failed NO → wait
		reply s/b ok        → incident deadlock s
	`,
	);

	spec(
		'T-17 is told although something else can be interrupted',
		sketch(`fork(x[timeout=1h]<stop "k": y>, s=sub(${stuck}))`),
		`
		start               → send x s/a s/b
		reply s/a failed NO → wait
		reply s/b ok        → incident deadlock s
	`,
	);

	spec(
		'T-18 not where the subflow itself can be interrupted',
		sketch(`s=sub(${stuck})<stop "k": d>`),
		`
		start               → send s/a s/b
		reply s/a failed NO → wait
		reply s/b ok        → wait
		event stop k        → send d
	`,
	);

	spec(
		'T-17 but where something only comes beside it',
		sketch(`s=sub(${stuck})<look "k" [nonint]: d>`),
		`
		start               → send s/a s/b
		reply s/a failed NO → wait
		reply s/b ok        → incident deadlock s
	`,
	);

	spec(
		'T-17 an undo beside the way moves no token there',
		sketch('fork(a{y}<timer PT10S: to(end)>, b) → c'),
		`
		start      → send a b
		wait PT10S → send a/undo/y
		reply b ok → incident deadlock
	`,
	);

	spec(
		'T-17 nor does an answer that contradicts another',
		sketch('fork(a<error: to(end)>, b) → c'),
		`
		start             → send a b
		reply a failed NO → wait
		late reply a ok   → incident contradiction a
		reply b ok        → incident deadlock
	`,
	);
});
