import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('migrating', () => {
	spec(
		'O-20 the saga goes on with another version',
		[sketch('a → b'), sketch('a → c → d')],
		`
		start
		operator migrate {"version": 2} because "fixed" → wait
		reply a ok                                      → send c
		reply c ok                                      → send d
	`,
	);

	spec(
		'O-20 not to one that lacks what is open',
		[sketch('a → b'), sketch('x → b')],
		`
		start
		operator migrate {"version": 2} because "fixed" → refused
		operator migrate {"version": 9} because "fixed" → refused
		reply a ok                                      → send b
	`,
	);

	spec(
		'D-07 a flow that was corrected goes on after a migration',
		[sketch('a → choose(x > 1: b, x > 2: c)', { x: 0 }), sketch('a → choose(x > 1: b, c)', { x: 0 })],
		`
		start
		reply a ok                                      → incident no-path choice
		operator migrate {"version": 2} because "fixed" → wait
		operator retry because "fixed"                  → send c
	`,
	);

	const needed: readonly [what: string, from: string, to: string, until: string][] = [
		['a held token', 'choose(x > 1: b, x > 2: c)', 'b → c', 'start'],
		['an approval', 'approve → a', 'a', 'start'],
		['an open wait', 'catch(paid "k") → a', 'a', 'start'],
		['what a boundary listens for', 'a<timer PT1H: b>', 'a → b', 'start'],
		['the subflow around a step', 's=sub(a) → b', 'a → b', 'start'],
		['an event-started subflow that runs', 'a; on(message stop "k": b)', 'a → b', 'start\nevent stop k'],
		['an undo that the flow orders', 's=sub(a → undo → b)', 's=sub(a → b)', 'start\nreply s/a ok'],
		['what is undone at the end', 'a → b', 'b', 'start\nreply a ok'],
		['a step that has become something else', 'a → b', 'a=approve → b', 'start'],
		['a step that stands elsewhere', 's=sub(a → b)', 's=sub(b) → a', 'start'],
		['the way on which a token waits', 'fork(a, b) → c', 'fork(a → d, b) → c', 'start\nreply a ok'],
	];

	for (const [what, from, to, until] of needed)
		spec(
			`O-20 needs ${what}`,
			[sketch(from, { x: 0 }), sketch(to, { x: 0 })],
			`${until}\noperator migrate {"version": 2} because "fixed" → refused other-token`,
		);

	const kept: readonly [what: string, flow: string, until: string][] = [
		['a held token', 'choose(x > 1: b, x > 2: c)', 'start'],
		['an approval', 'approve', 'start'],
		['an open wait', 'catch(paid "k")', 'start'],
		['a boundary', 'a<timer PT1H: b>', 'start'],
		['a subflow', 's=sub(a)', 'start'],
		['an undo', 's=sub(a → undo)', 'start\nreply s/a ok'],
		['a way on which a token waits', 'fork(a, b)', 'start\nreply a ok'],
	];

	for (const [what, flow, until] of kept)
		spec(
			`O-20 goes on where ${what} is there, too`,
			[sketch(flow, { x: 0 }), sketch(`${flow} → z`, { x: 0 })],
			`${until}\noperator migrate {"version": 2} because "fixed" → wait`,
		);

	spec(
		'O-20 needs the call that is open',
		[sketch('main: call(child)'), sketch('main: a'), sketch('child: x')],
		`
		start main
		operator migrate {"version": 2} because "fixed" → refused other-token
	`,
	);
});
