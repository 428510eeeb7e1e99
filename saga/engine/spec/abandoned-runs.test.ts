import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('abandoned runs', () => {
	spec(
		'R-13 an interrupted run is undone at once, beside the way forward',
		sketch('a → b<timer PT10S: c> → d'),
		`
		start
		reply a ok      → send b
		wait PT10S      → undo b, send c
		reply c ok      → wait
		undo-reply b ok → completed
	`,
	);

	spec(
		'R-13 not if it was answered without effect',
		sketch('a<timer PT2S: c>'),
		`
		start
		reply a unavailable → wait
		wait PT1S           → send a@2
		reply a unavailable → wait
		wait PT1S           → send c
		reply c ok          → completed
	`,
	);

	spec(
		'R-14 a run with unknown outcome whose failure was caught is abandoned, too',
		sketch('a[once]<error TIMEOUT: b> → c'),
		`
		start             → send a
		wait PT1M         → undo a, send b
		undo-reply a ok   → wait
		reply b ok        → completed
	`,
	);

	spec(
		'R-15 its undo waits for nothing; what came before it waits for its undo',
		sketch('a → b<timer PT10S: c → d>'),
		`
		start
		reply a ok
		wait PT10S        → undo b, send c
		reply c ok        → send d
		reply d failed NO → undo c, compensating
		undo-reply c ok   → wait
		undo-reply b ok   → undo a
	`,
	);

	spec(
		'R-16 a pivot does not seal it',
		sketch('a<timer PT10S: p[pivot] → r[retriable]>'),
		`
		start
		wait PT10S            → undo a, send p
		undo-reply a failed NO → wait
		reply p ok            → send r
		wait PT1S             → undo a@2
		reply r ok            → wait
		undo-reply a ok       → completed
	`,
	);

	spec(
		'R-17 while running, it can be marked as undone',
		sketch('a<timer PT10S: b>'),
		`
		start
		wait PT10S                                    → undo a, send b
		operator mark-undone a because "seen to it"   → wait
		reply b ok                                    → completed
	`,
	);

	spec(
		'R-17 or accepted as a gap',
		sketch('a<timer PT10S: b>'),
		`
		start
		wait PT10S                              → undo a, send b
		operator accept-gap a because "so be it" → wait
		reply b failed NO                       → failed
	`,
	);

	spec(
		'R-18 without compensation nothing is sent: harmless is forgotten',
		sketch('a[harmless]<timer PT10S: b>'),
		`
		start
		wait PT10S        → send b
		reply b failed NO → compensated
	`,
	);

	spec(
		'R-18 a gap stands, and counts when its scope unwinds',
		sketch('a[gap]<timer PT10S: b>'),
		`
		one: start
		wait PT10S             → send b
		one: reply b failed NO → failed
	`,
	);

	spec(
		'R-18 the saga can complete with it',
		sketch('a[gap]<timer PT10S: b>'),
		`
		start
		wait PT10S → send b
		reply b ok → completed
	`,
	);

	spec(
		'R-19 a late success goes into its undo, should that be tried again',
		sketch('a[undo.id=output.id]<timer PT10S: b>'),
		`
		start
		wait PT10S                → undo a, send b
		late reply a ok {"id": 7} → wait
		wait PT59S                → wait
		wait PT1S                 → undo a@2 {"id": 7}, send b@2
		undo-reply a ok           → wait
		reply b ok                → completed
	`,
	);

	spec(
		'R-20 once the undo is confirmed, it is only recorded',
		sketch('a<timer PT10S: b>'),
		`
		start
		wait PT10S      → undo a, send b
		undo-reply a ok → wait
		late reply a ok → ignored late
	`,
	);

	spec(
		'R-21 a success of a run that had failed is a contradiction, whatever the status',
		sketch('a<error NO: b>'),
		`
		start
		reply a failed NO → send b
		late reply a ok   → incident contradiction a
		reply b ok        → completed
	`,
	);

	spec(
		'R-22 so is a failure from an attempt that is not older than the one that completed',
		sketch('a → b'),
		`
		start
		wait PT1M                → send a@2
		reply a@2 ok             → send b
		late reply a@2 failed NO → incident contradiction a
		late reply a@1 failed NO → ignored
	`,
	);
});
