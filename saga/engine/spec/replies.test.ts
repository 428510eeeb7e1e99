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
