import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('timers', () => {
	spec(
		'C-01 are never early',
		sketch('timer(PT5M) → a'),
		`
		start           → wait
		wait PT4M59.999S → wait
		wait PT0.001S   → send a
	`,
	);

	spec(
		'C-01 a date that has passed is due at once',
		sketch('a → catch(at due) → b', { due: '2026-01-01T00:00:30Z' }),
		`
		one: start
		one: reply a ok → wait
		wait PT30S      → one: send b
		two: start
		two: reply a ok
		wait PT0S       → two: send b
	`,
	);

	spec(
		'C-01 what is due within a wait happens in order',
		sketch('timer(PT1M) → timer(PT1M) → a'),
		`
		start
		wait PT2M30S → send a
		wait PT30S   → send a@2
	`,
	);

	spec(
		'C-03 the deadline to settle is a time-out like that of a command',
		sketch('fork(a, b)'),
		`
		start
		reply a failed NO → compensating
		restart           → wait
		wait PT1M         → undo b
	`,
	);

	spec(
		'C-05 a start by timer starts a saga each time',
		sketch('start(every R2/PT1H) → a[harmless]'),
		`
		wait PT1H  → send a
		reply a ok → completed
		wait PT1H  → sketch: send a
		wait P1D   → sketch: send a@2, sketch: send a@3, sketch: compensated
	`,
	);
});
