/** O-22: what a preview lists, as wholes: what goes out, what is undone, what is left, and where the saga stands then. */
import { describe, expect, it } from 'vitest';
import { compiled } from '../compile/testing/drawn-flow';
import { sketch } from '../flow/sketch';
import type { OperatorAction } from './input';
import { type ActionPreview, preview } from './preview';
import { failed, ok, SagaRun } from './testing/saga-run';

const started = (text: string, payload = {}) => SagaRun.started(compiled(sketch(text)), payload);

function told(run: SagaRun, action: OperatorAction): ActionPreview {
	const supplies = { at: run.at, ledger: run.ledger, history: run.records, target: null };
	const result = preview(run.flow, run.saga, action, supplies);
	if (result.kind !== 'allowed') throw new Error(result.message);
	return result;
}

const numberOf = (run: SagaRun, node: string) =>
	run.entries.flatMap((entry) => {
		if (entry.type === 'stepStarted' && entry.step === node) return [entry.run];
		if (entry.type === 'callStarted' && entry.node === node) return [entry.run];
		if (entry.type === 'scopeOpened' && entry.node === node) return [entry.scope];
		return [];
	})[0] ?? 0;
const undone = ({ undone }: ActionPreview) => undone.map(({ step, status }) => `${step} ${status}`);

const nothing: ActionPreview = {
	kind: 'allowed',
	sent: [],
	undone: [],
	abandoned: [],
	left: [],
	unwoundCalls: [],
	standing: [],
	backTo: null,
	status: 'running',
	suspended: false,
	open: [],
	incidents: 0,
};

describe('O-22 where the saga stands', () => {
	const text = 'fork(a, ask=approve, call(f), catch(paid "k"), s=sub(b), c*xs)';
	const places = [
		{ kind: 'step', run: 1, node: 'a' },
		{ kind: 'step', run: 7, node: 'b' },
		{ kind: 'approval', run: 2, node: 'ask' },
		{ kind: 'call', run: 3, node: 'f' },
		{ kind: 'wait', run: 4, node: 'paid' },
		{ kind: 'scope', run: 6, node: 's' },
		{ kind: 'scope', run: 8, node: 'c' },
	];

	it('is every open step, approval, call, wait and scope, but no iteration by itself', () => {
		const run = started(text, { xs: [1] });
		const { open } = told(run, { type: 'suspend' });
		const steps = open.filter(({ kind, node }) => kind === 'step' && node === 'c');
		expect(steps).toHaveLength(1);
		const kinds = (all: readonly { kind: string; node: string }[]) => all.map(({ kind, node }) => `${kind} ${node}`);
		expect(kinds(open.filter((place) => !steps.includes(place)))).toEqual(kinds(places));
		expect(open.every(({ run }) => run !== null)).toBe(true);
		expect(open.find(({ kind }) => kind === 'call')?.run).toBe(numberOf(run, 'f'));
		expect(open.filter(({ kind }) => kind === 'scope').map(({ run }) => run)).toEqual([
			numberOf(run, 's'),
			numberOf(run, 'c'),
		]);
	});

	it('suspending changes nothing else', () => {
		const run = started('a');
		expect(told(run, { type: 'suspend' })).toEqual({
			...nothing,
			suspended: true,
			open: [{ kind: 'step', run: 1, node: 'a' }],
		});
	});

	it('an undo that the flow has ordered leads nowhere back', () => {
		const run = started('a → undo → b');
		run.reply(1, ok);
		expect(told(run, { type: 'suspend' })).toEqual({
			...nothing,
			status: 'compensating',
			suspended: true,
			open: [{ kind: 'undo', run: 1, node: 'a' }],
		});
	});

	it('leaves what is no step, and abandons steps, when it is cancelled without undo', () => {
		const run = started(text, { xs: [1] });
		const { left, abandoned, open } = told(run, { type: 'cancelWithoutUndo' });
		expect(left.map(({ kind, node }) => `${kind} ${node}`)).toEqual([
			'approval ask',
			'call f',
			'wait paid',
			'scope s',
			'scope c',
		]);
		expect(abandoned.map(({ step }) => step).toSorted()).toEqual(['a', 'b', 'c']);
		expect(open.filter(({ kind }) => kind !== 'undo')).toEqual([]);
	});

	it('a call is told to unwind, and is still open', () => {
		const run = started('a → call(f)');
		run.reply(1, ok);
		const child = run.effects.find((effect) => effect.type === 'callFlow')?.child;
		const result = told(run, { type: 'undoEverything' });
		expect(result.unwoundCalls).toEqual([{ run: 2, child }]);
		expect(result.left).toEqual([]);
		expect(result.open).toEqual([{ kind: 'call', run: 2, node: 'f' }]);
	});

	it('a call that is retried has come to its end', () => {
		const run = started('p[pivot] → call(f) → b');
		run.reply(1, ok);
		run.give({ ...childOf(run), status: 'compensated', code: 'NO' });
		expect(told(run, { type: 'retry', run: 2, undo: false, changedInput: null }).left).toEqual([]);
	});

	it('so has what was answered while the saga was suspended', () => {
		const run = started('fork(call(f) → a, ask=approve → b, catch(paid "k") → c, s=sub(d) → e)');
		const act = { type: 'operatorActed', actor: 'Ada', reason: 'maintenance' } as const;
		run.give({ ...act, action: { type: 'suspend' } });
		run.give({ ...childOf(run), status: 'completed', code: null });
		run.give({ type: 'approvalAnswered', run: 2, output: {}, actor: 'Ada' });
		const [listening] = run.saga.state.subscriptions;
		const event = { id: 'e', name: 'paid', key: 'k', payload: {} };
		run.give({ type: 'eventReceived', subscription: listening?.subscription ?? 0, event });
		run.reply(numberOf(run, 'd'), ok);
		const { left, open, sent } = told(run, { type: 'resume' });
		expect(left).toEqual([]);
		expect(open.map(({ node }) => node).toSorted()).toEqual(['a', 'b', 'c', 'e']);
		expect(sent.map(({ command }) => command).toSorted()).toEqual(['a', 'b', 'c', 'e']);
	});
});

