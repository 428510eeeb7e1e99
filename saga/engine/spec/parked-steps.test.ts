import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('parked steps', () => {
	spec(
		'R-09 the error boundary of the step comes before parking',
		sketch('a[park]<error FULL: b>'),
		`
		one: start
		one: reply a failed FULL → send b
		two: start
		two: reply a failed NO   → wait
	`,
	);

	spec(
		'R-09 and parking before the search outwards',
		sketch('s=sub(a[park])<error: b>'),
		`
		start
		reply s/a failed NO → wait
	`,
	);

	spec(
		'R-10 a step that was not answered goes on with its next attempt',
		sketch('a[park=1h once] → b'),
		`
		start                         → send a
		wait PT1M                     → wait
		operator retry a because "up" → send a@2
		reply a@1 ok                  → send b
	`,
	);

	spec(
		'R-10 by the event that it is parked until',
		sketch('a[once park-until=fixed:"k"] → b'),
		`
		start                → send a
		wait PT1M            → wait
		event fixed k        → send a@2
		reply a ok           → send b
	`,
	);

	spec(
		'R-11 its outcome is unknown when parking runs out',
		sketch('a[once park=1h] → b'),
		`
		start           → send a
		wait PT1M       → wait
		wait PT59M      → wait
		wait PT1M       → undo a, compensating
		undo-reply a ok → compensated
	`,
	);

	spec(
		'R-11 or when the saga unwinds',
		sketch('fork(a[once park], b)'),
		`
		start             → send a b
		wait PT30S        → wait
		wait PT30S        → send b@2
		reply b failed NO → undo a, compensating
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'R-12 after a failure, trying again is a new run',
		sketch('a[park-until=fixed:"k" in.x=x] → b', { x: 1 }),
		`
		start             → send a
		reply a failed NO → wait
		event fixed k     → send a#2
		reply a#2 ok      → send b
		reply b failed NO → undo a#2, compensating
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'R-12 also by an operator, with changed input',
		sketch('a[park in.x=x] → b', { x: 1 }),
		`
		start                                     → send a {"x": 1}
		reply a failed NO                         → wait
		operator retry a {"x": 2} because "typo"  → send a#2 {"x": 2}
		late reply a#1 ok                         → incident contradiction a#1
		reply a#2 ok                              → send b
	`,
	);

	spec(
		'R-12 when the time is over, it unwinds: the failed run left nothing',
		sketch('a → b[park=1h]'),
		`
		start
		reply a ok
		reply b failed NO → wait
		wait PT1H         → undo a, compensating
	`,
	);
});
