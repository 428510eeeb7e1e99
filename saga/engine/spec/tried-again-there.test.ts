/** Trying again concerns what is meant, and says where it moves nothing. */
import { describe, expect, it } from 'vitest';
import { setGateway } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { compiledDrawing, numberOf, operate, refused, startedSketch } from '../testing/operate';
import { failed, ok, SagaRun } from '../testing/saga-run';
import { spec } from './spec';

/** Cannot be stored as long as `x` is null. */
const late = (value: string) => `(if x = null then (1..3) else ${value})`;
const again = (saga: SagaRun, run: number) => operate(saga, { type: 'retry', run, undo: false, changedInput: null });
const asked = (saga: SagaRun) => saga.saga.state.incidents.map(({ run }) => run);

describe('a called saga that failed behind the pivot', () => {
	spec(
		'O-01 is called anew, of several the one that is meant',
		[sketch('main: p[pivot] → fork(k=call(child), l=call(child))'), sketch('child: x')],
		`
		start main
		reply p ok                        → send k/x l/x
		reply k/x failed NO               → incident step-stuck k
		reply l/x failed NO               → incident step-stuck l
		operator retry l because "mended" → send l#2/x
		operator retry because "mended"   → send k#2/x
		reply l#2/x ok                    → wait
		reply k#2/x ok                    → completed
	`,
	);

	it('O-01 and the gap that it left stays written', () => {
		const saga = startedSketch('p[pivot] → call(child)');
		saga.reply(1, ok);
		for (const status of ['cancelled', 'compensated'] as const) {
			const call = saga.saga.state.calls[0];
			if (call === undefined) throw new Error('Nothing is called.');
			const { run, child } = call;
			saga.give({ type: 'childEnded', run, child, status, code: null, message: '', output: {} });
			again(saga, run);
			const ends = saga.entries.filter((entry) => entry.type === 'callEnded' && entry.run === run);
			const gap = `The called saga ${child} was cancelled without undo: what it had done stays.`;
			const left = status === 'cancelled' ? { gap } : {};
			expect(ends).toEqual([{ type: 'callEnded', run, node: 'child', again: true, ...left }]);
		}
		expect(saga.saga.state.calls).toMatchObject([{ run: 4, phase: 'running' }]);
	});

	it('O-01 one that has not ended is repaired itself', () => {
		const saga = startedSketch('call(child)');
		const [call] = saga.saga.state.calls;
		expect(refused(again(saga, 1))).toBe(
			`not-open: The called saga ${call?.child} has not ended. Repair it there; its end ends the call.`,
		);
	});
});

describe('what is tried again', () => {
	it('D-07 of several subflows the one that is meant', () => {
		const saga = startedSketch('fork(s=sub(a)[out.n=((1..3))], t=sub(b)[out.n=((1..3))])');
		for (const step of ['a', 'b']) saga.reply(numberOf(saga, step), ok);
		const [s, t] = [numberOf(saga, 's'), numberOf(saga, 't')];
		expect(asked(saga)).toEqual([s, t]);
		again(saga, s);
		expect(asked(saga)).toEqual([t, s]);
	});

	it('O-01 not a run that has ended, whatever else is open', () => {
		const saga = startedSketch('a → s=sub(b)');
		saga.reply(1, ok);
		expect(refused(again(saga, 1))).toContain('not-open: Step run 1 has ended.');
	});

	it('D-07 of several tokens that one step holds the one that is meant', () => {
		const saga = startedSketch(`fork(b → to(a), c → to(a), d[out.x=reply.x]); a=a[out.n=${late('reply.n')}] → e`);
		for (const step of ['b', 'c']) saga.reply(numberOf(saga, step), ok);
		const runs = saga.saga.state.runs.flatMap(({ run, step }) => (step === 'a' ? [run] : []));
		for (const run of runs) saga.reply(run, { type: 'completed', output: { n: run } });
		saga.reply(numberOf(saga, 'd'), { type: 'completed', output: { x: 1 } });
		expect(asked(saga)).toEqual(runs);
		again(saga, runs[1] ?? 0);
		expect(asked(saga)).toEqual(runs.slice(0, 1));
		expect(saga.saga.variables['']).toMatchObject({ n: runs[1] });
	});

	spec(
		'O-01 and it keeps its causal history, whichever token was held first',
		sketch(`fork(b → to(a), c → to(a), d[out.x=reply.x]); a=a[out.n=${late('reply.n')}] → choose(n > 1: e, f)`),
		`
		start
		reply b ok                        → send a
		reply c ok                        → send a#2
		reply a#1 ok {"n": 1}             → incident expression a
		reply a#2 ok {"n": 2}             → incident expression a
		reply d ok {"x": 1}               → wait
		operator retry a#2 because "data" → send e
		reply e failed NO                 → undo a#1 a#2 d, compensating
		undo-reply a#2 ok                 → undo c
		undo-reply a#1 ok                 → undo b
	`,
	);

	spec(
		'D-07 what is stored at last is not stored again when only the way out is missing',
		sketch(`fork(c[out.y=${late('reply.y')}] → (n > 1: b[in.y=y], n > 2: f), a[out.x=reply.x] → d[out.n=reply.n])`, {
			n: 0,
		}),
		`
		start
		reply c ok {"y": 7}                → incident expression c
		reply a ok {"x": 1}                → send d
		operator retry c because "data"    → incident no-path c
		operator retry c because "no"      → incident no-path c
		reply d ok {"n": 2}                → wait
		operator retry because "data"      → send b {"y": 7}
	`,
	);

	it('D-07 of several waits that hold their tokens the one that is meant', () => {
		const saga = startedSketch('fork(catch(paid "k")[out.n=((1..3))] → c, catch(gone "k")[out.n=((1..3))] → d)');
		for (const { subscription, on } of saga.saga.state.subscriptions)
			if (on.type === 'message')
				saga.give({
					type: 'eventReceived',
					subscription,
					event: { id: on.name, name: on.name, key: 'k', payload: {} },
				});
		const nodes = () => saga.saga.state.incidents.map(({ node }) => node);
		expect(nodes()).toEqual(['paid', 'gone']);
		operate(saga, { type: 'retryNode', node: 'gone' });
		expect(nodes()).toEqual(['paid', 'gone']);
		operate(saga, { type: 'retryNode', node: 'paid' });
		expect(nodes()).toEqual(['gone', 'paid']);
	});

	const nothing = 'not-open: No token is held here by an expression or a missing way, so trying again moves nothing.';

	it('O-01 not the node of a step that is stuck: its run is', () => {
		const saga = startedSketch('p[pivot] → r[retriable]');
		saga.reply(1, ok);
		saga.reply(2, failed('NO'));
		expect(asked(saga)).toEqual([2]);
		expect(refused(operate(saga, { type: 'retryNode', node: 'r' }))).toBe(nothing);
	});

	it('T-17 not a deadlock: nothing that is tried again would bring what is missing', () => {
		const parted = setGateway(sketch('choose(x > 1: a, b) → c', { x: 2 }), 'merge', { kind: 'parallel' });
		const saga = SagaRun.started(compiledDrawing(parted), { x: 2 });
		saga.reply(1, ok);
		expect(saga.saga.state.incidents).toMatchObject([{ kind: 'deadlock', node: 'merge' }]);
		expect(refused(operate(saga, { type: 'retryNode', node: 'merge' }))).toBe(nothing);
	});
});