function childOf(run: SagaRun) {
	const call = run.effects.find((effect) => effect.type === 'callFlow');
	if (call?.type !== 'callFlow') throw new Error('Nothing is called.');
	return { type: 'childEnded', run: call.run, child: call.child, message: '', output: {} } as const;
}

describe('O-22 what goes out', () => {
	it('forward', () => {
		const run = started('a');
		expect(told(run, { type: 'retry', run: 1, undo: false, changedInput: null }).sent).toEqual([
			{ run: 1, step: 'a', participant: 'a', command: 'a', attempt: 2, undo: false },
		]);
	});

	it('and undos', () => {
		const run = started('a → approve');
		run.reply(1, ok);
		expect(told(run, { type: 'undoEverything' })).toMatchObject({
			sent: [{ run: 1, step: 'a', participant: 'a', command: 'undo-a', attempt: 1, undo: true }],
			backTo: null,
			standing: [],
			unwoundCalls: [],
		});
	});
});

describe('O-22 what is undone', () => {
	it('not what was undone before', () => {
		const run = started('a → undo → b → c');
		run.reply(1, ok);
		run.undoReply(1, ok);
		run.reply(numberOf(run, 'b'), ok);
		expect(undone(told(run, { type: 'undoEverything' }))).toEqual(['c conditional', 'b planned']);
	});

	it('also what is done inside, in the order in which it is undone', () => {
		const run = started('x → s=sub(a → t=sub(b → c)) → d');
		for (const step of ['x', 'a', 'b', 'c']) run.reply(numberOf(run, step), ok);
		expect(undone(told(run, { type: 'undoBackTo', run: numberOf(run, 'x') }))).toEqual([
			'd running',
			'c planned',
			'b planned',
			'a planned',
			'x planned',
		]);
	});

	it('what is marked, what is skipped by it, and what starts', () => {
		const run = started('a → h[harmless] → b → c[once]');
		for (const step of [1, 2, 3]) run.reply(step, ok);
		run.reply(4, failed('NO'));
		expect(undone(told(run, { type: 'markUndone', run: 3 }))).toEqual(['b undone', 'a running', 'h harmless']);
	});

	it('nothing where the action starts no undo', () => {
		const run = started('a → b');
		run.reply(1, ok);
		expect(undone(told(run, { type: 'skipDone', run: 2, output: null }))).toEqual([]);
	});
});
