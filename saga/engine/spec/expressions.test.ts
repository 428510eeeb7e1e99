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

describe('variables', () => {
	const stores = setStep(sketch('a → b', { x: 1 }), 'a', { output: [{ target: 'trip.id', expression: 'reply.id' }] });
	const reads = setStep(stores, 'b', {
		input: [
			{ target: 'id', expression: 'trip.id' },
			{ target: 'x', expression: 'x' },
		],
	});

	spec(
		'D-01 what a reply stored is there for the next step',
		reads,
		`
		start {"x": 2}         → send a
		reply a ok {"id": 7}   → send b {"id": 7, "x": 2}
	`,
	);

	spec(
		'D-01 a mapping keeps what a variable has beside its target',
		reads,
		`
		start {"x": 2, "trip": {"to": "Lisbon", "id": 0}}
		reply a ok {"id": 7} → send b {"id": 7}
	`,
	);

	spec(
		'D-02 a step without output mapping stores nothing',
		setStep(reads, 'a', { output: [] }),
		`
		start {"x": 2}
		reply a ok {"x": 9} → send b {"x": 2, "id": null}
	`,
	);
});
