/** Trying again what could not be evaluated: what a node brought is kept, and what could not listen begins to. */
import { describe, expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { operate, startedSketch } from '../testing/operate';
import { failed, ok } from '../testing/saga-run';
import { spec } from './spec';

/** Cannot be stored as long as `x` is null. */
const late = (value: string) => `(if x = null then (1..3) else ${value})`;

describe('what a node brought is kept until it can be stored', () => {
	spec(
		'D-07 by a participant: of several tokens the one that is meant goes on',
		sketch(`fork(a[out.n=${late('reply.n')}] → c[in.n=n], b[out.m=${late('reply.n')}] → d[in.m=m], e[out.x=reply.x])`),
		`
		start
		reply a ok {"n": 7}             → incident expression a
		reply b ok {"n": 8}             → incident expression b
		operator retry b because "no"   → incident expression b
		reply e ok {"x": 1}             → wait
		operator retry b because "data" → send d {"m": 8}
		operator retry a because "data" → send c {"n": 7}
	`,
	);

	spec(
		'D-07 by a person',
		sketch(`fork(approve[out.n=${late('reply.n')}] → c[in.n=n], e[out.x=reply.x])`),
		`
		start
		approve approve {"n": 7}              → incident expression approve
		reply e ok {"x": 1}                   → wait
		operator retry approve because "data" → send c {"n": 7}
	`,
	);

	spec(
		'D-07 by a called saga',
		[
			sketch(`main: fork(call(child)[out.n=${late('reply.n')}] → c[in.n=n], e[out.x=reply.x])`),
			sketch('child: a[out.n=reply.n]'),
		],
		`
		start main
		reply child/a ok {"n": 7}           → incident expression child
		reply e ok {"x": 1}                 → wait
		operator retry child because "data" → send c {"n": 7}
	`,
	);

	spec(
		'D-07 of the elements of several scopes one after the other',
		sketch(`fork(a*items[collect=all:${late('loopCounter')}] → c[in.all=all], e[out.x=reply.x])`, { items: [1, 2] }),
		`
		start
		reply a#2 ok                    → incident expression a
		reply a#1 ok                    → incident expression a
		reply e ok {"x": 1}             → wait
		operator retry a because "data" → wait
		operator retry a because "data" → send c {"all": [1, 2]}
	`,
	);
});

describe('what could not begin to listen', () => {
	const order = { key: {} };
	const correct = 'b[out.key=reply.key]';

	spec(
		'D-07 a boundary event of a step',
		sketch(`fork(y, a<paid=message paid key: x>, ${correct}, z)`, order),
		`
		start                              → send y a b z, incident expression paid
		event paid k                       → wait
		reply b ok {"key": "k"}            → wait
		operator retry paid because "yes"  → undo a, send x
	`,
	);

	spec(
		'D-07 of an approval',
		sketch(`fork(y=approve, a=approve<paid=message paid key: x>, ${correct}, z=approve)`, order),
		`
		start                              → send b, incident expression paid
		reply b ok {"key": "k"}            → wait
		operator retry paid because "yes"  → wait
		event paid k                       → send x
		approve y                          → wait
		approve z                          → wait
	`,
	);

	spec(
		'D-07 of a call',
		[
			sketch(`main: fork(y=call(child), a=call(child)<paid=message paid key: x>, ${correct})`, order),
			sketch('child: c'),
		],
		`
		start main                         → send y/c a/c b, incident expression paid
		reply b ok {"key": "k"}            → wait
		operator retry paid because "yes"  → wait
		event paid k                       → send x
		reply y/c ok                       → wait
		reply a/c ok                       → undo a/c
	`,
	);

	spec(
		'D-07 of a subflow',
		sketch(`fork(y=sub(c), a=sub(d)<paid=message paid key: x>, ${correct}, z=sub(e))`, order),
		`
		start                              → send y/c a/d b z/e, incident expression paid
		reply b ok {"key": "k"}            → wait
		operator retry paid because "yes"  → wait
		event paid k                       → undo a/d, send x
	`,
	);

	spec(
		'D-07 of all elements together',
		sketch(`fork(a*items<paid=message paid key: x>, ${correct})`, { key: {}, items: [1, 2] }),
		`
		start                              → send a#1 a#2 b, incident expression paid
		reply b ok {"key": "k"}            → wait
		operator retry paid because "yes"  → wait
		event paid k                       → undo a#1 a#2, send x
	`,
	);

	for (const [what, inside, left] of [
		['a step', 'a', 'undo s#2/a, send s#2/x'],
		['an approval', 'approve', 'send s#2/x'],
		['a subflow', 't=sub(a)', 'undo s#2/t/a, send s#2/x'],
	] as const)
		spec(
			`D-07 of ${what} in each of several scopes: all of them listen`,
			sketch(`fork(s=sub(${inside}<paid=message paid key: x>)*items, ${correct})`, { key: {}, items: [1, 2] }),
			`
			start
			reply b ok {"key": "k"}                      → wait
			operator retry s#1/paid because "yes"        → wait
			event paid k                                 → ${left.replaceAll('#2', '#1')}
			event paid k                                 → ${left}
		`,
		);

	spec(
		'D-07 an event-started subflow',
		sketch(`fork(a, ${correct}); on(stop=message stop key [nonint]: x)`, order),
		`
		start                              → send a b, incident expression
		reply b ok {"key": "k"}            → wait
		operator retry because "yes"  → wait
		event stop k                       → send stop/x
	`,
	);

	spec(
		'D-07 one of several nodes',
		sketch(`fork(a<paid=message paid key: x>, c<gone=message gone key: y>, ${correct})`, order),
		`
		start                              → send a c b, incident expression paid, incident expression gone
		reply b ok {"key": "k"}            → wait
		operator retry gone because "yes"  → wait
		event paid k                       → wait
		event gone k                       → undo c, send y
		operator retry paid because "yes"  → undo a, send x
	`,
	);
});

it('D-07 ends what was asked about this node, and nothing else', () => {
	const saga = startedSketch('fork(choose(n > 1: a), choose(n > 2: b), c[in.x=[1..3]])', { n: 0 });
	const nodes = () => saga.saga.state.incidents.map(({ node }) => node);
	expect(nodes()).toEqual(['choice', 'choice-2', 'c']);
	operate(saga, { type: 'retryNode', node: 'choice' });
	expect(nodes()).toEqual(['choice-2', 'c', 'choice']);
});

it('O-01 ends what was asked about this run, and nothing else', () => {
	const saga = startedSketch('p[pivot] → fork(a[retriable], b[retriable])');
	saga.reply(1, ok);
	for (const run of [2, 3]) saga.reply(run, failed('NO'));
	operate(saga, { type: 'retry', run: 2, undo: false, changedInput: null });
	expect(saga.saga.state.incidents).toMatchObject([{ run: 3 }]);
});
