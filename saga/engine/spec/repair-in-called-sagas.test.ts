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
