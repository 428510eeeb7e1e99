/** What the readable specs (spec/) do not reach: what is stored, and inputs that a trace cannot write. */
import { describe, expect, it } from 'vitest';
import { compiled, drawnEdges, drawnFlow, drawnNode, drawnStep, linearFlow } from '../compile/testing/drawn-flow';
import { sketch } from '../flow/sketch';
import { Draft, EndlessFlow } from './draft';
import { encodeState } from './state-text';
import { failed, ok, SagaRun, sagaId } from './testing/saga-run';
import { transition } from './transition';

const end = drawnNode('end', 'end');
const linear = compiled(linearFlow([drawnStep('a'), drawnStep('b'), drawnStep('c')]));
const fork = compiled(
	drawnFlow(
		[drawnNode('parallel', 'split'), drawnStep('a'), drawnStep('b'), drawnNode('parallel', 'join'), end],
		drawnEdges('start > split', 'split > a', 'split > b', 'a > join', 'b > join', 'join > end'),
	),
);

describe('what follows from one input has an end', () => {
	const fromSketch = (text: string) => compiled(sketch(text));

	it('in a loop whose subflow has nothing to wait for this time', () => {
		const loop = fromSketch('l=exclusive → sub(choose(n > 5: a, _)) → choose(n > 0: to(l), else: _)');
		expect(SagaRun.started(loop, { n: 9 }).saga.state.runs).toMatchObject([{ step: 'a' }]);
		const { incidents, status } = SagaRun.started(loop, { n: 1 }).saga.state;
		expect([status, incidents]).toMatchObject(['running', [{ kind: 'expression', node: 'sub' }]]);
	});

	it('in a loop over a list without elements', () => {
		const loop = fromSketch('l=exclusive → a*xs → choose(n > 0: to(l), else: _)');
		const { incidents } = SagaRun.started(loop, { n: 1, xs: [] }).saga.state;
		expect(incidents).toMatchObject([{ kind: 'expression', node: 'a' }]);
	});

	it('but a list may be long: each of its elements enters the subflow once', () => {
		const each = fromSketch('s=sub(sub(assign(y = x)) → a)*xs[each=x]');
		const { incidents, runs } = SagaRun.started(each, { xs: Array.from({ length: 250 }, (_, at) => at) }).saga.state;
		expect([incidents, runs.length]).toEqual([[], 250]);
	});

	it('and as a last resort it is given up', () => {
		const { saga, at } = SagaRun.started(linear);
		const draft = new Draft(linear, saga, { at, sagaId }, { ledger: null, history: null, target: null });
		const record = () => {
			for (;;) draft.record({ type: 'variablesSet', scope: '', values: {} });
		};
		expect(record).toThrow(EndlessFlow);
	});
});

describe('what is stored', () => {
	it('stays below 1 KB for a saga of three steps, also while it unwinds', () => {
		const payload = { orderId: 'order-4711', amount: 99.5, customer: 'c-1234567890' };
		const mapping = Object.keys(payload).map((name) => ({ target: name, expression: name }));
		const steps = ['a', 'b', 'c'].map((id) => drawnStep(id, { input: mapping }));
		const run = SagaRun.started(compiled(linearFlow(steps)), payload);
		const sizes = [encodeState(run.saga.state).length];
		run.reply(1, ok);
		run.reply(2, ok);
		sizes.push(encodeState(run.saga.state).length);
		run.reply(3, failed('NO'));
		sizes.push(encodeState(run.saga.state).length);
		expect(Math.max(...sizes)).toBeLessThanOrEqual(1_024);
	});

	it('asks for the ledger only when something must be undone or an ended run is meant', () => {
		const run = SagaRun.started(linear);
		run.reply(1, ok);
		const late = { type: 'replyReceived', run: 1, attempt: 1, answer: ok, at: run.at } as const;
		const next = { type: 'replyReceived', run: 2, attempt: 1, answer: ok, at: run.at } as const;
		expect(transition(linear, run.saga, late, null).kind).toBe('needsLedger');
		expect(transition(linear, run.saga, { ...next, answer: failed('NO') }, null).kind).toBe('needsLedger');
		expect(transition(linear, run.saga, next, null).kind).toBe('applied');
	});

	it('does not change the saga it is given', () => {
		const run = SagaRun.started(fork);
		const before = structuredClone(run.saga);
		transition(fork, run.saga, { type: 'replyReceived', run: 1, attempt: 1, answer: failed('NO'), at: run.at }, []);
		expect(run.saga).toEqual(before);
	});
});

