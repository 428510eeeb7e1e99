import { describe, expect, it } from 'vitest';
import { compiled } from '../compile/testing/drawn-flow';
import { sketch } from '../flow/sketch';
import type { OperatorAction } from './input';
import { moveTargets, runActions, sagaActions } from './possible-actions';
import { type ActionPreview, preview } from './preview';
import { ok, SagaRun } from './testing/saga-run';

const started = (text: string) => SagaRun.started(compiled(sketch(text)));
const supplies = ({ at, ledger, records }: SagaRun) => ({ at, ledger, history: records, target: null });
const of = (run: SagaRun, action: OperatorAction) => preview(run.flow, run.saga, action, supplies(run));

function allowed(run: SagaRun, action: OperatorAction): ActionPreview {
	const result = of(run, action);
	if (result.kind !== 'allowed') throw new Error(result.message);
	return result;
}

const commands = ({ sent }: ActionPreview) => sent.map(({ command }) => command);
const undone = ({ undone }: ActionPreview) => undone.map(({ order, step, status }) => `${order} ${step} ${status}`);
const open = ({ open }: ActionPreview) => open.map(({ kind, node }) => `${kind} ${node}`);
const possible = (actions: ReturnType<typeof sagaActions>) =>
	actions.filter(({ refusal }) => refusal === null).map(({ action }) => action.type);

describe('O-22 preview', () => {
	it('lists all that undoing everything undoes, not only what it sends first', () => {
		const run = started('a → b → c');
		run.reply(1, ok);
		run.reply(2, ok);
		const told = allowed(run, { type: 'undoEverything' });
		expect(undone(told)).toEqual(['1 c conditional', '2 b planned', '3 a planned']);
		expect(told).toMatchObject({ status: 'compensating', suspended: false });
		expect(open(told)).toEqual(['step c']);
	});

	it('sends the first undos at once where nothing is in flight', () => {
		const run = started('a → approve');
		run.reply(1, ok);
		const told = allowed(run, { type: 'cancelWithUndo' });
		expect(commands(told)).toEqual(['undo-a']);
		expect(told.left).toEqual([{ kind: 'approval', run: 2, node: 'approve' }]);
	});

	it('lists only what came since, when it goes back to a step', () => {
		const run = started('a → b → c → d');
		for (const step of [1, 2, 3]) run.reply(step, ok);
		const told = allowed(run, { type: 'undoBackTo', run: 2 });
		expect(undone(told)).toEqual(['1 d running', '2 c planned', '3 b planned']);
		expect(told.abandoned).toEqual([{ run: 4, step: 'd' }]);
		expect(told.backTo).toBe('b');
		expect(told.status).toBe('running');
	});

	it('says where a moved token goes on, and what is left for it', () => {
		const run = started('a → catch(paid "1") → b → c');
		run.reply(1, ok);
		const told = allowed(run, { type: 'moveToken', run: 2, from: null, to: 'c' });
		expect(commands(told)).toEqual(['c']);
		expect(told.left).toEqual([{ kind: 'wait', run: 2, node: 'paid' }]);
		expect(open(told)).toEqual(['step c']);
		expect(undone(told)).toEqual([]);
	});

	it('lets a token that is put before a join pass it, whatever waits there', () => {
		const run = started('fork(a, b) → c');
		run.reply(1, ok);
		const told = allowed(run, { type: 'moveToken', run: 2, from: null, to: 'join' });
		expect(commands(told)).toEqual(['undo-b', 'c']);
		expect(open(told)).toEqual(['step c', 'token join', 'undo b']);
	});

	it('does not call left what comes to its own end', () => {
		const run = started('s=sub(a) → b');
		expect(allowed(run, { type: 'skipDone', run: 2, output: null }).left).toEqual([]);
	});

	it('lists what stays when it is cancelled without undo', () => {
		const run = started('a → b');
		run.reply(1, ok);
		expect(allowed(run, { type: 'cancelWithoutUndo' })).toMatchObject({
			status: 'cancelled',
			sent: [],
			standing: [{ step: 'a' }, { step: 'b' }],
		});
	});

	it('marks an undo and shows the next one', () => {
		const run = started('a → b → c[once]');
		run.reply(1, ok);
		run.reply(2, ok);
		run.reply(3, { type: 'failed', code: 'NO', message: '' });
		const told = allowed(run, { type: 'markUndone', run: 2 });
		expect(commands(told)).toEqual(['undo-a']);
		expect(undone(told)).toEqual(['1 b undone', '2 a running']);
	});

	it('opens the undo of a subflow', () => {
		const run = started('s=sub(a → b) → c');
		run.reply(2, ok);
		run.reply(3, ok);
		expect(undone(allowed(run, { type: 'undoBackTo', run: 4 }))).toEqual(['1 c running']);
		expect(undone(allowed(run, { type: 'undoEverything' }))).toEqual(['1 c conditional', '2 b planned', '3 a planned']);
	});

	it('refuses in the words of the engine', () => {
		const run = started('a → b[pivot] → c[retriable]');
		run.reply(1, ok);
		run.reply(2, ok);
		expect(of(run, { type: 'undoEverything' })).toMatchObject({ kind: 'refused', code: 'pivot' });
		expect(of(run, { type: 'migrate', version: 2 })).toMatchObject({ kind: 'refused', code: 'no-such-run' });
	});

	it('shows where a migrated saga goes on', () => {
		const run = started('a → b');
		const target = { ...compiled(sketch('a → c → b')), version: 2 };
		const told = preview(run.flow, run.saga, { type: 'migrate', version: 2 }, { ...supplies(run), target });
		expect(told).toMatchObject({ kind: 'allowed', open: [{ node: 'a' }] });
	});

	it('changes nothing', () => {
		const run = started('a → b');
		const before = JSON.stringify(run.saga);
		of(run, { type: 'undoEverything' });
		expect(JSON.stringify(run.saga)).toBe(before);
	});
});

