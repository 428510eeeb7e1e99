/** Rules of docs/semantics.md that no trace can show: what is only recorded, and what time means to the engine. */
import { expect, it } from 'vitest';
import { compile } from '../../compile/compile';
import type { FlowDefinition } from '../../flow/definition';
import { sketch } from '../../flow/sketch';
import type { Saga } from '../state';
import { failed, ok, SagaRun, sent } from '../testing/saga-run';
import { transition } from '../transition';
import type { Transition } from '../transition-result';

function started(definition: FlowDefinition): SagaRun {
	const compiled = compile(definition, 1);
	if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join(' '));
	return SagaRun.started(compiled.flow);
}

/** The run of the newest command of this step. */
function runOf(saga: SagaRun, step: string): number {
	const found = saga.entries.findLast((entry) => entry.type === 'stepStarted' && entry.step === step);
	return found?.type === 'stepStarted' ? found.run : 0;
}

function ended(saga: SagaRun) {
	const last = saga.entries.findLast((entry) => entry.type === 'sagaEnded');
	return last?.type === 'sagaEnded' ? { status: last.status, standing: last.standing?.map(({ step }) => step) } : null;
}

it('S-11 a completed saga lists what an interrupted scope has left standing', () => {
	const saga = started(sketch('s=sub(a → b)<error NO: c>'));
	saga.reply(runOf(saga, 'a'), ok);
	saga.reply(runOf(saga, 'b'), failed('NO'));
	saga.reply(runOf(saga, 'c'), ok);
	expect(ended(saga)).toEqual({ status: 'completed', standing: ['a'] });
});

it('S-11 and the gap that an abandoned run may have left', () => {
	const saga = started(sketch('a[gap]<timer PT10S: b>'));
	saga.wait(10_000);
	saga.reply(runOf(saga, 'b'), ok);
	expect(ended(saga)).toEqual({ status: 'completed', standing: ['a'] });
});

it('S-10 and what stands beside an undo of its top', () => {
	const saga = started(sketch('a → undo → b'));
	saga.reply(runOf(saga, 'a'), ok);
	saga.undoReply(runOf(saga, 'a'), ok);
	saga.reply(runOf(saga, 'b'), ok);
	expect(ended(saga)).toEqual({ status: 'completed', standing: ['b'] });
});

it('O-17 a saga cancelled without undo lists what it has closed and what it had done', () => {
	const saga = started(sketch('a → b'));
	saga.reply(runOf(saga, 'a'), ok);
	saga.give({ type: 'operatorActed', action: { type: 'cancelWithoutUndo' }, actor: 'me', reason: 'a test' });
	expect(ended(saga)).toEqual({ status: 'cancelled', standing: ['a', 'b'] });
});

it('C-04 a plain timer fires though no reply has been read', () => {
	const saga = started(sketch('timer(PT5M) → a'));
	saga.at += 300_000;
	saga.give({ type: 'timeCame', repliesReadTo: null, unpublished: [] });
	expect(sent(saga)).toEqual(['a@1']);
});

it('C-03 the deadline to settle waits for the replies like any time-out', () => {
	const saga = started(sketch('fork(a, b)'));
	saga.reply(runOf(saga, 'a'), failed('NO'));
	saga.at += 60_000;
	saga.give({ type: 'timeCame', repliesReadTo: saga.at - 1, unpublished: [] });
	expect(sent(saga)).toEqual(['a@1', 'b@1']);
	saga.give({ type: 'timeCame', repliesReadTo: saga.at, unpublished: [] });
	expect(sent(saga)).toEqual(['a@1', 'b@1', 'undo-b@1']);
});

it('X-02 the same inputs give the same entries', () => {
	const saga = started(sketch('a → fork(b, c)'));
	saga.reply(runOf(saga, 'a'), ok);
	saga.reply(runOf(saga, 'b'), failed('NO'));
	saga.reply(runOf(saga, 'c'), ok);
	let again: Saga | null = null;
	for (const [at, { input, entries }] of saga.records.entries()) {
		const result: Transition = transition(saga.flow, again, input, saga.ledger.slice(0, ledgerBefore(saga, at)));
		expect(result).toMatchObject({ kind: 'applied', entries });
		if (result.kind === 'applied') again = result.saga;
	}
});

/** How many ledger entries there were before this record. */
function ledgerBefore(saga: SagaRun, record: number): number {
	const done = saga.records.slice(0, record).flatMap(({ entries }) => entries);
	return done.filter(({ type }) => type === 'stepCompleted').length;
}
