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

describe('undo of the whole saga', () => {
	spec(
		'O-08 undo everything unwinds a running saga',
		sketch('a → b'),
		`
		start
		reply a ok
		operator undo-everything because "no" → compensating
		reply b failed NO                     → undo a
		undo-reply a ok                       → compensated
	`,
	);

	spec(
		'O-09 also one that has completed',
		sketch('a → b'),
		`
		start
		reply a ok
		reply b ok                              → completed
		operator undo-everything because "back" → undo b, compensating
		undo-reply b ok                         → undo a
		undo-reply a ok                         → compensated
	`,
	);

	spec(
		'O-09 not with a pivot',
		sketch('a → p[pivot]'),
		`
		start
		reply a ok
		reply p ok                              → completed
		operator undo-everything because "back" → refused pivot
	`,
	);

	spec(
		'O-09 not one that has ended otherwise',
		sketch('a'),
		`
		start
		reply a failed NO                       → compensated
		operator undo-everything because "back" → refused status
	`,
	);

	spec(
		'O-16 cancel with undo',
		sketch('a → catch(paid "k") → b'),
		`
		start
		reply a ok
		operator cancel-with-undo because "no" → undo a, compensating
		undo-reply a ok                        → compensated
	`,
	);

	spec(
		'O-16 not behind a pivot',
		sketch('p[pivot] → r[retriable]'),
		`
		start
		reply p ok
		operator cancel-with-undo because "no" → refused pivot
	`,
	);

	spec(
		'O-17 cancel without undo sends nothing for the runs it closes',
		sketch('fork(a, b → c)'),
		`
		start
		reply b ok                                → send c
		operator cancel-without-undo because "no" → cancelled
		late reply a ok                           → wait
		wait P1D                                  → wait
	`,
	);

	spec(
		'O-17 an undo that is open is awaited',
		sketch('a<timer PT10S: b>'),
		`
		start
		wait PT10S                                → undo a, send b
		operator cancel-without-undo because "no" → wait
		undo-reply a ok                           → cancelled
	`,
	);
});

describe('undo back to a step', () => {
	spec(
		'O-10 undoes what was done since it was entered, and does it again',
		sketch('a → b → c → d'),
		`
		start
		reply a ok
		reply b ok
		reply c ok                                → send d
		operator undo-back-to b because "wrong"   → undo d
		undo-reply d ok                           → undo c
		undo-reply c ok                           → undo b
		undo-reply b ok                           → send b#2
		reply b ok                                → send c#2
		reply c ok                                → send d#2
		reply d ok                                → completed
	`,
	);

	spec(
		'O-10 with the variables as they were then',
		sketch('a[out.x=reply.x] → b[in.x=x out.x=reply.x] → c', { x: 0 }),
		`
		start
		reply a ok {"x": 1}                     → send b {"x": 1}
		reply b ok {"x": 2}                     → send c
		operator undo-back-to b because "wrong" → undo c
		undo-reply c ok                         → undo b
		undo-reply b ok                         → send b#2 {"x": 1}
	`,
	);

	spec(
		'O-10 also when both ways of a fork have met again',
		sketch('a → fork(b, c) → d'),
		`
		start
		reply a ok
		reply b ok
		reply c ok                              → send d
		operator undo-back-to a because "wrong" → undo d
		undo-reply d ok                         → undo b c
		undo-reply b ok                         → wait
		undo-reply c ok                         → undo a
		undo-reply a ok                         → send a#2
		reply a ok                              → send b#2 c#2
	`,
	);

	spec(
		'O-11 refused where another token was alive as it was entered, and says which run is possible',
		sketch('a → fork(b → e, c) → d'),
		`
		start
		reply a ok
		reply b ok
		reply c ok
		reply e ok                              → send d
		operator undo-back-to e because "wrong" → refused other-token
		operator undo-back-to b because "wrong" → refused other-token
		operator undo-back-to d because "again" → undo d
		undo-reply d ok                         → send d#2
	`,
	);

	spec(
		'O-11 the tokens that hold the scopes around it do not count',
		sketch('a → s=sub(b → c) → d'),
		`
		start
		reply a ok
		reply s/b ok                              → send s/c
		operator undo-back-to s/b because "wrong" → undo s/c
		undo-reply s/c ok                         → undo s/b
		undo-reply s/b ok                         → send s/b#2
		reply s/b ok                              → send s/c#2
	`,
	);

	spec(
		'O-11 nor is it legal in a scope that is no longer alive',
		sketch('a → s=sub(b → c) → d'),
		`
		start
		reply a ok
		reply s/b ok
		reply s/c ok                              → send d
		operator undo-back-to s/b because "wrong" → refused
	`,
	);

	spec(
		'O-12 timers and waits of the scopes around it are armed anew',
		sketch('s=sub(a → b)<timer PT50S: c>'),
		`
		start
		wait PT30S
		reply s/a ok                              → send s/b
		operator undo-back-to s/a because "wrong" → undo s/b
		undo-reply s/b ok                         → undo s/a
		undo-reply s/a ok                         → send s/a#2
		wait PT49S                                → wait
		wait PT1S                                 → undo s/a#2, send c
	`,
	);

	spec(
		'O-13 events taken since stay taken',
		sketch('a → catch(paid "k") → b'),
		`
		start
		reply a ok
		event paid k                            → send b
		operator undo-back-to a because "wrong" → undo b
		undo-reply b ok                         → undo a
		undo-reply a ok                         → send a#2
		reply a ok                              → wait
		event paid k                            → send b#2
	`,
	);

	spec(
		'O-14 never past a pivot',
		sketch('a → p[pivot] → r[retriable undo=back]'),
		`
		start
		reply a ok
		reply p ok                              → send r
		operator undo-back-to a because "wrong" → refused pivot
	`,
	);
});

