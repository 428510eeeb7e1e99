import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('what cannot be undone', () => {
	spec(
		'S-02 harmless: nothing is left behind that matters',
		sketch('a → b[harmless] → c'),
		`
		start
		reply a ok
		reply b ok
		reply c failed NO → undo a, compensating
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'S-05 a gap: the saga ends failed, after everything else is undone',
		sketch('a → b[gap] → c'),
		`
		start
		reply a ok
		reply b ok
		reply c failed NO → undo a, compensating
		undo-reply a ok   → failed
	`,
	);

	spec(
		'U-07 a gap that failed is none',
		sketch('a → b[gap]'),
		`
		start
		reply a ok
		reply b failed NO → undo a, compensating
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-10 it holds back nothing: what lies before it is undone at once',
		sketch('a → fork(b[gap], c) → d'),
		`
		start
		reply a ok
		reply b ok
		reply c ok
		reply d failed NO → undo c, compensating
		undo-reply c ok   → undo a
		undo-reply a ok   → failed
	`,
	);

	spec(
		'S-02 with nothing to undo at all the saga ends at once',
		sketch('a[harmless] → b'),
		`
		start
		reply a ok
		reply b failed NO → compensated
	`,
	);
});