describe('refusals', () => {
	it.each([
		[{}, 'orderId'],
		[{ orderId: 7 }, 'orderId'],
		[{ orderId: 'x', items: {} }, 'items'],
		[{ orderId: 'x', note: 'half a pair: \ud800' }, 'note'],
	])('refuses the start payload %j', (payload, path) => {
		const definition = linearFlow([drawnStep('a')]);
		const fields = [
			{ name: 'orderId', type: 'text' as const, required: true, sample: 'o-1' },
			{ name: 'items', type: 'list' as const, required: false, sample: [] },
		];
		const nodes = definition.nodes.map((node) => (node.kind === 'start' ? { ...node, fields } : node));
		const run = new SagaRun(compiled({ ...definition, nodes }));
		const result = run.give({ type: 'sagaStarted', sagaId, payload, businessKey: null });
		expect(result).toMatchObject({ kind: 'refused', code: 'payload', path });
		expect(run.records).toEqual([]);
	});

	it('takes the business key from the payload, or says why it cannot', () => {
		const definition = linearFlow([drawnStep('a')]);
		const nodes = definition.nodes.map((node) => (node.kind === 'start' ? { ...node, businessKey: 'order.id' } : node));
		const flow = compiled({ ...definition, nodes });
		expect(SagaRun.started(flow, { order: { id: 4711 } }).entries[0]).toMatchObject({ businessKey: '4711' });
		expect(
			new SagaRun(flow).give({ type: 'sagaStarted', sagaId, payload: { order: { id: [1] } }, businessKey: null }),
		).toMatchObject({
			kind: 'refused',
			code: 'payload',
		});
	});

	it('refuses what belongs to no run of this saga', () => {
		const run = SagaRun.started(linear);
		expect(run.reply(9, ok)).toMatchObject({ kind: 'refused', code: 'no-such-run' });
		expect(run.reply(1, ok, 2)).toMatchObject({ kind: 'refused', code: 'no-such-run' });
		expect(run.undoReply(1, ok)).toMatchObject({ kind: 'refused', code: 'no-such-run' });
		expect(run.give({ type: 'sagaStarted', sagaId, payload: {}, businessKey: null })).toMatchObject({ code: 'status' });
	});

	it('refuses the answer to an attempt of an undo that has not been sent', () => {
		const run = SagaRun.started(linear);
		run.reply(1, ok);
		run.reply(2, failed('NO'));
		for (const attempt of [0, 2])
			expect(run.undoReply(1, ok, attempt)).toMatchObject({ kind: 'refused', code: 'no-such-run' });
		expect(run.undoReply(1, ok, 1)).toMatchObject({ kind: 'applied' });
	});

	it('refuses to try again what is not open, and everything once the saga has ended', () => {
		const run = SagaRun.started(linear);
		const retry = (number: number, undo: boolean) =>
			run.give({
				type: 'operatorActed',
				action: { type: 'retry', run: number, undo, changedInput: null },
				actor: 'ann',
				reason: 'to see',
			});
		expect(retry(2, false)).toMatchObject({ code: 'no-such-run' });
		expect(retry(1, true)).toMatchObject({ code: 'not-open' });
		run.reply(1, ok);
		expect(retry(1, false)).toMatchObject({ code: 'not-open' });
		run.reply(2, ok);
		run.reply(3, ok);
		expect(retry(3, false)).toMatchObject({ code: 'status' });
	});
});

describe('pivot', () => {
	const beside = (kind: 'pivot' | 'retriable') =>
		compiled(
			drawnFlow(
				[
					drawnNode('parallel', 'split'),
					drawnStep('p', { class: kind }),
					drawnStep('b'),
					drawnNode('parallel', 'join'),
					end,
				],
				drawnEdges('start > split', 'split > p', 'split > b', 'p > join', 'b > join', 'join > end'),
			),
		);

	it('is waited for when something fails beside it, and then forbids undo', () => {
		const run = SagaRun.started(beside('pivot'));
		run.reply(2, failed('NO'));
		expect(run.saga.state).toMatchObject({ status: 'running', incidents: [] });
		run.reply(1, ok);
		expect(run.saga.state).toMatchObject({
			status: 'running',
			sealed: true,
			incidents: [{ kind: 'step-stuck', run: 2 }],
		});
	});

	it('lets the saga unwind when it fails itself', () => {
		const run = SagaRun.started(beside('pivot'));
		run.reply(2, failed('NO'));
		run.reply(1, failed('DECLINED'));
		expect(run.saga.state).toMatchObject({ status: 'compensated', cause: { code: expect.any(String) } });
	});

	it('is no reason to wait when it is none', () => {
		const run = SagaRun.started(beside('retriable'));
		run.reply(2, failed('NO'));
		expect(run.saga.state.status).toBe('compensating');
	});
});

describe('late answers', () => {
	it('are weighed after the saga has ended, from its history', () => {
		const run = SagaRun.started(linear);
		run.reply(1, ok);
		run.reply(2, failed('NO'));
		run.undoReply(1, ok);
		expect(run.saga.state.status).toBe('compensated');
		run.reply(2, ok);
		expect(run.saga.state.incidents).toMatchObject([{ kind: 'contradiction', run: 2 }]);
		expect(run.saga.state.status).toBe('compensated');
		run.reply(1, ok);
		expect(run.entries.at(-1)).toMatchObject({ type: 'replyIgnored', run: 1, reason: 'duplicate' });
	});

	it('of a repeated command that came after its undo contradict nothing', () => {
		const run = SagaRun.started(linear);
		run.reply(1, ok);
		run.reply(2, failed('NO'));
		run.undoReply(1, ok);
		run.reply(1, failed('UNDONE'));
		expect(run.saga.state.incidents).toEqual([]);
		expect(run.entries.at(-1)).toMatchObject({ type: 'replyIgnored', run: 1, reason: 'late' });
	});

	it('that take back a success are a contradiction', () => {
		const run = SagaRun.started(linear);
		run.reply(1, ok);
		run.reply(1, failed('UNDONE'));
		expect(run.saga.state.incidents).toMatchObject([{ kind: 'contradiction', run: 1 }]);
	});

	it('without effect count from the newest attempt only', () => {
		const run = SagaRun.started(linear);
		run.wait(60_000);
		run.reply(1, failed('NO'), 1);
		expect(run.entries.at(-1)).toMatchObject({ type: 'replyIgnored', attempt: 1, reason: 'old-attempt' });
		expect(run.saga.state.status).toBe('running');
	});
});
