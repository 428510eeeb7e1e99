import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('failure in each position', () => {
	const flow = sketch('a → fork(b, c → d) → e');

	spec(
		'U-08 in the first step',
		flow,
		`
		start             → send a
		reply a failed NO → compensated
	`,
	);

	spec(
		'U-01 in a branch, while the other has just begun',
		flow,
		`
		start
		reply a ok
		reply b failed NO → compensating
		reply c failed NO → undo a
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-08 in the second step of a branch, when the other is done',
		flow,
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

	spec(
		'U-08 behind the join',
		flow,
		`
		start
		reply a ok
		reply b ok
		reply c ok
		reply d ok
		reply e failed NO → undo b d, compensating
		undo-reply d ok   → undo c
		undo-reply c ok   → wait
		undo-reply b ok   → undo a
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-07 in both branches, one after the other',
		flow,
		`
		start
		reply a ok
		reply c failed NO → compensating
		reply b failed NO → undo a
		undo-reply a ok   → compensated
	`,
	);
});
