import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('moving a token', () => {
	spec(
		'O-15 takes it out of what is open, which is abandoned',
		sketch('a → b → c'),
		`
		start
		reply a ok                               → send b
		operator move-token b to c because "skip" → undo b, send c
		undo-reply b ok                          → wait
		reply c ok                               → completed
	`,
	);

	spec(
		'O-15 it keeps its causal history',
		sketch('a → catch(paid "k") → b → c'),
		`
		start
		reply a ok                                   → wait
		operator move-token paid to c because "skip" → send c
		reply c failed NO                            → undo a, compensating
	`,
	);

	spec(
		'O-15 also out of a step whose reply could not be stored: it is done, and undone like any other',
		sketch('a[out.n=[1..3]] → b → c'),
		`
		start
		reply a ok                                → incident expression a
		operator move-token a to c because "skip" → send c
		reply c failed NO                         → undo a, compensating
	`,
	);

	spec(
		'O-15 back, too',
		sketch('a → b → c'),
		`
		start
		reply a ok
		reply b ok                               → send c
		operator move-token c to b because "again" → undo c, send b#2
		undo-reply c ok                          → wait
		reply b ok                               → send c#2
		reply c failed NO                        → undo b#2, compensating
		undo-reply b ok                          → undo b#1
		undo-reply b ok                          → undo a
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

describe('a token that is held', () => {
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
});
