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
});
