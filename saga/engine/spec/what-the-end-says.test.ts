/** The entry with which a saga ends, as a whole: what it lists as a gap, and what as standing. */
import { expect, it } from 'vitest';
import { compiled } from '../../compile/testing/drawn-flow';
import { sketch } from '../../flow/sketch';
import type { OperatorAction } from '../input';
import { failed, ok, SagaRun, sagaId } from '../testing/saga-run';
import { transition } from '../transition';

const started = (text: string) => SagaRun.started(compiled(sketch(text)));

function runOf(saga: SagaRun, step: string): number {
	const found = saga.entries.findLast((entry) => entry.type === 'stepStarted' && entry.step === step);
	return found?.type === 'stepStarted' ? found.run : 0;
}

const act = (saga: SagaRun, action: OperatorAction, reason = 'a test') =>
	saga.give({ type: 'operatorActed', action, actor: 'Ada', reason });

/** Answers these steps `ok`, each when it is its turn. */
function done(saga: SagaRun, ...steps: readonly string[]): void {
	for (const step of steps) saga.reply(runOf(saga, step), ok);
}

const end = (saga: SagaRun) => saga.entries.findLast(({ type }) => type === 'sagaEnded');
const standing = (saga: SagaRun) => {
	const last = end(saga);
	return last?.type === 'sagaEnded' ? last.standing?.map(({ step }) => step) : null;
};

it('S-01 a saga that has done all completes, says nothing else, and needs no ledger for it', () => {
	const saga = started('a');
	const reply = { type: 'replyReceived', run: 1, attempt: 1, answer: ok, at: saga.at } as const;
	const result = transition(saga.flow, saga.saga, reply, null);
	if (result.kind !== 'applied') throw new Error(result.kind);
	expect(result.entries.at(-1)).toStrictEqual({ type: 'sagaEnded', status: 'completed', gaps: [] });
});

it('S-02 one that has undone all says nothing else', () => {
	const saga = started('a → b');
	done(saga, 'a');
	saga.reply(2, failed('NO'));
	saga.undoReply(1, ok);
	expect(end(saga)).toStrictEqual({ type: 'sagaEnded', status: 'compensated', gaps: [] });
});

it('S-03 a gap is listed with what the flow says of it', () => {
	const saga = started('a[gap] → b');
	done(saga, 'a');
	saga.reply(2, failed('NO'));
	expect(end(saga)).toStrictEqual({
		type: 'sagaEnded',
		status: 'failed',
		gaps: [{ step: 'a', because: expect.stringMatching(/./) }],
	});
});

it('O-07 a gap that was accepted is listed with its reason', () => {
	const saga = started('a → b');
	done(saga, 'a');
	saga.reply(2, failed('NO'));
	act(saga, { type: 'acceptGap', run: 1 }, 'The hotel has closed down.');
	expect(end(saga)).toStrictEqual({
		type: 'sagaEnded',
		status: 'failed',
		gaps: [{ step: 'a', because: 'The hotel has closed down.' }],
	});
});

it('O-07 or says that it was accepted, where that is in an earlier record', () => {
	const saga = started('a → b → c');
	done(saga, 'a', 'b');
	saga.reply(3, failed('NO'));
	act(saga, { type: 'acceptGap', run: 2 }, 'The hotel has closed down.');
	saga.undoReply(1, ok);
	expect(end(saga)).toStrictEqual({
		type: 'sagaEnded',
		status: 'failed',
		gaps: [{ step: 'b', because: 'An operator accepted that it stays.' }],
	});
});

it('S-10 a subflow with a compensation of its own stands for what is in it', () => {
	const saga = started('s=sub(a → b)[undo=refund] → t=sub(c → d) → e');
	done(saga, 'a', 'b', 'c', 'd');
	act(saga, { type: 'cancelWithoutUndo' });
	expect(standing(saga)).toEqual(['s', 'c', 'd', 'e']);
});

it('S-10 also for what is in a subflow in it', () => {
	const saga = started('s=sub(t=sub(a))[undo=refund] → e');
	done(saga, 'a');
	act(saga, { type: 'cancelWithoutUndo' });
	expect(standing(saga)).toEqual(['s', 'e']);
});

it('S-10 what is in a subflow that was undone does not stand', () => {
	const saga = started('s=sub(a)[undo=refund] → undo(s) → e');
	done(saga, 'a');
	saga.undoReply(1, ok);
	done(saga, 'e');
	expect(end(saga)).toMatchObject({ status: 'completed' });
	expect(standing(saga)).toBeUndefined();
	const cancelled = started('s=sub(a)[undo=refund] → undo(s) → e');
	done(cancelled, 'a');
	cancelled.undoReply(1, ok);
	act(cancelled, { type: 'cancelWithoutUndo' });
	expect(standing(cancelled)).toEqual(['e']);
});

it('S-11 a saga that left only what is harmless has completed', () => {
	const saga = started('s=sub(a[harmless] → b)<error NO: c[harmless]>');
	done(saga, 'a');
	saga.reply(runOf(saga, 'b'), failed('NO'));
	done(saga, 'c');
	expect(end(saga)).toStrictEqual({ type: 'sagaEnded', status: 'completed', gaps: [] });
});

it('O-17 a saga can be cancelled without undo inside a subflow', () => {
	const saga = started('s=sub(a → t=sub(b))');
	done(saga, 'a');
	act(saga, { type: 'cancelWithoutUndo' });
	expect(end(saga)).toMatchObject({ status: 'cancelled' });
	expect(saga.saga.state.scopes).toEqual([]);
});

it('D-07 a subflow that could not hand over what it brought keeps the saga from its end', () => {
	const saga = started('s=sub(a)[out.x=[1..3]]');
	done(saga, 'a');
	expect(saga.saga.state).toMatchObject({ status: 'running', incidents: [{ kind: 'expression', node: 's' }] });
	expect(end(saga)).toBeUndefined();
});

it('U-29 the caller is told why the called saga has failed, or nothing', () => {
	const told = (text: string, answer: typeof ok) => {
		const saga = new SagaRun(compiled(sketch(text)));
		const parent = { sagaId: sagaId, run: 7 };
		saga.give({ type: 'sagaStarted', sagaId: sagaId, payload: { n: 1 }, businessKey: null, parent });
		saga.reply(1, answer);
		return saga.effects.find(({ type }) => type === 'tellParent');
	};
	expect(told('a', failed('NO'))).toMatchObject({ run: 7, status: 'compensated', code: 'NO', message: 'NO happened' });
	expect(told('a', ok)).toMatchObject({ run: 7, status: 'completed', code: null, message: '', output: { n: 1 } });
});

it('U-32 a called saga that had completed when it was told to unwind moves no token: it is told again', () => {
	const saga = started('fork(call(f), b) → c');
	const call = saga.effects.find((effect) => effect.type === 'callFlow');
	if (call?.type !== 'callFlow') throw new Error('Nothing is called.');
	saga.reply(runOf(saga, 'b'), failed('NO'));
	const { run, child } = call;
	const childEnded = { type: 'childEnded', run, child, message: '', output: {} } as const;
	saga.give({ ...childEnded, status: 'completed', code: null });
	expect(saga.saga.state).toMatchObject({ status: 'compensating', tokens: [], undos: [{ run, phase: 'called' }] });
	expect(saga.effects.filter(({ type }) => type === 'unwindChild')).toHaveLength(2);
	saga.give({ ...childEnded, status: 'compensated', code: 'UNWOUND' });
	expect(end(saga)).toStrictEqual({ type: 'sagaEnded', status: 'compensated', gaps: [] });
});
