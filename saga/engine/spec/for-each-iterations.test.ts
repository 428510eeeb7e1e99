/** What iterations of a for-each share, what they do not, and when the next one begins. */
import { describe, expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { numberOf, startedSketch } from '../testing/operate';
import { ok } from '../testing/saga-run';
import { spec } from './spec';

describe('iterations', () => {
	spec(
		'U-26 a list that is not there has no elements',
		sketch('a*items[collect=all:loopCounter] → b[in.all=all]'),
		`
		start → send b {"all": []}
	`,
	);

	spec(
		'U-26 a limit counts the iterations of its own for-each only',
		sketch('fork(a*items[limit=1], b*items[limit=1]) → c', { items: [1, 2] }),
		`
		start        → send a b
		reply a ok   → send a#2
		reply b ok   → send b#2
		reply b#2 ok → wait
		reply a#2 ok → send c
	`,
	);

	spec(
		'U-26 an undo beside them takes no place of the limit',
		sketch('a{x}*items[limit=2] → b', { items: [1, 2, 3, 4] }),
		`
		start                              → send a#1 a#2
		operator skip-not-done a#1 because "no" → send a#3, send a#1/undo/x
		reply a#2 ok                       → send a#4
		reply a#3 ok                       → wait
		reply a#4 ok                       → send b
	`,
	);

	spec(
		'U-26 with a limit the next one comes after nothing: all are undone side by side',
		sketch('a*items[limit=1] → b', { items: [1, 2, 3] }),
		`
		start
		reply a ok
		reply a ok
		reply a ok        → send b
		reply b failed NO → undo a#1 a#2 a#3, compensating
	`,
	);

	spec(
		'U-26 it is enough only when the condition is true',
		sketch('a*items[out.n=reply.n until=(n = 1)] → b', { items: [1, 2, 3] }),
		`
		start                 → send a#1 a#2 a#3
		reply a#3 ok {"n": 0} → wait
		reply a#2 ok {"n": 1} → undo a#1, send b
	`,
	);

	spec(
		'U-26 a condition that yields neither true nor false is not enough',
		sketch('a*items[seq out.n=reply.n until=n] → b', { items: [1, 2] }),
		`
		start
		reply a ok {"n": 7}    → send a#2
		reply a ok {"n": true} → send b
	`,
	);

	spec(
		'U-26 what is enough for one for-each ends no other',
		sketch('fork(a*items[out.n=reply.n until=(n = 1)], b*items) → c', { items: [1, 2] }),
		`
		start                 → send a#1 a#2 b#1 b#2
		reply a#2 ok {"n": 1} → undo a#1
		reply b#1 ok          → wait
		reply b#2 ok          → send c
	`,
	);

	spec(
		'U-38 nor an undo beside it',
		sketch('a{x}*items[out.n=reply.n until=(n = 1)] → b', { items: [1, 2] }),
		`
		start                                   → send a#1 a#2
		operator skip-not-done a#1 because "no" → send a#1/undo/x
		reply a#2 ok {"n": 1}                   → send b
		reply b ok                              → wait
		reply a#1/undo/x ok                     → completed
	`,
	);

	spec(
		'U-26 elements that were not done have no result',
		sketch('a*items[out.n=reply.n until=(n = 1) collect=all:n] → b[in.all=all]', { items: [1, 2, 3] }),
		`
		start
		reply a#2 ok {"n": 1} → undo a#1 a#3, send b {"all": [null, 1, null]}
	`,
	);

	spec(
		'T-02 what listens beside it listens once, not for each element',
		sketch('a*items<signal look [nonint]: b> → c', { items: [1, 2] }),
		`
		start        → send a#1 a#2
		signal look  → send b
		reply a#1 ok → wait
		reply a#2 ok → send c
		signal look  → wait
	`,
	);

	spec(
		'U-26 one inside the other: each element of the inner one is an iteration of its own',
		sketch('s=sub(a*inner[each=x in.x=x in.of=of])*items[each=of in.inner=of.inner] → b', {
			items: [{ inner: [1, 2] }, { inner: [] }, { inner: [3] }],
		}),
		`
		start          → send s#1/a#1 {"x": 1} s#1/a#2 {"x": 2} s#3/a {"x": 3}
		reply s#3/a ok → wait
		reply s#1/a#2 ok → wait
		reply s#1/a#1 ok → send b
	`,
	);

	spec(
		'U-21 inside an undo it leaves no entries',
		sketch('a{x*items} → b', { items: [1, 2] }),
		`
		start
		reply a ok
		reply b failed NO     → send a/undo/x#1 a/undo/x#2, compensating
		reply a/undo/x#1 ok   → wait
		reply a/undo/x#2 ok   → compensated
	`,
	);
});

it('D-01 an iteration has its place, and its element by the name that is given', () => {
	const named = startedSketch('a*items[each=it]', { items: [7] });
	expect(Object.values(named.saga.variables)).toContainEqual({ loopCounter: 1, it: 7 });
	const unnamed = startedSketch('a*items[each=]', { items: [7] });
	expect(Object.values(unnamed.saga.variables)).toContainEqual({ loopCounter: 1 });
});

it('X-01 where nothing is collected, an iteration that is done writes no results down', () => {
	const saga = startedSketch('a*items', { items: [7, 8] });
	const written = saga.entries.length;
	saga.reply(numberOf(saga, 'a'), ok);
	expect(saga.entries.slice(written).map(({ type }) => type)).not.toContain('variablesSet');
});
