import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('compensations that are more than a command', () => {
	spec(
		'U-16 their steps stand below the activity',
		sketch('a{x → y} → b'),
		`
		start
		reply a ok             → send b
		reply b failed NO      → send a/undo/x, compensating
		reply a/undo/x ok      → send a/undo/y
		reply a/undo/y ok      → compensated
	`,
	);

	spec(
		'U-16 one with nothing to do is confirmed at once',
		sketch('a{_} → b'),
		`
		start
		reply a ok
		reply b failed NO → compensated
	`,
	);

	spec(
		'U-16 it reads the input and the output of what it undoes',
		sketch('a[in.n=x]{c[in.n=input.n in.id=output.id in.x=x]} → b', { x: 1 }),
		`
		start
		reply a ok {"id": 7} → send b
		reply b failed NO    → send a/undo/c {"n": 1, "id": 7, "x": 1}, compensating
	`,
	);

	spec(
		'U-16 with loops, gateways and for-each',
		sketch('a{fork(x, y*items)} → b', { items: [1, 2] }),
		`
		start
		reply a ok
		reply b failed NO   → send a/undo/x a/undo/y a/undo/y, compensating
		reply a/undo/y#2 ok → wait
		reply a/undo/y#1 ok → wait
		reply a/undo/x ok   → compensated
	`,
	);

	spec(
		'U-16 nothing in it has an entry of its own: a failure keeps its token, and a retry goes on there',
		sketch('a → b{x → y} → c'),
		`
		start
		reply a ok
		reply b ok
		reply c failed NO                      → send b/undo/x, compensating
		reply b/undo/x ok                      → send b/undo/y
		reply b/undo/y failed NO               → incident undo-stuck b/undo/y
		wait P1D                               → wait
		operator retry b/undo/y because "up"   → send b/undo/y#2
		reply b/undo/y#2 ok                    → undo a
		undo-reply a ok                        → compensated
	`,
	);

	spec(
		'U-16 an error may be caught inside',
		sketch('a{x<error NO: y>} → b'),
		`
		start
		reply a ok
		reply b failed NO        → send a/undo/x, compensating
		reply a/undo/x failed NO → send a/undo/y
		reply a/undo/y ok        → compensated
	`,
	);

	spec(
		'U-16 an approval in it is asked while the saga unwinds',
		sketch('a{ask=approve → x} → b'),
		`
		start
		reply a ok
		reply b failed NO    → compensating
		approve a/undo/ask   → send a/undo/x
		reply a/undo/x ok    → compensated
	`,
	);

	spec(
		'U-16 each run is undone by a scope instance of its own',
		sketch('a*items{x} → b', { items: [1, 2] }),
		`
		start
		reply a#1 ok
		reply a#2 ok
		reply b failed NO     → send a#1/undo/x a#2/undo/x, compensating
		reply a#2/undo/x ok   → wait
		reply a#1/undo/x ok   → compensated
	`,
	);

	spec(
		'U-17 a called saga that unwound is started anew',
		[sketch('main: a{call(refund)} → b'), sketch('refund: x → y')],
		`
		start main
		reply a ok
		reply b failed NO                       → send a/undo/refund/x, compensating
		reply a/undo/refund/x ok                → send a/undo/refund/y
		reply a/undo/refund/y failed NO         → undo a/undo/refund/x
		undo-reply a/undo/refund/x ok           → incident undo-stuck a/undo/refund
		operator retry a/undo/refund because "up" → send a/undo/refund#2/x
		reply a/undo/refund#2/x ok              → send a/undo/refund#2/y
		reply a/undo/refund#2/y ok              → compensated
	`,
	);

	spec(
		'U-17 a called saga that undoes something goes on when the caller unwinds',
		[sketch('main: a{call(refund)} → fork(undo(a), b)'), sketch('refund: x')],
		`
		start main
		reply a ok               → send a/undo/refund/x b
		reply b failed NO        → compensating
		reply a/undo/refund/x ok → compensated
	`,
	);

	spec(
		'U-17 what asks for a person in it still does when the saga unwinds',
		sketch('a{x[in.n=[1..3]]} → fork(undo(a), b)'),
		`
		start
		reply a ok                                 → send b, incident expression a/undo/x
		reply b failed NO                          → compensating
		operator retry a/undo/x because "mended"   → incident expression a/undo/x
		operator mark-undone a because "by hand"   → compensated
	`,
	);

	spec(
		'U-16 a compensation of its own reads the variables as they are, its activity’s input as it was',
		sketch('a[in.x=x]{c[in.x=x in.was=input.x]} → assign(x = 9) → b', { x: 1 }),
		`
		start
		reply a ok
		reply b failed NO → send a/undo/c {"x": 9, "was": 1}, compensating
	`,
	);
});
