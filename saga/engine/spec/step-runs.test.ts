import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('replies', () => {
	spec(
		'R-02 a success settles the run, from whichever attempt it comes',
		sketch('a → b'),
		`
		start        → send a
		wait PT1M    → send a@2
		reply a@1 ok → send b
	`,
	);

	spec(
		'R-03 a failure counts from the newest attempt only',
		sketch('a → b'),
		`
		start                 → send a
		wait PT1M             → send a@2
		reply a@1 failed NO   → ignored old-attempt
		reply a@1 unavailable → ignored old-attempt
		reply a@2 failed NO   → compensated
	`,
	);

	spec(
		'R-03 and then it is true of all attempts: nothing is left to undo',
		sketch('a → b'),
		`
		start
		wait PT1M           → send a@2
		wait PT1M           → send a@3
		reply a@3 failed NO → compensated
	`,
	);

	spec(
		'R-04 a failure is tried again if its code is listed, with back-off',
		sketch('a[retry=BUSY] → b'),
		`
		start               → send a
		reply a failed BUSY → wait
		wait PT0.999S       → wait
		wait PT0.001S       → send a@2
		reply a failed BUSY → wait
		wait PT2S           → send a@3
		reply a failed BUSY → compensated
	`,
	);

	spec(
		'R-04 any other failure is not',
		sketch('a[retry=BUSY error=FULL]'),
		`
		start               → send a
		reply a failed FULL → compensated
	`,
	);

	spec(
		'R-04 so is "unavailable", whatever the code',
		sketch('a → b'),
		`
		start               → send a
		reply a unavailable → wait
		wait PT1S           → send a@2
		reply a ok          → send b
	`,
	);

	spec(
		'R-05 a time-out sends the next attempt at once',
		sketch('a[timeout=10s]'),
		`
		start      → send a
		wait PT9S  → wait
		wait PT1S  → send a@2
		wait PT10S → send a@3
	`,
	);

	spec(
		'R-06 attempts used up without an answer: the outcome is unknown',
		sketch('a<error TIMEOUT: b> → c'),
		`
		start           → send a
		wait PT3M       → send a@2, send a@3, undo a, send b
		undo-reply a ok → wait
		reply b ok      → completed
	`,
	);

	spec(
		'R-06 one that nothing catches is undone like a completed one',
		sketch('a[once] → b'),
		`
		start           → send a
		wait PT1M       → undo a, compensating
		undo-reply a ok → compensated
	`,
	);

	spec(
		'R-07 attempts used up with "unavailable": nothing happened',
		sketch('a[attempts=2]<error UNAVAILABLE: b>'),
		`
		start               → send a
		reply a unavailable → wait
		wait PT1S           → send a@2
		reply a unavailable → send b
		reply b ok          → completed
	`,
	);

	spec(
		'R-07 the newest attempt decides: an older one without answer is no doubt',
		sketch('a[attempts=2]'),
		`
		start               → send a
		wait PT1M           → send a@2
		reply a unavailable → compensated
	`,
	);

	spec(
		'R-08 a retriable step never fails by time-out: an incident, and the same run goes on',
		sketch('a → r[retriable]<error: b>'),
		`
		start
		reply a ok                     → send r
		wait PT3M                      → send r@2, send r@3, incident step-stuck r
		operator retry r because "up"  → send r@4
		reply r ok                     → completed
	`,
	);

	spec(
		'R-23 whatever else comes late or twice is recorded and changes nothing',
		sketch('a → b'),
		`
		start
		reply a ok            → send b
		duplicate 2           → ignored duplicate
		reply b failed NO     → undo a, compensating
		late reply b failed NO → ignored
		undo-reply a ok       → compensated
		duplicate 6           → ignored
	`,
	);
});

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
