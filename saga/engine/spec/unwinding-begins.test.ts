import { describe } from 'vitest';
import { setSettings } from '../../flow/edits/flow-settings';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('unwinding begins', () => {
	spec(
		'U-01 nothing forward starts any more',
		sketch('fork(a → b, c)'),
		`
		start
		reply c failed NO → compensating
		reply a ok        → undo a
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-02 waits for events are taken away',
		sketch('fork(catch(paid "k") → a, b)'),
		`
		start             → send b
		reply b failed NO → compensated
		event paid k      → wait
	`,
	);

	spec(
		'U-02 so are timers and approvals',
		sketch('fork(a → timer(PT1H), ask=approve, b)'),
		`
		start             → send a b
		reply a ok        → wait
		reply b failed NO → undo a, compensating
		approve ask       → refused
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-02 armed boundaries and event-started subflows are disarmed',
		sketch('fork(a<timer PT10S: c>, b); on(message look "k" [nonint]: d)'),
		`
		start             → send a b
		reply b failed NO → compensating
		event look k      → wait
		wait PT20S        → wait
		reply a ok        → undo a
	`,
	);

	spec(
		'U-03 a step in back-off has failed if its newest attempt was answered',
		sketch('fork(a, b)'),
		`
		start
		reply a unavailable → wait
		reply b failed NO   → compensated
	`,
	);

	spec(
		'U-03 a step that is stuck without an answer is of unknown outcome',
		sketch('fork(r[retriable undo=back], b[timeout=10m])'),
		`
		start
		wait PT3M         → send r@2, send r@3, incident step-stuck r
		reply b failed NO → undo r, compensating
	`,
	);

	spec(
		'U-04 an open command awaits its reply for what is left of its time-out',
		sketch('fork(a, b)'),
		`
		start
		wait PT20S        → wait
		reply b failed NO → compensating
		wait PT39S        → wait
		wait PT1S         → undo a
	`,
	);

	spec(
		'U-04 but no longer than the flow gives it to settle',
		setSettings(sketch('fork(a, b)'), { settleMs: 5_000 }),
		`
		start
		reply b failed NO → compensating
		wait PT4S         → wait
		wait PT1S         → undo a
	`,
	);

	spec(
		'U-04 it is not tried again meanwhile',
		sketch('fork(a[timeout=20s], b)'),
		`
		start
		reply b failed NO   → compensating
		reply a unavailable → compensated
	`,
	);
});