describe('what is possible', () => {
	it('of an open step: everything but what is about undos', () => {
		const run = started('a → b');
		expect(possible(runActions(run.flow, run.saga, 1, supplies(run)))).toEqual([
			'retry',
			'supplyReply',
			'skipDone',
			'skipNotDone',
			'undoBackTo',
		]);
	});

	it('of a step that is being undone: what is about its undo', () => {
		const run = started('a → b[once]');
		run.reply(1, ok);
		run.reply(2, { type: 'failed', code: 'NO', message: '' });
		const actions = runActions(run.flow, run.saga, 1, supplies(run));
		expect(possible(actions)).toEqual(['retry', 'supplyReply', 'markUndone', 'acceptGap']);
		expect(actions.find(({ action }) => action.type === 'undoBackTo')?.refusal?.message).toMatch(/is being undone/);
	});

	it('of a suspended saga: it can be resumed', () => {
		const run = started('a');
		run.give({ type: 'operatorActed', action: { type: 'suspend' }, actor: 'Ada', reason: 'maintenance' });
		expect(possible(sagaActions(run.flow, run.saga, supplies(run)))).toContain('resume');
	});

	it('of an ended one: a completed one can be undone', () => {
		const run = started('a');
		run.reply(1, ok);
		expect(possible(sagaActions(run.flow, run.saga, supplies(run)))).toEqual(['undoEverything']);
	});

	it('moves a token within its scope, and not to what begins by itself', () => {
		const run = started('s=sub(a<error: b> → c) → d');
		expect(moveTargets(run.flow, run.saga, { run: 2, from: null }, supplies(run))).toEqual(['s-end', 'a', 'b', 'c']);
		expect(moveTargets(run.flow, run.saga, { run: 1, from: null }, supplies(run))).toEqual(['end', 's', 'd']);
	});

	it('moves a token out of a decision without a way', () => {
		const run = started('g=choose(x > 1: a, x < 0: b) → c');
		expect(run.saga.state.incidents).toHaveLength(1);
		expect(moveTargets(run.flow, run.saga, { run: null, from: 'g' }, supplies(run))).toContain('a');
	});
});
