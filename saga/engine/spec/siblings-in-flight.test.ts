import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('failure while siblings are in flight', () => {
	const flow = sketch('a → fork(b, c → d)');
	const begun = 'start\nreply a ok';

	spec(
		'U-01 no new step starts, and what then turns out to be done is undone',
		flow,
		`${begun}
		reply b failed NO → compensating
		reply c ok        → undo c
		undo-reply c ok   → undo a
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-10 what comes before a run in flight is not undone until that has settled',
		flow,
		`${begun}
		reply b failed NO → compensating
		wait PT10S        → wait
		reply c failed NO → undo a
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'U-10 what does not lie before it is undone at once',
		sketch('fork(a → b, c)'),
		`
		start
		reply a ok
		reply b failed NO → undo a, compensating
		undo-reply a ok   → wait
		reply c ok        → undo c
		undo-reply c ok   → compensated
	`,
	);

	spec(
		'U-03 a run in back-off was answered, so it has failed',
		flow,
		`${begun}
		reply c unavailable → wait
		reply b failed NO   → undo a, compensating
		undo-reply a ok     → compensated
	`,
	);

	spec(
		'U-04 a run that answers "unavailable" while the saga unwinds is not tried again',
		flow,
		`${begun}
		reply b failed NO   → compensating
		reply c unavailable → undo a
		undo-reply a ok     → compensated
	`,
	);

	spec(
		'U-04 a run whose earlier attempt nobody answered is awaited by its newest',
		flow,
		`${begun}
		wait PT60S          → send b@2 c@2
		reply b failed NO   → compensating
		reply c@1 failed NO → ignored old-attempt
		reply c@2 failed NO → undo a
	`,
	);

	spec(
		'U-01 a second failure changes nothing',
		sketch('fork(a → b, c, d)'),
		`
		start
		reply a ok
		reply c failed FIRST  → compensating
		reply d failed SECOND → wait
		reply b ok            → undo b
	`,
	);

	spec(
		'U-02 tokens at a join are taken away with it',
		sketch('fork(a, b, c) → d'),
		`
		start
		reply a ok        → wait
		reply b ok        → wait
		reply c failed NO → undo a b, compensating
		undo-reply a ok   → wait
		undo-reply b ok   → compensated
	`,
	);
});
