import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

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
});
