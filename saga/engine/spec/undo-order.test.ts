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
		'U-12 an undo that the flow orders does not wait for runs beside it',
		setSettings(sketch('fork(a → b → undo, c)'), { undoOrder: 'sequential' }),
		`
		start
		reply a ok      → send b
		reply b ok      → undo b, compensating
		undo-reply b ok → undo a
	`,
	);

	spec(
		'U-12 nor for what it does not order',
		setSettings(sketch('a → b → undo(a) → c'), { undoOrder: 'sequential' }),
		`
		start
		reply a ok
		reply b ok      → undo a
		undo-reply a ok → send c
	`,
	);

	spec(
		'U-12 a subflow in its turn, what it has done inside one after the other',
		setSettings(sketch('a → s=sub(fork(b, c)) → d'), { undoOrder: 'sequential' }),
		`
		start
		reply a ok
		reply s/c ok
		reply s/b ok      → send d
		reply d failed NO → undo s/b, compensating
		undo-reply s/b ok → undo s/c
		undo-reply s/c ok → undo a
	`,
	);

	spec(
		'U-12 nor does the unwinding wait for what undoes an abandoned run',
		setSettings(sketch('fork(a{x}<timer PT10S: end>, b → c)'), { undoOrder: 'sequential' }),
		`
		start
		wait PT10S        → send a/undo/x
		reply b ok        → send c
		reply c failed NO → undo b, compensating
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

	spec(
		'U-12 sequential, in a for-each: the last completed first',
		setSettings(sketch('a*items → b', { items: [1, 2] }), { undoOrder: 'sequential' }),
		`
		start
		reply a#2 ok      → wait
		reply a#1 ok      → send b
		reply b failed NO → undo a#1, compensating
		undo-reply a ok   → undo a#2
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-12 sequential: a subflow takes its turn as one',
		setSettings(sketch('fork(s=sub(a → b), c) → d'), { undoOrder: 'sequential' }),
		`
		start
		reply s/a ok
		reply c ok
		reply s/b ok        → send d
		reply d failed NO   → undo s/b, compensating
		undo-reply s/b ok   → undo s/a
		undo-reply s/a ok   → undo c
		undo-reply c ok     → compensated
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

	spec(
		'U-09 concurrent runs are undone concurrently',
		sketch('fork(a, b, c) → d'),
		`
		start
		reply a ok
		reply b ok
		reply c ok
		reply d failed NO → undo a b c, compensating
	`,
	);

	spec(
		'U-10 an undo starts when its own successors are settled and undone, not when all are',
		sketch('fork(a → b, c → d, e)'),
		`
		start
		reply a ok        → send b
		reply c ok        → send d
		reply e failed NO → compensating
		reply b failed NO → undo a              // d is still in flight
		undo-reply a ok   → wait
		reply d ok        → undo d
		undo-reply d ok   → undo c
		undo-reply c ok   → compensated
	`,
	);

	spec(
		'U-11 the order binds only what is undone together',
		sketch('a → b → undo(a) → c'),
		`
		start
		reply a ok
		reply b ok        → undo a              // b came after a, but stays
		undo-reply a ok   → send c
		reply c failed NO → undo b, compensating
		undo-reply b ok   → compensated
	`,
	);

	spec(
		'U-11 an undo that is open already is waited for',
		sketch('a → b → fork(undo(b), c)'),
		`
		start
		reply a ok
		reply b ok        → undo b, send c
		reply c failed NO → compensating
		undo-reply b ok   → undo a
	`,
	);
});
