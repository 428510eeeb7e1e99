/** What goes out to undo a run, as the participant gets it; a trace lists only the payload. */
import { describe, expect, it } from 'vitest';
import { compiled } from '../../compile/testing/drawn-flow';
import { newCompensation } from '../../flow/edits/new-node';
import { setCompensation } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import type { SendUndo } from '../effect';
import type { OperatorAction } from '../input';
import { failed, ok, SagaRun, sent } from '../testing/saga-run';

/** Steps are done in this order, and then one fails. */
function unwinding(text: string, steps: number): SagaRun {
	const run = SagaRun.started(compiled(sketch(text)));
	for (let step = 1; step <= steps; step++) run.reply(step, ok);
	run.reply(steps + 1, failed('NO'));
	return run;
}

function undosOf(run: SagaRun): readonly SendUndo[] {
	return run.effects.filter((effect) => effect.type === 'sendUndo');
}

function act(run: SagaRun, action: OperatorAction) {
	return run.give({ type: 'operatorActed', action, actor: 'Ada', reason: 'a test' });
}

const refusedToSend = { type: 'sendRefused', run: 1, undo: true, attempt: 1, reason: 'too large' } as const;

describe('an undo command', () => {
	it('U-13 goes to the participant of the step, as the undo of its command', () => {
		expect(undosOf(unwinding('a → b', 1))).toMatchObject([
			{ run: 1, step: 'a', participant: 'a', command: 'undo-a', attempt: 1, outcome: 'completed', asCommand: false },
		]);
	});

	it('U-13 is a command of its own where its participant has never seen the step', () => {
		const flow = sketch('a → b');
		const other = { ...newCompensation('a'), participant: 'ledger' };
		const run = SagaRun.started(compiled(setCompensation(flow, 'a', other)));
		run.reply(1, ok);
		run.reply(2, failed('NO'));
		expect(undosOf(run)).toMatchObject([{ participant: 'ledger', asCommand: true }]);
	});

	it('U-13 and where it undoes a subflow', () => {
		const run = SagaRun.started(compiled(sketch('s=sub(a)[undo=undo-all] → b')));
		run.reply(2, ok);
		run.reply(3, failed('NO'));
		expect(undosOf(run)).toMatchObject([{ step: 's', command: 'undo-all', asCommand: true }]);
	});

	it('U-03 says so when nobody knows whether the step was done', () => {
		const run = SagaRun.started(compiled(sketch('a[once]')));
		run.wait(60_000);
		expect(undosOf(run)).toMatchObject([{ run: 1, outcome: 'unknown', attempt: 1 }]);
	});

	it('U-14 goes out again in the transition in which its time is up', () => {
		const run = unwinding('a → b', 1);
		run.wait(60_000);
		expect(sent(run)).toEqual(['a@1', 'b@1', 'undo-a@1', 'undo-a@2']);
	});

	it('U-14 that cannot be sent is not tried again: people are asked', () => {
		const run = unwinding('a → b', 1);
		run.give(refusedToSend);
		expect(run.saga.state).toMatchObject({ incidents: [{ kind: 'cannot-send', run: 1 }], undos: [{ phase: 'stuck' }] });
		expect(run.entries.findLast(({ type }) => type === 'incidentOpened')).toMatchObject({
			message:
				'The message for "undo of a" cannot be sent to a: too large. Have the cause removed (size limit, permission, topic "a.commands"), then try again.',
		});
		act(run, { type: 'retry', run: 1, undo: true, changedInput: null });
		expect(sent(run).at(-1)).toBe('undo-a@2');
		expect(run.give(refusedToSend)).toMatchObject({ kind: 'refused', code: 'not-open' });
	});

	it('U-15 keeps the input that an operator wrote, each its own, until it is done', () => {
		const run = unwinding('fork(a, b) → c', 2);
		expect(undosOf(run).map(({ payload }) => payload)).toEqual([{}, {}]);
		act(run, { type: 'retry', run: 1, undo: true, changedInput: { room: 1 } });
		act(run, { type: 'retry', run: 2, undo: true, changedInput: { room: 2 } });
		run.wait(60_000);
		expect(
			undosOf(run)
				.slice(-2)
				.toSorted((left, right) => left.run - right.run),
		).toMatchObject([
			{ run: 1, attempt: 3, payload: { room: 1 } },
			{ run: 2, attempt: 3, payload: { room: 2 } },
		]);
	});

	it('U-15 that could not be made is sent again as it was written by hand', () => {
		const run = unwinding('a[undo.n=[1..3]] → b', 1);
		expect(undosOf(run)).toEqual([]);
		act(run, { type: 'retry', run: 1, undo: true, changedInput: null });
		expect(run.saga.state.incidents).toMatchObject([{ kind: 'undo-stuck', run: 1 }]);
		act(run, { type: 'retry', run: 1, undo: true, changedInput: { n: 1 } });
		act(run, { type: 'retry', run: 1, undo: true, changedInput: null });
		expect(undosOf(run)).toMatchObject([
			{ attempt: 1, payload: { n: 1 } },
			{ attempt: 2, payload: { n: 1 } },
		]);
	});
});
