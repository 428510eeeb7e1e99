/** A saga that another one called is told to unwind, at whatever point it is: it always answers, sooner or later. */
import { describe, expect, it } from 'vitest';
import { compiled } from '../../compile/testing/drawn-flow';
import { sketch } from '../../flow/sketch';
import type { SagaId } from '../input';
import { failed, ok, SagaRun, sagaId } from '../testing/saga-run';

const caller = '01900000-0000-7000-8000-0000000000ff' as SagaId;

function called(text: string): SagaRun {
	const run = new SagaRun(compiled(sketch(text)));
	const parent = { sagaId: caller, run: 7 };
	run.give({ type: 'sagaStarted', sagaId, payload: {}, businessKey: null, parent });
	return run;
}

const unwind = (run: SagaRun) => run.give({ type: 'unwindRequested', reason: 'the caller failed' });
const told = (run: SagaRun) =>
	run.effects.flatMap((effect) => (effect.type === 'tellParent' ? [`${effect.status} ${effect.code}`] : []));

describe('a called saga that is told to unwind', () => {
	it('U-05 does, and answers when it has', () => {
		const run = called('a → b');
		run.reply(1, ok);
		unwind(run);
		expect(run.saga.state).toMatchObject({
			status: 'compensating',
			cause: { step: null, code: 'CALLER', message: 'the caller failed' },
		});
		run.reply(2, failed('NO'));
		expect(told(run)).toEqual([]);
		run.undoReply(1, ok);
		expect(told(run)).toEqual(['compensated CALLER']);
	});

	it('U-32 also when it has completed', () => {
		const run = called('a');
		run.reply(1, ok);
		expect(told(run)).toEqual(['completed null']);
		unwind(run);
		run.undoReply(1, ok);
		expect(told(run)).toEqual(['completed null', 'compensated CALLER']);
	});

	it('U-32 answers again when it has been unwound already', () => {
		const run = called('a');
		run.reply(1, failed('NO'));
		unwind(run);
		expect(told(run)).toEqual(['compensated NO', 'compensated NO']);
		expect(run.saga.state.status).toBe('compensated');
	});

	it('U-05 goes on unwinding, for the cause that it had', () => {
		const run = called('a → b');
		run.reply(1, ok);
		run.reply(2, failed('NO'));
		unwind(run);
		expect(run.saga.state.cause).toMatchObject({ code: 'NO' });
		run.undoReply(1, ok);
		expect(told(run)).toEqual(['compensated NO']);
	});

	it('P-04 goes forward behind its pivot, and its end says so', () => {
		const run = called('p[pivot] → r[retriable]');
		run.reply(1, ok);
		unwind(run);
		expect(run.saga.state).toMatchObject({ status: 'running', cause: null });
		run.reply(2, ok);
		expect(told(run)).toEqual(['completed null']);
		unwind(run);
		expect(told(run)).toEqual(['completed null', 'completed null']);
	});

	it('P-04 waits for the answer of an open one', () => {
		const run = called('a → p[pivot]');
		run.reply(1, ok);
		unwind(run);
		expect(run.saga.state).toMatchObject({ status: 'running', cause: null });
		run.reply(2, ok);
		expect(told(run)).toEqual(['completed null']);
	});

	it('O-17 answers that it was cancelled', () => {
		const run = called('a → b');
		run.reply(1, ok);
		run.give({ type: 'operatorActed', action: { type: 'cancelWithoutUndo' }, actor: 'Ada', reason: 'a test' });
		unwind(run);
		expect(told(run)).toEqual(['cancelled null', 'cancelled null']);
	});
});
