/** What is left when a scope or an activity is interrupted, and who catches what: with what the token goes on that knows of it. */
import { describe, expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { numberOf, startedSketch } from '../testing/operate';
import { failed, ok, type SagaRun } from '../testing/saga-run';
import { entriesOf } from './entries-of';
import { spec } from './spec';

function stop(saga: SagaRun): void {
	const open = saga.saga.state.subscriptions.find(({ on }) => on.type === 'message');
	const event = { id: 'e', name: 'stop', key: 'k', payload: {} };
	saga.give({ type: 'eventReceived', subscription: open?.subscription ?? 0, event });
}

const idle = '[timeout=10m]';

describe('an interrupting event-started subflow', () => {
	it('T-03 of the top knows what had ended there, what was on its way, and the scopes that it has left', () => {
		const saga = startedSketch(`(a, b → c${idle}, s=sub(d → e${idle})); on(message stop "k": f)`);
		for (const step of ['a', 'b', 'd']) saga.reply(numberOf(saga, step), ok);
		const [s, t] = [numberOf(saga, 's'), () => entriesOf(saga, 'scopeOpened').at(-1)];
		stop(saga);
		const knows = ['a', 'b', 'd'].map((step) => numberOf(saga, step));
		expect(t()).toMatchObject({ kind: 'reaction', parent: 0, frontier: [...knows, s].sort((x, y) => x - y) });
		expect(entriesOf(saga, 'scopeCleared')).toEqual([{ type: 'scopeCleared', scope: 0 }]);
		expect(entriesOf(saga, 'scopeInterrupted')).toMatchObject([{ scope: s, kind: 'subflow', standing: true }]);
	});

	it('T-03 of a subflow knows nothing of what happened beside it', () => {
		const saga = startedSketch(
			`a → (b, c → h${idle}, t=sub((i, j${idle})), s=sub(d → e${idle}; on(message stop "k": f)))`,
		);
		for (const step of ['a', 'b', 'c', 'i', 'd']) saga.reply(numberOf(saga, step), ok);
		stop(saga);
		expect(entriesOf(saga, 'scopeOpened').at(-1)).toMatchObject({
			kind: 'reaction',
			parent: numberOf(saga, 's'),
			frontier: ['a', 'd'].map((step) => numberOf(saga, step)),
		});
	});

	spec(
		'U-35 what a scope had done that it left is undone after what it does itself',
		sketch('s=sub(a → b); on(message stop "k": c → d)'),
		`
		start
		reply s/a ok
		event stop k         → undo s/b, send on/c
		undo-reply s/b ok    → wait
		reply on/c ok        → send on/d
		reply on/d failed NO → undo on/c, compensating
		undo-reply on/c ok     → undo s/a
		undo-reply s/a ok    → compensated
	`,
	);

	spec(
		'U-38 an undo with steps of its own goes on, though all else of the top is left',
		sketch('fork(a{x → y} → undo(a), b); on(message stop "k": c)'),
		`
		start
		reply a ok          → send a/undo/x
		event stop k        → undo b, send on/c
		undo-reply b ok     → wait
		reply a/undo/x ok   → send a/undo/y
		reply a/undo/y ok   → wait
		reply on/c ok       → completed
	`,
	);
});

describe('what is interrupted', () => {
	it('T-03 alone goes on with what it was entered with', () => {
		for (const host of ['b', 'b=approve', 'b=call(child)']) {
			const saga = startedSketch(`a → ${host}<timer PT10S: c>`);
			saga.reply(1, ok);
			saga.wait(10_000);
			expect(entriesOf(saga, 'tokenMade')).toEqual([{ type: 'tokenMade', node: 'b-timer', frontier: [1] }]);
		}
	});

	it('T-03 is the one whose boundary it is, among several', () => {
		for (const [one, two] of [
			['b=approve', 'c=approve'],
			['b=call(child)', 'c=call(child)'],
			['b=sub(x)', 'c=sub(y)'],
			['b', 'c'],
		]) {
			const saga = startedSketch(`a → fork(${one}, d → ${two}<timer PT10S: e>)`);
			saga.reply(1, ok);
			saga.reply(numberOf(saga, 'd'), ok);
			saga.wait(10_000);
			const knows = two === 'c=sub(y)' ? numberOf(saga, 'c') : numberOf(saga, 'd');
			expect(entriesOf(saga, 'tokenMade')).toEqual([{ type: 'tokenMade', node: 'c-timer', frontier: [knows] }]);
			const { approvals, calls, scopes, runs } = saga.saga.state;
			const open = [...approvals, ...calls, ...scopes].map(({ node }) => node).concat(runs.map(({ step }) => step));
			expect(open.filter((node) => node === 'b' || node === 'c')).toEqual(['b']);
		}
	});

	it('R-13 is no entry inside a compensation', () => {
		const saga = startedSketch('a{s=sub(x → y)[undo-now]<timer PT10S: z>} → b');
		saga.reply(1, ok);
		saga.reply(2, failed('NO'));
		saga.reply(numberOf(saga, 'x'), ok);
		saga.wait(10_000);
		expect(entriesOf(saga, 'scopeInterrupted')).toMatchObject([{ kind: 'subflow', standing: false }]);
		expect(saga.saga.state.loose).toEqual([]);
		saga.reply(numberOf(saga, 'z'), ok);
		expect(saga.saga.state.status).toBe('compensated');
	});

	it('U-26 nor is an iteration that is not waited for', () => {
		const saga = startedSketch('a*items[until=true] → b', { items: [1, 2] });
		saga.reply(numberOf(saga, 'a'), ok);
		expect(entriesOf(saga, 'scopeInterrupted')).toMatchObject([{ kind: 'iteration', standing: false }]);
		const stillUndone = saga.saga.state.loose;
		expect(stillUndone).toEqual([entriesOf(saga, 'stepAbandoned')[0]?.run]);
	});

	spec(
		'U-36 is not undone at once where it does not say so, as a for-each cannot',
		sketch('a*items<timer PT10S: b>', { items: [1] }),
		`
		start
		wait PT10S → undo a, send b
	`,
	);

	spec(
		'U-35 takes its incidents along, and no others',
		sketch('fork(s=sub(a[in.n=[1..3]])<timer PT10S: b>, c[in.n=[1..3]])'),
		`
		start      → incident expression s/a, incident expression c
		wait PT10S → send b
		reply b ok → wait
		operator retry c because "again" → incident expression c
	`,
	);
});

describe('an incident elsewhere', () => {
	spec(
		'D-07 stays when a step is left',
		sketch('(a<timer PT10S: b>, c[in.n=[1..3]])'),
		`
		start             → send a, incident expression c
		wait PT10S        → undo a, send b
		reply b failed NO → compensating
	`,
	);

	spec(
		'D-07 when a call is left',
		[sketch('main: (call(child)<timer PT10S: b>, c[in.n=[1..3]])'), sketch('child: x')],
		`
		start main → send child/x, incident expression c
		wait PT10S → send b
	`,
	);

	spec(
		'D-07 when a call completes, or a step fails',
		[sketch('main: (call(child) → a<error NO: b>, c[in.n=[1..3]])'), sketch('child: x')],
		`
		start main        → send child/x, incident expression c
		reply child/x ok  → send a
		reply a failed NO → send b
		reply b ok        → wait
	`,
	);
});

describe('an incident before an activity', () => {
	spec(
		'D-07 holds the tokens of its scope instance, not those of another',
		sketch('s=sub(a[in.n=(if item = 1 then [1..3] else item)])*items', { items: [1, 2] }),
		`
		start                              → incident expression s#1/a, send s#2/a {"n": 2}
		operator retry s#1/a because "again" → incident expression s#1/a
	`,
	);
});

describe('who catches', () => {
	spec(
		'T-20 an error comes from a subflow to the event-started subflow beside it',
		sketch('s=sub(a); on(error: b)'),
		`
		start
		reply s/a failed NO → send on/b
	`,
	);

	spec(
		'T-20 an error is no escalation, and an escalation no error, of the same code',
		sketch('s=sub(a → publish(escalation NO) → b)<error NO: c><escalation NO: d>'),
		`
		one: start
		one: reply s/a ok        → send d
		two: start
		two: reply s/a failed NO → send c
	`,
	);

	spec(
		'T-20 and the other way round',
		sketch('s=sub(a → publish(escalation NO) → b)<escalation NO: d><error NO: c>'),
		`
		one: start
		one: reply s/a ok        → send d
		two: start
		two: reply s/a failed NO → send c
	`,
	);

	spec(
		'T-20 what it catches is there as `error`',
		sketch('a<error NO [out.c=error.code out.m=error.message]: b[in.c=c in.m=m]>'),
		`
		start
		reply a failed NO {"message": "sold out"} → send b {"c": "NO", "m": "sold out"}
	`,
	);

	spec(
		'T-20 in an event-started subflow, too',
		sketch('s=sub(a → end(error LOST)); on(error [out.c=error.code out.m=error.message]: b[in.c=c in.m=m])'),
		`
		start
		reply s/a ok → send on/b {"c": "LOST", "m": "The flow ended at \\"end-2\\" with the error LOST."}
	`,
	);

	it('T-03 and goes on with what led to the failure', () => {
		const saga = startedSketch('a → s=sub(b → c)<error NO: d>');
		for (const step of ['a', 'b']) saga.reply(numberOf(saga, step), ok);
		saga.reply(numberOf(saga, 'c'), failed('NO'));
		expect(entriesOf(saga, 'errorCaught')).toEqual([
			{ type: 'errorCaught', node: 's-error', code: 'NO', message: 'NO happened' },
		]);
		expect(entriesOf(saga, 'tokenMade')).toMatchObject([{ node: 's-error', frontier: [numberOf(saga, 's')] }]);
	});

	it('T-03 on its own boundary, with what it was entered with', () => {
		const saga = startedSketch('a → b<error NO: d>');
		saga.reply(1, ok);
		saga.reply(2, failed('NO'));
		expect(entriesOf(saga, 'tokenMade')).toEqual([{ type: 'tokenMade', node: 'b-error', frontier: [1] }]);
	});

	it('T-03 at an error end, with what led there', () => {
		const saga = startedSketch('a → s=sub(b → end(error LOST)); on(error: c)');
		for (const step of ['a', 'b']) saga.reply(numberOf(saga, step), ok);
		const knows = ['a', 's', 'b'].map((node) => numberOf(saga, node)).sort((x, y) => x - y);
		expect(entriesOf(saga, 'scopeOpened').at(-1)).toMatchObject({ kind: 'reaction', frontier: knows });
	});

	it('U-16 in a compensation, where nothing is an entry, with what was known there', () => {
		const saga = startedSketch('a{s=sub(x)<error NO: y>} → b');
		saga.reply(1, ok);
		saga.reply(2, failed('NO'));
		saga.reply(numberOf(saga, 'x'), failed('NO'));
		expect(entriesOf(saga, 'tokenMade')).toMatchObject([{ node: 's-error', frontier: [] }]);
	});
});
