import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('nested forks', () => {
	const nested = sketch('a → fork(b, fork(c, d) → e) → f');

	spec(
		'T-07 the inner join comes first, the outer waits for it',
		nested,
		`
		start      → send a
		reply a ok → send b c d
		reply c ok → wait
		reply d ok → send e
		reply b ok → wait
		reply e ok → send f
		reply f ok → completed
	`,
	);

	spec(
		'U-08 undo takes the same ways back',
		nested,
		`
		start
		reply a ok
		reply b ok
		reply c ok
		reply d ok
		reply e ok
		reply f failed NO → undo b e, compensating
		undo-reply e ok   → undo c d
		undo-reply b ok   → wait
		undo-reply d ok   → wait
		undo-reply c ok   → undo a
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-10 a failure in the inner fork undoes what the outer branch has done',
		nested,
		`
		start
		reply a ok
		reply b ok
		reply c ok
		reply d failed NO → undo b c, compensating
		undo-reply b ok   → wait
		undo-reply c ok   → undo a
		undo-reply a ok   → compensated
	`,
	);
});