describe('moving a token', () => {
	spec(
		'O-15 takes it out of what is open, which is abandoned',
		sketch('a → b → c'),
		`
		start
		reply a ok                               → send b
		operator move-token b to c because "skip" → undo b, send c
		undo-reply b ok                          → wait
		reply c ok                               → completed
	`,
	);

	spec(
		'O-15 it keeps its causal history',
		sketch('a → catch(paid "k") → b → c'),
		`
		start
		reply a ok                                   → wait
		operator move-token paid to c because "skip" → send c
		reply c failed NO                            → undo a, compensating
	`,
	);

	spec(
		'O-15 back, too',
		sketch('a → b → c'),
		`
		start
		reply a ok
		reply b ok                               → send c
		operator move-token c to b because "again" → undo c, send b#2
		undo-reply c ok                          → wait
		reply b ok                               → send c#2
		reply c failed NO                        → undo b#2, compensating
		undo-reply b ok                          → undo b#1
		undo-reply b ok                          → undo a
	`,
	);
});

describe('suspending', () => {
	spec(
		'O-18 what comes is kept, in order, and no timer is judged',
		sketch('fork(a → c, b)'),
		`
		start
		operator suspend because "look" → suspended
		reply a ok                      → wait
		reply b failed NO               → wait
		wait PT10M                      → wait
		operator resume because "go on" → resumed, send c, compensating
		reply c ok                      → undo c
	`,
	);

	spec(
		'O-19 on resume, what came runs before timers are judged',
		sketch('a → b'),
		`
		start
		operator suspend because "look" → suspended
		reply a ok                      → wait
		wait PT10M                      → wait
		operator resume because "go on" → resumed, send b
		reply b ok                      → completed
	`,
	);

	spec(
		'O-19 then they are: what fell due meanwhile happens',
		sketch('a → b'),
		`
		start
		operator suspend because "look" → suspended
		wait PT10M                      → wait
		operator resume because "go on" → resumed
		wait PT0S                       → send a@2
	`,
	);

	spec(
		'O-18 events are taken and kept, one per wait',
		sketch('catch(paid "k") → a → catch(paid "k") → b'),
		`
		start
		operator suspend because "look" → suspended
		event paid k                    → wait
		event paid k                    → wait
		operator resume because "go on" → resumed, send a
		reply a ok                      → send b
	`,
	);

	spec(
		'O-18 not twice, and not of a saga that has ended',
		sketch('a'),
		`
		start
		operator resume because "x"  → refused status
		operator suspend because "x" → suspended
		operator suspend because "x" → refused status
		operator resume because "x"  → resumed
		reply a ok                   → completed
		operator suspend because "x" → refused status
	`,
	);
});

describe('migrating', () => {
	spec(
		'O-20 the saga goes on with another version',
		[sketch('a → b'), sketch('a → c → d')],
		`
		start
		operator migrate {"version": 2} because "fixed" → wait
		reply a ok                                      → send c
		reply c ok                                      → send d
	`,
	);

	spec(
		'O-20 not to one that lacks what is open',
		[sketch('a → b'), sketch('x → b')],
		`
		start
		operator migrate {"version": 2} because "fixed" → refused
		operator migrate {"version": 9} because "fixed" → refused
		reply a ok                                      → send b
	`,
	);
});

describe('while it is compensating', () => {
	spec(
		'O-21 only what repairs the undo is legal',
		sketch('a → b → c'),
		`
		start
		reply a ok
		reply b ok
		reply c failed NO                              → undo b, compensating
		operator skip-done b because "x"               → refused
		operator skip-not-done b because "x"           → refused
		operator undo-everything because "x"           → refused status
		operator undo-back-to a because "x"            → refused status
		operator move-token b to c because "x"         → refused
		operator cancel-with-undo because "x"          → refused status
		operator cancel-without-undo because "x"       → refused status
		operator suspend because "x"                   → suspended
		operator resume because "x"                    → resumed
		operator retry b because "x"                   → undo b@2
		operator mark-undone b because "x"             → undo a
		operator accept-gap a because "x"              → failed
	`,
	);
});
