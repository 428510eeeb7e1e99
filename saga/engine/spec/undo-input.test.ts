import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('what an undo is given', () => {
	spec(
		'U-13 an undo gets the input and output as they were',
		sketch('a[in.n=x undo.n=input.n undo.id=output.id] → assign(x = 9) → b', { x: 1 }),
		`
		start               → send a {"n": 1}
		reply a ok {"id": 7} → send b
		reply b failed NO   → undo a {"n": 1, "id": 7}, compensating
	`,
	);

	spec(
		'U-13 also the variables as they were when the run completed',
		sketch('a[undo.x=x] → assign(x = 9) → b', { x: 1 }),
		`
		start
		reply a ok        → send b
		reply b failed NO → undo a {"x": 1}, compensating
	`,
	);

	spec(
		'U-13 without output, if nobody knows it',
		sketch('a[once in.n=x undo.n=input.n undo.id=output.id]', { x: 1 }),
		`
		start
		wait PT1M → undo a {"n": 1, "id": null}, compensating
	`,
	);
});
