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
		'U-13 among them what its own reply has stored',
		sketch('a[out.x=reply.x undo.x=x undo.y=y] → b', { x: 1, y: 2 }),
		`
		start
		reply a ok {"x": 3} → send b
		reply b failed NO   → undo a {"x": 3, "y": 2}, compensating
	`,
	);

	spec(
		'U-13 those of the scope around it before those further out, also when it has ended',
		sketch('assign(x = 1; y = 2) → s=sub(assign(x = 3) → a{b[in.x=x in.y=y]} → c) → d'),
		`
		start
		reply s/a ok
		reply s/c ok                → send d
		reply d failed NO           → undo s/c, compensating
		undo-reply s/c ok           → send s/a/undo/b {"x": 3, "y": 2}
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
