import { describe } from 'vitest';
import { reconnect } from '../../flow/edits/edges';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('a decision', () => {
	const decided = sketch('choose(x > 10: a, x > 1: b, c) → d', { x: 1 });

	spec(
		'T-09 takes the first way whose condition holds',
		decided,
		`
		start {"x": 11} → send a
		reply a ok      → send d
		reply d ok      → completed
	`,
	);

	spec('T-09 tries the conditions in their order', decided, 'start {"x": 2} → send b');

	spec('T-09 takes the default if none holds', decided, 'start {"x": 0} → send c');

	spec('T-09 a condition over a missing value does not hold', decided, 'start {} → send c');

	spec(
		'U-06 undoes only the way that was taken',
		decided,
		`
		start {"x": 2}
		reply b ok
		reply d failed NO → undo b, compensating
		undo-reply b ok   → compensated
	`,
	);

	spec(
		'T-10 raises an incident if no way is left, and tries again when an operator says so',
		sketch('choose(x > 10: a, x > 1: b)', { x: 1 }),
		`
		start {"x": 0}                              → incident no-path choice
		operator retry choice because "new version" → incident no-path choice
	`,
	);
});

describe('a loop', () => {
	const loop = loopOf();

	spec(
		'U-06 runs its steps once per round, each a run of its own',
		loop,
		`
		start {"x": 1} → send a
		reply a ok     → send b
		reply b ok     → send a#2
		reply a ok     → send b#2
		reply b failed NO → undo a#2, compensating
		undo-reply a#2 ok → undo b#1
		undo-reply b#1 ok → undo a#1
		undo-reply a#1 ok → compensated
	`,
	);

	function loopOf() {
		const flow = sketch('choose(x > 9: c, _) → a → choose(x > 5: d, b)', { x: 1 });
		const back = flow.edges.find((edge) => edge.source === 'b');
		return reconnect(flow, back?.id ?? '', { target: 'merge' });
	}
});
