/** Scopes that are left or done while something in them is still being undone, and what they bring then. */
import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('a scope', () => {
	spec(
		'R-13 is done though a run that it has abandoned is still being undone',
		sketch('s=sub(a{x}<timer PT10S: b>) → d'),
		`
		start              → send s/a
		wait PT10S         → send s/a/undo/x s/b
		reply s/b ok       → send d
		reply d ok         → wait
		reply s/a/undo/x ok → completed
	`,
	);

	spec(
		'U-36 undone at once: what came with the event is there for the way on',
		sketch('s=sub(a → b)[undo-now]<stop "k" [out.x=event.x]: c[in.x=x]>'),
		`
		start
		reply s/a ok          → send s/b
		event stop k {"x": 1} → undo s/b
		undo-reply s/b ok     → undo s/a
		undo-reply s/a ok     → send c {"x": 1}
	`,
	);

	spec(
		'U-36 one that does not interrupt undoes nothing',
		sketch('s=sub(a → b)[undo-now]<stop "k" [nonint out.x=event.x]: c[in.x=x]>'),
		`
		start
		reply s/a ok          → send s/b
		event stop k {"x": 1} → send c {"x": 1}
		reply s/b ok          → wait
		reply c ok            → completed
	`,
	);
});
