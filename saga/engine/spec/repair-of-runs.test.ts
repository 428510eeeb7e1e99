import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('repair of one run', () => {
	spec(
		'O-01 retry sends the open command again, now',
		sketch('a → b'),
		`
		start
		reply a unavailable            → wait
		operator retry a because "up"  → send a@2
	`,
	);

	spec(
		'O-01 of a run that has ended: refused',
		sketch('a → b'),
		`
		start
		reply a ok                        → send b
		operator retry a because "again"  → refused not-open
	`,
	);

	spec(
		'O-02 with changed input, which later attempts repeat',
		sketch('a → b'),
		`
		start
		operator retry a {"room": 7} because "moved" → send a@2 {"room": 7}
		wait PT1M                                    → send a@3 {"room": 7}
	`,
	);

	spec(
		'O-03 a reply is supplied for a participant that does not answer',
		sketch('a[out.x=reply.x] → b[in.x=x]', { x: 0 }),
		`
		start
		operator supply-reply a {"x": 3} because "told by phone" → send b {"x": 3}
		late reply a ok {"x": 4}                                 → ignored
	`,
	);

	spec(
		'O-03 also a failure',
		sketch('a → b<error FULL: c>'),
		`
		start
		reply a ok
		operator supply-reply b {"failed": "FULL"} because "told by phone" → send c
	`,
	);

	spec(
		'O-03 also of an undo',
		sketch('a → b'),
		`
		start
		reply a ok
		reply b failed NO                             → undo a, compensating
		operator supply-reply a because "told by phone" → compensated
	`,
	);

	spec(
		'O-04 it was done: the run has completed, and is undone like any other',
		sketch('a[out.x=reply.x] → b[in.x=x]', { x: 0 }),
		`
		start
		operator skip-done a {"x": 3} because "done by hand" → send b {"x": 3}
		reply b failed NO                                   → undo a, compensating
	`,
	);

	spec(
		'O-04 without output, nothing is merged but nulls',
		sketch('a → b'),
		`
		start
		wait PT2M                               → send a@2, send a@3
		operator skip-done a because "by hand"  → send b
		reply b ok                              → completed
	`,
	);

	spec(
		'O-04 a pivot that was done seals the saga',
		sketch('a → p[pivot] → r[retriable]'),
		`
		start
		reply a ok
		operator skip-done p because "by hand" → send r
		reply r failed NO                      → incident step-stuck r
	`,
	);

	spec(
		'O-05 it was not done: the run is abandoned, and its token goes on',
		sketch('a → b → c'),
		`
		start
		reply a ok
		operator skip-not-done b because "not needed" → undo b, send c
		undo-reply b ok                              → wait
		reply c failed NO                            → undo a, compensating
	`,
	);

	spec(
		'O-05 of a run that has ended: refused',
		sketch('a → b'),
		`
		start
		reply a ok
		operator skip-not-done a because "no" → refused not-open
		operator skip-done a because "no"     → refused not-open
		operator supply-reply a because "no"  → refused not-open
	`,
	);

	spec(
		'O-06 what was undone by hand is marked as undone: the rest goes on',
		sketch('a → b → c'),
		`
		start
		reply a ok
		reply b ok
		reply c failed NO                        → undo b, compensating
		operator mark-undone b because "by hand" → undo a
		late undo-reply b ok                     → ignored
		operator mark-undone a because "by hand" → compensated
	`,
	);

	spec(
		'O-07 a gap is accepted: the rest goes on',
		sketch('a → b → c'),
		`
		start
		reply a ok
		reply b ok
		reply c failed NO                        → undo b, compensating
		wait PT3M                                → undo b@2, undo b@3, incident undo-stuck b
		operator accept-gap b because "too late" → undo a
		undo-reply a ok                          → failed
	`,
	);

	spec(
		'O-06 not for a run that is not to be undone',
		sketch('a → b'),
		`
		start
		reply a ok
		operator mark-undone a because "no" → refused
		operator accept-gap a because "no"  → refused
	`,
	);
});

describe('trying a run again', () => {
	const flow = sketch('a → b');

	spec(
		'O-01 retry sends an open command again, now, under the same key',
		flow,
		`
		start                                → send a
		reply a unavailable                  → wait
		operator retry a because "it is up"  → send a@2
		wait PT10S                           → wait
		reply a ok                           → send b
	`,
	);

	spec(
		'O-02 with changed input, which later attempts repeat',
		flow,
		`
		start                                        → send a
		operator retry a {"room": 7} because "moved" → send a@2 {"room": 7}
		wait PT1M                                    → send a@3 {"room": 7}
	`,
	);

	spec(
		'O-01 a run that has ended is not tried again',
		flow,
		`
		start
		reply a ok                        → send b
		operator retry a because "again"  → refused not-open
	`,
	);

	spec(
		'O-01 a saga that has ended is not moved',
		flow,
		`
		start
		reply a failed NO                → compensated
		operator retry a because "again" → refused status
	`,
	);
});
