import { describe } from 'vitest';
import { setStep } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('an expression that cannot be evaluated', () => {
	const broken = [{ target: 'x', expression: '[1..3]' }];

	spec(
		'D-07 of a command holds the token before the step; retry evaluates it again',
		setStep(sketch('a → b'), 'b', { input: broken }),
		`
		start
		reply a ok                        → incident expression b
		wait P1D                          → wait
		operator retry b because "mended" → incident expression b
	`,
	);

	spec(
		'D-07 does not keep the other branch from going on, nor from unwinding',
		setStep(sketch('fork(a, b → c)'), 'a', { input: broken }),
		`
		start             → send b, incident expression a
		reply b ok        → send c
		reply c failed NO → undo b, compensating
		undo-reply b ok   → compensated
	`,
	);

	spec(
		'D-07 of a reply: the step is done and can be undone, but its token waits',
		setStep(sketch('fork(a, b)'), 'a', { output: broken }),
		`
		start                             → send a b
		reply a ok                        → incident expression a
		operator retry a because "mended" → incident expression a
		reply b failed NO                 → undo a, compensating
		undo-reply a ok                   → compensated
	`,
	);
});

describe('expressions', () => {
	spec(
		'D-06 now and today are the time of the input, in UTC',
		sketch('a → assign(day = string(today())) → b[in.day=day]'),
		`
		start
		wait PT30S
		reply a ok → send b {"day": "2026-01-01"}
	`,
	);

	spec(
		'D-07 one that cannot be evaluated is an incident where it stands, and a retry evaluates it again',
		sketch('a → assign(x = [1..3]) → b'),
		`
		start
		reply a ok                          → incident expression assign
		operator retry assign because "try" → incident expression assign
		operator cancel-with-undo because "no" → undo a, compensating
	`,
	);

	spec(
		'D-07 of a for-each: its list',
		sketch('a*items', { items: 7 }),
		`
		start → incident expression a
	`,
	);

	spec(
		'D-07 of a correlation key',
		sketch('a → catch(paid order.id) → b', { order: {} }),
		`
		start {"order": {}}
		reply a ok → incident expression paid
	`,
	);

	spec(
		'D-07 of an undo: it is stuck at once',
		sketch('a[undo.x=[1..3]] → b'),
		`
		start
		reply a ok
		reply b failed NO                          → incident undo-stuck a, compensating
		operator retry a {"x": 1} because "by hand" → undo a {"x": 1}
		undo-reply a ok                            → compensated
	`,
	);
});
