import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('reordered replies', () => {
	spec(
		'T-07 branches answer in any order',
		sketch('fork(a, b, c) → d'),
		`
		start      → send a b c
		reply c ok → wait
		reply a ok → wait
		reply b ok → send d
	`,
	);

	spec(
		'R-02 a success settles the run whichever attempt it answers',
		sketch('a → b'),
		`
		start         → send a
		wait PT1M     → send a@2
		reply a@1 ok  → send b
		late reply a@2 ok → ignored duplicate
	`,
	);

	spec(
		'R-02 also while the newest attempt is answered and waits for the next',
		sketch('a → b'),
		`
		start               → send a
		wait PT1M           → send a@2
		reply a unavailable → wait
		reply a@1 ok        → send b
		wait PT10S          → wait
	`,
	);

	spec(
		'R-03 a failure of an older attempt says nothing about the newest',
		sketch('a'),
		`
		start                → send a
		wait PT1M            → send a@2
		reply a@1 failed NO  → ignored old-attempt
		reply a@1 unavailable → ignored old-attempt
		reply a@2 ok         → completed
	`,
	);

	spec(
		'R-02 confirmations of undos come in any order, from any attempt',
		sketch('fork(a, b) → c'),
		`
		start
		reply a ok
		reply b ok
		reply c failed NO → undo a b, compensating
		wait PT1M         → undo a@2 b@2
		undo-reply b@1 ok → wait
		undo-reply a@2 ok → compensated
	`,
	);

	spec(
		'R-03 an answer "not done" to an older attempt of an undo is ignored',
		sketch('a → b'),
		`
		start
		reply a ok
		reply b failed NO           → undo a, compensating
		wait PT1M                   → undo a@2
		undo-reply a@1 failed BUSY  → ignored old-attempt
		undo-reply a@2 ok           → compensated
	`,
	);
});
