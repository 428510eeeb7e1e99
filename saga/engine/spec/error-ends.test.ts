/** Ends that throw an error: who catches it, when it has to wait, and what is told. */
import { describe, expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { numberOf, startedSketch } from '../testing/operate';
import { ok } from '../testing/saga-run';
import { spec } from './spec';

describe('an end with an error', () => {
	spec(
		'T-22 that nothing catches unwinds the saga',
		sketch('a → b → end(error LOST)'),
		`
		start
		reply a ok
		reply b ok      → undo b, compensating
		undo-reply b ok → undo a
		undo-reply a ok → compensated
	`,
	);

	spec(
		'P-02 waits for an open pivot: completed, the saga goes forward',
		sketch('fork(p[pivot], a → end(error LOST))'),
		`
		start      → send p a
		reply a ok → wait
		reply p ok → incident step-stuck end-2
	`,
	);

	spec(
		'P-03 failed, it unwinds',
		sketch('fork(p[pivot], a → end(error LOST))'),
		`
		start             → send p a
		reply a ok        → wait
		reply p failed NO → undo a, compensating
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'P-02 also in a subflow, where nothing else is left: that is no deadlock',
		sketch('fork(p[pivot], s=sub(a → end(error LOST)))'),
		`
		start             → send p s/a
		reply s/a ok      → wait
		reply p failed NO → undo s/a, compensating
	`,
	);

	spec(
		'P-02 does not wait where it is caught',
		sketch('fork(p[pivot], s=sub(a → end(error LOST))<error LOST: b>)'),
		`
		start        → send p s/a
		reply s/a ok → send b
	`,
	);

	spec(
		'P-02 nor does an end that throws none',
		sketch('fork(p[pivot], s=sub(a → end(terminate)) → b)'),
		`
		start        → send p s/a
		reply s/a ok → send b
	`,
	);

	spec(
		'T-20 hands its code and its words to who catches it',
		sketch(
			's=sub(a → end(error LOST))<error [out.code=error.code out.words=error.message]: b[in.code=code in.words=words]>',
		),
		`
		start
		reply s/a ok → send b {"code": "LOST", "words": "The flow ended at \\"end-2\\" with the error LOST."}
	`,
	);

	spec(
		'U-21 of an undo is stuck there',
		sketch('a{x → end(error LOST)} → b'),
		`
		start
		reply a ok
		reply b failed NO     → send a/undo/x, compensating
		reply a/undo/x ok     → incident undo-stuck
	`,
	);
});

it('T-22 why it unwinds is written down', () => {
	const saga = startedSketch('a → end(error LOST)');
	saga.reply(numberOf(saga, 'a'), ok);
	expect(saga.entries.find(({ type }) => type === 'unwindingStarted')).toMatchObject({
		cause: { step: 'end-2', code: 'LOST', message: 'The flow ended at "end-2" with the error LOST.' },
	});
});

describe('an end that terminates', () => {
	spec(
		'S-09 brings what its subflow brings',
		sketch('s=sub(fork(a[out.x=reply.x] → end(terminate), b))[out.y=x] → c[in.y=y in.x=x]'),
		`
		start                   → send s/a s/b
		reply s/a ok {"x": 3}   → undo s/b, send c {"y": 3, "x": null}
	`,
	);

	spec(
		'S-09 and waits where that cannot be evaluated',
		sketch('s=sub(a[out.x=reply.x] → end(terminate))[out.y=((1..3))] → c[in.y=y]'),
		`
		start
		reply s/a ok {"x": 3} → incident expression s/end-2
	`,
	);

	spec(
		'S-09 of an event-started subflow ends only that',
		sketch('a → b; on(message look "k" [nonint]: fork(c → end(terminate), d))'),
		`
		start
		event look k       → send on/c on/d
		reply on/c ok      → undo on/d
		undo-reply on/d ok → wait
		reply a ok         → send b
		reply b ok         → completed
	`,
	);

	spec(
		'S-09 of an undo: that is done then',
		sketch('a{fork(x → end(terminate), y)} → b'),
		`
		start
		reply a ok
		reply b failed NO → send a/undo/x a/undo/y, compensating
		reply a/undo/x ok → compensated
	`,
	);

	spec(
		'S-09 a subflow that it has ended is undone like one that was interrupted',
		sketch('a → s=sub(b → fork(c → end(terminate), d)) → e'),
		`
		start
		reply a ok
		reply s/b ok
		reply s/c ok        → undo s/d, send e
		reply e failed NO   → undo s/c, compensating
		undo-reply s/d ok   → wait
		undo-reply s/c ok   → undo s/b
		undo-reply s/b ok   → undo a
	`,
	);
});

describe('an escalation', () => {
	spec(
		'T-20 brings its data to the boundary',
		sketch('s=sub(a → publish(escalation LATE)[n=7] → c)<escalation LATE [nonint out.n=event.n]: b[in.n=n]> → d'),
		`
		start
		reply s/a ok → send s/c, send b {"n": 7}
	`,
	);

	spec(
		'T-20 or to an event-started subflow, beside',
		sketch('a → publish(escalation LATE)[n=7] → c; on(escalation LATE [nonint out.n=event.n]: b[in.n=n])'),
		`
		start
		reply a ok    → send c, send on/b {"n": 7}
		reply c ok    → wait
		reply on/b ok → completed
	`,
	);

	spec(
		'T-20 or instead',
		sketch('fork(a → publish(escalation LATE)[n=7] → c, d); on(escalation [out.n=event.n]: b[in.n=n])'),
		`
		start
		reply a ok      → undo d, send on/b {"n": 7}
		reply on/b ok   → wait
		undo-reply d ok → completed
	`,
	);

	spec(
		'T-20 goes no further than the undo that it comes from',
		sketch('s=sub(a{x → publish(escalation LATE) → y} → b); on(escalation [nonint]: c)'),
		`
		start
		reply s/a ok
		reply s/b failed NO   → send s/a/undo/x, compensating
		reply s/a/undo/x ok   → send s/a/undo/y
		reply s/a/undo/y ok   → compensated
	`,
	);

	spec(
		'T-20 ends its own subflow, and no other in which a token stands at the same place',
		sketch(
			'o=sub(s=sub(a[out.y=reply.y] → publish(escalation LATE)[n=(if y = null then (1..3) else y)] → b)<escalation LATE: c>)*items',
			{ items: [1, 2] },
		),
		`
		start                     → send o#1/s/a o#2/s/a
		reply o#1/s/a ok          → incident expression
		reply o#2/s/a ok {"y": 1} → send o#2/c
	`,
	);
});
