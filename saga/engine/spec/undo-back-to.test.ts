import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

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

	spec(
		'O-10 a subflow that was completed since is undone as a whole',
		sketch('a → s=sub(b → c) → d'),
		`
		start
		reply a ok
		reply s/b ok
		reply s/c ok                            → send d
		operator undo-back-to a because "wrong" → undo d
		undo-reply d ok                         → undo s/c
		undo-reply s/c ok                       → undo s/b
		undo-reply s/b ok                       → undo a
		undo-reply a ok                         → send a#2
		reply a ok                              → send s#2/b
	`,
	);

	spec(
		'O-10 a subflow that is open is left',
		sketch('a → s=sub(b → fork(c, e)) → d'),
		`
		start
		reply a ok
		reply s/b ok
		reply s/c ok                            → wait
		operator undo-back-to a because "wrong" → undo s/e s/c
		undo-reply s/e ok                       → wait
		undo-reply s/c ok                       → undo s/b
		undo-reply s/b ok                       → undo a
		undo-reply a ok                         → send a#2
	`,
	);

	spec(
		'O-10 a wait that is open is left and armed again when it is its turn',
		sketch('a → catch(paid "k") → b'),
		`
		start
		reply a ok                              → wait
		operator undo-back-to a because "wrong" → undo a
		event paid k                            → wait
		undo-reply a ok                         → send a#2
		reply a ok                              → send b
	`,
	);

	spec(
		'O-10 an undo that is stuck on the way is repaired like any other',
		sketch('a → b → c'),
		`
		start
		reply a ok
		reply b ok                                → send c
		operator undo-back-to b because "wrong"   → undo c
		undo-reply c ok                           → undo b
		wait PT3M                                 → undo b@2, undo b@3, incident undo-stuck b
		operator mark-undone b because "by hand"  → send b#2
		reply b ok                                → send c#2
	`,
	);

	spec(
		'O-10 what listens in the scopes around it listens again',
		sketch('s=sub(a → b; on(message stop "k" [nonint]: x))<timer PT50S: y>'),
		`
		start
		wait PT20S
		reply s/a ok                              → send s/b
		operator undo-back-to s/a because "wrong" → undo s/b
		undo-reply s/b ok                         → undo s/a
		undo-reply s/a ok                         → send s/a#2
		event stop k                              → send s/on/x
		wait PT49S                                → wait
		wait PT1S                                 → send y, undo s/a#2, undo s/on/x
	`,
	);

	spec(
		'O-10 also those of a for-each around it',
		sketch('s=sub(a → b)*items<timer PT50S: y>', { items: [7] }),
		`
		start
		wait PT20S
		reply s/a ok                              → send s/b
		operator undo-back-to s/a because "wrong" → undo s/b
		undo-reply s/b ok                         → undo s/a
		undo-reply s/a ok                         → send s/a#2
		wait PT49S                                   → wait
		wait PT1S                                    → send y, undo s/a#2
	`,
	);

	spec(
		'O-10 a failure while it goes back unwinds the saga',
		sketch('a → b<timer PT10S: c> → d'),
		`
		start
		reply a ok                              → send b
		operator undo-back-to a because "wrong" → undo b
		operator cancel-with-undo because "no"  → compensating
		undo-reply b ok                         → undo a
		undo-reply a ok                         → compensated
	`,
	);

	spec(
		'O-11 a run that does not exist',
		sketch('a → b → c'),
		`
		start
		reply a ok
		reply b failed NO                       → undo a, compensating
		operator undo-back-to a because "wrong" → refused status
	`,
	);
});
