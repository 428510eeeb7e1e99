import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

/** `a` was left by its timer, and its compensation runs beside the way forward when `b` fails. */
describe('a compensation that runs when unwinding begins', () => {
	spec(
		'U-02 goes on: its command keeps its time-out',
		sketch('a{x[timeout=10m] → y}<timer PT10S: b>'),
		`
		start
		wait PT10S           → send a/undo/x b
		reply b failed NO    → compensating
		wait PT5M            → wait
		reply a/undo/x ok    → send a/undo/y
		reply a/undo/y ok    → compensated
	`,
	);

	spec(
		'U-02 it still waits for an event',
		sketch('a{catch(paid "k") → x}<timer PT10S: b>'),
		`
		start
		wait PT10S           → send b
		reply b failed NO    → compensating
		event paid k         → send a/undo/x
		reply a/undo/x ok    → compensated
	`,
	);

	spec(
		'U-02 it still asks a person, until its own deadline',
		sketch('a{approve<timer PT1M: x>}<timer PT10S: b>'),
		`
		start
		wait PT10S           → send b
		reply b failed NO    → compensating
		wait PT1M            → send a/undo/x
		reply a/undo/x ok    → compensated
	`,
	);

	spec(
		'U-02 its approval can still be answered',
		sketch('a{approve → x}<timer PT10S: b>'),
		`
		start
		wait PT10S              → send b
		reply b failed NO       → compensating
		approve a/undo/approve  → send a/undo/x
	`,
	);

	spec(
		'U-02 its branches still meet',
		sketch('a{fork(x, y) → z}<timer PT10S: b>'),
		`
		start
		wait PT10S           → send a/undo/x a/undo/y b
		reply a/undo/x ok    → wait
		reply b failed NO    → compensating
		reply a/undo/y ok    → send a/undo/z
		reply a/undo/z ok    → compensated
	`,
	);

	spec(
		'U-02 the deadline of one of its steps still holds',
		sketch('a{x[timeout=10m]<timer PT2M: y>}<timer PT10S: b>'),
		`
		start
		wait PT10S           → send a/undo/x b
		reply b failed NO    → compensating
		wait PT2M            → send a/undo/y
		reply a/undo/y ok    → compensated
	`,
	);

	spec(
		'U-02 so does the deadline of one of its subflows',
		sketch('a{s=sub(x[timeout=10m])<timer PT2M: y>}<timer PT10S: b>'),
		`
		start
		wait PT10S           → send a/undo/s/x b
		reply b failed NO    → compensating
		wait PT2M            → send a/undo/y
		reply a/undo/y ok    → compensated
	`,
	);

	spec(
		'U-02 and what an incident holds in it stays held, and goes on when it is tried again',
		sketch('a{x[out.n=[1..3]] → y}<timer PT10S: b>'),
		`
		start
		wait PT10S           → send a/undo/x b
		reply a/undo/x ok    → incident expression a/undo/x
		reply b failed NO    → compensating
		operator retry a/undo/x because "mended" → incident expression a/undo/x
	`,
	);

	spec(
		'S-12 a saga that is cancelled without undo lets it go on, and is final after it',
		sketch('a{x → y}<timer PT10S: b>'),
		`
		start
		wait PT10S                                → send a/undo/x b
		operator cancel-without-undo because "no" → wait
		reply a/undo/x ok                         → send a/undo/y
		reply a/undo/y ok                         → cancelled
	`,
	);
});

describe('what is not a compensation, as unwinding begins', () => {
	spec(
		'U-02 the deadline of a call is over with it',
		[sketch('main: fork(call(f)<timer PT10S: x>, b)'), sketch('f: a')],
		`
		start main         → send f/a b
		reply b failed NO  → compensating
		wait PT20S         → wait
		reply f/a ok       → undo f/a
		undo-reply f/a ok  → compensated
	`,
	);

	spec(
		'U-02 so are the deadline of a subflow, and what would start in it',
		sketch('fork(s=sub(a; on(message look "k" [nonint]: y))<timer PT10S: x>, b)'),
		`
		start              → send s/a b
		reply b failed NO  → compensating
		event look k       → wait
		wait PT20S         → wait
		reply s/a ok       → undo s/a
		undo-reply s/a ok  → compensated
	`,
	);
});

describe('a compensation that the flow has ordered', () => {
	spec(
		'U-38 goes on when the saga goes back to what came after its activity',
		sketch('a{x → y} → b → fork(undo(a), c)'),
		`
		start
		reply a ok                              → send b
		reply b ok                              → send a/undo/x c
		operator undo-back-to b because "again" → undo c
		undo-reply c ok                         → undo b
		undo-reply b ok                         → send b#2
		reply a/undo/x ok                       → send a/undo/y
		reply a/undo/y ok                       → wait
	`,
	);

	spec(
		'U-38 also in a subflow, which is there once as before',
		sketch('s=sub(a{x → y} → b → fork(undo(a), c)) → d'),
		`
		start
		reply s/a ok                              → send s/b
		reply s/b ok                              → send s/a/undo/x s/c
		operator undo-back-to s/b because "again" → undo s/c
		undo-reply s/c ok                         → undo s/b
		undo-reply s/b ok                         → send s/b#2
		reply s/a/undo/x ok                       → send s/a/undo/y
		reply s/a/undo/y ok                       → wait
	`,
	);
});

describe('a saga that has undone its top and was sent back before that', () => {
	spec(
		'O-10 is one that goes forward again',
		sketch('a → undo → b[harmless]'),
		`
		start
		reply a ok                                → undo a, compensating
		undo-reply a ok                           → send b, running
		operator undo-back-to a because "again"   → send a#2
		operator move-token a to b because "skip" → undo a#2, send b#2
		undo-reply a ok                           → wait
		reply b ok                                → completed
	`,
	);
});
