import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('a line of steps', () => {
	const line = sketch('a → b → c');

	spec(
		'T-01 each step waits for the one before, and the saga ends with the last',
		line,
		`
		start      → send a
		reply a ok → send b
		reply b ok → send c
		reply c ok → completed
	`,
	);

	spec(
		'U-08 what was done is undone backwards, one after the other',
		line,
		`
		start                   → send a
		reply a ok              → send b
		reply b ok              → send c
		reply c failed SOLD_OUT → undo b, compensating
		undo-reply b ok         → undo a
		undo-reply a ok         → compensated
	`,
	);

	spec(
		'U-07 a failure of the first step leaves nothing to undo',
		line,
		`
		start               → send a
		reply a failed FULL → compensated
	`,
	);
});
