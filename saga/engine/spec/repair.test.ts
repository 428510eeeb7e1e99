import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('repair in called sagas', () => {
	const flows = [sketch('main: a → call(child) → b'), sketch('child: x → p[pivot] → y[retriable]')];
	const stuck = `start main
		reply a ok
		reply child/x ok → send child/p
		wait PT3M        → send child/p@2, send child/p@3, incident step-stuck child/p`;

	spec(
		'O-01 what is stuck in a called saga is tried again there',
		flows,
		`${stuck}
		operator retry child/p because "up" → send child/p@4
		reply child/p ok                    → send child/y
		reply child/y ok                    → send b
	`,
	);

	spec(
		'O-03 its reply can be supplied',
		flows,
		`${stuck}
		operator supply-reply child/p {"failed": "NO"} because "told by phone" → undo child/x
		undo-reply child/x ok                                                 → undo a, compensating
		undo-reply a ok                                                       → compensated
	`,
	);

	spec(
		'O-18 a called saga is suspended by itself',
		flows,
		`
		start main
		reply a ok                                → send child/x
		operator suspend child because "look"     → suspended
		reply child/x ok                          → wait
		operator resume child because "go on"     → resumed, send child/p
	`,
	);

	spec(
		'O-18 the caller hears of its end when it is resumed',
		[sketch('main: call(child) → b'), sketch('child: x')],
		`
		start main
		operator suspend because "look" → suspended
		reply child/x ok                → wait
		operator resume because "go on" → resumed, send b
	`,
	);

	spec(
		'O-09 undo everything reaches what was called',
		[sketch('main: a → call(child)'), sketch('child: x → y')],
		`
		start main
		reply a ok
		reply child/x ok
		reply child/y ok                        → completed
		operator undo-everything because "back" → undo child/y, compensating
		undo-reply child/y ok                   → undo child/x
		undo-reply child/x ok                   → undo a
		undo-reply a ok                         → compensated
	`,
	);

	spec(
		'U-14 an undo that is stuck in a called saga holds the caller back',
		[sketch('main: a → call(child) → b'), sketch('child: x')],
		`
		start main
		reply a ok
		reply child/x ok                               → send b
		reply b failed NO                              → undo child/x, compensating
		wait PT3M                                      → undo child/x@2, undo child/x@3, incident undo-stuck child/x
		operator mark-undone child/x because "by hand" → undo a
	`,
	);
});

describe('repair of tokens that are held', () => {
	const flow = sketch('a → choose(x > 1: b, x > 2: c) → d', { x: 0 });

	spec(
		'O-15 a token that no way is left for can be moved on',
		flow,
		`
		start
		reply a ok                                         → incident no-path choice
		operator move-token choice to d because "by hand"  → send d
		reply d ok                                         → completed
	`,
	);

	spec(
		'O-15 not into another scope',
		sketch('a → s=sub(b → c) → d'),
		`
		start
		reply a ok                                 → send s/b
		operator move-token s/b to c because "x"   → undo s/b, send s/c
		operator move-token s to d because "x"     → undo s/c, send d
	`,
	);

	spec(
		'O-15 nor out of one iteration of several, whose token belongs to all of them',
		sketch('a*items → b', { items: [1, 2] }),
		`
		start
		operator move-token a#1 to b because "x" → refused other-token
		operator skip-not-done a#1 because "x"   → undo a#1
		reply a#2 ok                             → send b
	`,
	);

	spec(
		'O-15 a wait that was left is disarmed',
		sketch('race(paid "k": a, timer PT10S: b) → c'),
		`
		start
		operator move-token race to c because "x" → send c
		event paid k                              → wait
		wait PT20S                                → wait
		reply c ok                                → completed
	`,
	);
});

describe('undo back to a step, further', () => {
	spec(
		'O-10 a subflow that was completed since is undone as a whole',
		sketch('a → s=sub(b → c) → d'),
		`
		start
		reply a ok
		reply s/b ok
		reply s/c ok                            → send d
		operator undo-back-to a because "wrong" → undo d
		undo-reply d ok                         → undo s/c
		undo-reply s/c ok                       → undo s/b
		undo-reply s/b ok                       → undo a
		undo-reply a ok                         → send a#2
		reply a ok                              → send s#2/b
	`,
	);

	spec(
		'O-10 a subflow that is open is left',
		sketch('a → s=sub(b → fork(c, e)) → d'),
		`
		start
		reply a ok
		reply s/b ok
		reply s/c ok                            → wait
		operator undo-back-to a because "wrong" → undo s/e s/c
		undo-reply s/e ok                       → wait
		undo-reply s/c ok                       → undo s/b
		undo-reply s/b ok                       → undo a
		undo-reply a ok                         → send a#2
	`,
	);

	spec(
		'O-10 a wait that is open is left and armed again when it is its turn',
		sketch('a → catch(paid "k") → b'),
		`
		start
		reply a ok                              → wait
		operator undo-back-to a because "wrong" → undo a
		event paid k                            → wait
		undo-reply a ok                         → send a#2
		reply a ok                              → send b
	`,
	);

	spec(
		'O-10 an undo that is stuck on the way is repaired like any other',
		sketch('a → b → c'),
		`
		start
		reply a ok
		reply b ok                                → send c
		operator undo-back-to b because "wrong"   → undo c
		undo-reply c ok                           → undo b
		wait PT3M                                 → undo b@2, undo b@3, incident undo-stuck b
		operator mark-undone b because "by hand"  → send b#2
		reply b ok                                → send c#2
	`,
	);

	spec(
		'O-10 a failure while it goes back unwinds the saga',
		sketch('a → b<timer PT10S: c> → d'),
		`
		start
		reply a ok                              → send b
		operator undo-back-to a because "wrong" → undo b
		operator cancel-with-undo because "no"  → compensating
		undo-reply b ok                         → undo a
		undo-reply a ok                         → compensated
	`,
	);

	spec(
		'O-11 a run that does not exist',
		sketch('a → b → c'),
		`
		start
		reply a ok
		reply b failed NO                       → undo a, compensating
		operator undo-back-to a because "wrong" → refused status
	`,
	);
});

describe('suspending, further', () => {
	spec(
		'O-18 while it is being undone',
		sketch('a → b → c'),
		`
		start
		reply a ok
		reply b ok
		reply c failed NO               → undo b, compensating
		operator suspend because "look" → suspended
		undo-reply b ok                 → wait
		wait PT10M                      → wait
		restart                         → wait
		operator resume because "go on" → resumed, undo a
	`,
	);

	spec(
		'O-18 signals and approvals are kept, too',
		sketch('fork(catch(signal go) → a, ask=approve → b)'),
		`
		start
		operator suspend because "look" → suspended
		signal go                       → wait
		approve ask                     → wait
		operator resume because "go on" → resumed, send a b
	`,
	);

	spec(
		'O-18 other repairs go on meanwhile',
		sketch('a → b'),
		`
		start
		operator suspend because "look"                   → suspended
		operator cancel-with-undo because "no"            → compensating
		operator resume because "go on"                   → resumed
		reply a ok                                        → undo a
	`,
	);
});
