import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('suspending', () => {
	spec(
		'O-18 what comes is kept, in order, and no timer is judged',
		sketch('fork(a → c, b)'),
		`
		start
		operator suspend because "look" → suspended
		reply a ok                      → wait
		reply b failed NO               → wait
		wait PT10M                      → wait
		operator resume because "go on" → resumed, send c, compensating
		reply c ok                      → undo c
	`,
	);

	spec(
		'O-19 on resume, what came runs before timers are judged',
		sketch('a → b'),
		`
		start
		operator suspend because "look" → suspended
		reply a ok                      → wait
		wait PT10M                      → wait
		operator resume because "go on" → resumed, send b
		reply b ok                      → completed
	`,
	);

	spec(
		'O-19 then they are: what fell due meanwhile happens',
		sketch('a → b'),
		`
		start
		operator suspend because "look" → suspended
		wait PT10M                      → wait
		operator resume because "go on" → resumed
		wait PT0S                       → send a@2
	`,
	);

	spec(
		'O-18 events are taken and kept, one per wait',
		sketch('catch(paid "k") → a → catch(paid "k") → b'),
		`
		start
		operator suspend because "look" → suspended
		event paid k                    → wait
		event paid k                    → wait
		operator resume because "go on" → resumed, send a
		reply a ok                      → send b
	`,
	);

	spec(
		'O-18 not twice, and not of a saga that has ended',
		sketch('a'),
		`
		start
		operator resume because "x"  → refused status
		operator suspend because "x" → suspended
		operator suspend because "x" → refused status
		operator resume because "x"  → resumed
		reply a ok                   → completed
		operator suspend because "x" → refused status
	`,
	);

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
