import { describe } from 'vitest';
import { sketch } from '../../flow/sketch';
import { spec } from './spec';

describe('what concerns one leaves the others alone', () => {
	spec(
		'O-01 a command tried again counts its own attempts anew, no other',
		sketch('fork(a[attempts=2 timeout=10m], b)'),
		`
		start
		operator retry b because "lost" → send b@2
		reply a unavailable             → wait
		wait PT10S                      → send a@2
		reply a@2 unavailable           → compensating
	`,
	);

	spec(
		'O-03 a reply that an operator supplies counts no attempts anew',
		sketch('a[attempts=2]'),
		`
		start
		operator supply-reply a {"unavailable": true} because "down" → wait
		wait PT10S                      → send a@2
		reply a@2 unavailable           → compensated
	`,
	);

	spec(
		'O-01 of two that are stuck, the other still asks',
		sketch('p[pivot] → fork(a, b)'),
		`
		start
		reply p ok                      → send a b
		reply a failed NO               → incident step-stuck a
		reply b failed NO               → incident step-stuck b
		operator retry a because "up"   → send a#2
		operator retry because "up"     → send b#2
		reply a ok                      → wait
		reply b ok                      → completed
	`,
	);

	spec(
		'O-15 of two waits, the other still waits',
		sketch('fork(paid=catch(paid "k") → a, sent=catch(sent "k") → b, c)'),
		`
		start                                    → send c
		operator move-token paid to a because "" → send a
		event paid k                             → wait
		event sent k                             → send b
	`,
	);

	spec(
		'O-15 of two approvals, the other still asks',
		sketch('fork(one=approve → a, two=approve → b)'),
		`
		start
		operator move-token one to a because "" → send a
		approve one                             → refused
		approve two                             → send b
	`,
	);

	spec(
		'E-01 of two waits that end, each by its own event',
		sketch('fork(paid=catch(paid "k") → a, sent=catch(sent "k") → b)'),
		`
		start
		event sent k → send b
		event paid k → send a
	`,
	);

	spec(
		'T-02 of two timers, the one that has fired and the other',
		sketch('fork(one=timer(PT1M) → a, two=timer(PT2M) → b)'),
		`
		start
		wait PT1M  → send a
		reply a ok → wait
		wait PT1M  → send b
	`,
	);

	spec(
		'U-30 of two calls that fail, each asks for itself',
		[sketch('main: p[pivot] → fork(one=call(x), two=call(y)) → c'), sketch('x: a'), sketch('y: b')],
		`
		start main                           → send p
		reply p ok                           → send one/a two/b
		reply one/a failed NO                → incident step-stuck one
		reply two/b failed NO                → incident step-stuck two
		operator retry two because "up"      → send two/b#2
		operator retry because "up"          → send one/a#2
	`,
	);
});

describe('a suspended saga', () => {
	spec(
		'O-18 what comes while it is suspended waits, whatever else an operator does',
		sketch('fork(a → c, b)'),
		`
		start
		operator suspend because "stop"  → suspended
		reply a ok                       → wait
		operator retry b because "again" → send b@2
		operator resume because "go"     → send c, resumed
	`,
	);
});

describe('tokens before one node', () => {
	spec(
		'T-04 leave it in the order in which they came, also where an incident has held them',
		sketch('(a → to(w), b → w=catch(paid id) → c → d, z[out.id=reply.id])', { id: null }),
		`
		start {"id": null}
		reply a ok                      → incident expression w
		reply b ok                      → wait
		reply z ok {"id": "k"}          → wait
		operator retry w because "key"  → wait
		event paid k                    → send c
		reply c ok                      → send d
		reply d failed NO               → undo b z c, compensating
		undo-reply c ok                 → undo a
	`,
	);
});

describe('a join that nothing can reach any more', () => {
	spec(
		'T-17 is a deadlock whatever is being undone beside it',
		sketch('(z{x}<timer PT10S: end>, choose(n > 1: to(j), else: a → j=parallel))', { n: 0 }),
		`
		start               → send a z
		wait PT10S          → send z/undo/x
		reply a ok          → incident deadlock
		reply z/undo/x ok   → wait
	`,
	);
});
