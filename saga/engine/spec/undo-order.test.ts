import { describe } from 'vitest';
import { setSettings } from '../../flow/edits/flow-settings';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('undo order, sequential', () => {
	const flow = setSettings(sketch('fork(a, b) → c'), { undoOrder: 'sequential' });

	spec(
		'U-12 strictly one after the other, the last completed first',
		flow,
		`
		start
		reply b ok        → wait
		reply a ok        → send c
		reply c failed NO → undo a, compensating
		undo-reply a ok   → undo b
		undo-reply b ok   → compensated
	`,
	);

	spec(
		'U-12 begins when all runs have settled',
		setSettings(sketch('fork(a → b, c)'), { undoOrder: 'sequential' }),
		`
		start
		reply a ok        → send b
		reply b failed NO → compensating
		reply c ok        → undo c
		undo-reply c ok   → undo a
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-12 a run with unknown outcome counts from when it ended',
		setSettings(sketch('fork(a → b, c[once])'), { undoOrder: 'sequential' }),
		`
		start
		reply a ok
		reply b failed NO → compensating
		wait PT1M         → undo c
		undo-reply c ok   → undo a
	`,
	);

	spec(
		'U-12 what is harmless takes no turn',
		setSettings(sketch('a → b[harmless] → c'), { undoOrder: 'sequential' }),
		`
		start
		reply a ok
		reply b ok
		reply c failed NO → undo a, compensating
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-12 a stuck undo holds back all that were done before',
		flow,
		`
		start
		reply b ok
		reply a ok
		reply c failed NO → undo a, compensating
		wait PT3M         → undo a@2, undo a@3, incident undo-stuck a
		undo-reply a ok   → undo b
	`,
	);
});

describe('undo order, causal', () => {
	spec(
		'U-08 is the order of what caused what, not of the answers',
		sketch('a → fork(b, c) → d'),
		`
		start
		reply a ok
		reply c ok
		reply b ok
		reply d failed NO → undo b c, compensating
	`,
	);

	spec(
		'U-10 a run waits only for what it caused: a branch that ended long ago does not',
		sketch('fork(a, b → c)'),
		`
		start
		reply a ok
		reply b ok        → send c
		reply c failed NO → undo a b, compensating
		undo-reply a ok   → wait
		undo-reply b ok   → compensated
	`,
	);
});
