import { describe } from 'vitest';
import { setSettings } from '../../flow/edits/flow-settings';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('settling: how long an unwinding saga waits for open commands', () => {
	const flow = setSettings(sketch('fork(a, b)'), { settleMs: 10_000 });

	spec(
		'U-04 for the settle time; then the outcome is unknown, and it is undone like a success',
		flow,
		`
		start
		reply a failed NO → compensating
		wait PT9.999S     → wait
		wait PT0.001S     → undo b
		undo-reply b ok   → compensated
	`,
	);

	spec(
		'U-04 but not longer than the command has left anyway, and without another attempt',
		flow,
		`
		start
		wait PT55S        → wait
		reply a failed NO → compensating
		wait PT4.999S     → wait
		wait PT0.001S     → undo b
	`,
	);

	spec(
		'U-04 an answer in time ends the waiting',
		flow,
		`
		start
		reply a failed NO → compensating
		wait PT9S         → wait
		reply b failed NO → compensated
	`,
	);

	spec(
		'U-04 with no settle time nothing is awaited',
		setSettings(sketch('fork(a, b)'), { settleMs: 0 }),
		`
		start
		reply a failed NO → compensating
		wait PT0S         → undo b
	`,
	);
});
