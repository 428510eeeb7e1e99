/** What a called saga does when its caller wants it undone, and what it tells the caller. */
import { expect, it } from 'vitest';
import { compiledSketch } from '../testing/operate';
import { failed, ok, SagaRun, sagaId } from '../testing/saga-run';

const parent = { sagaId, run: 1 };

function called(text: string): SagaRun {
	const saga = new SagaRun(compiledSketch(text));
	saga.give({ type: 'sagaStarted', sagaId, payload: {}, businessKey: null, parent });
	return saga;
}

/** What the caller is told, in order. */
function told(saga: SagaRun): readonly unknown[] {
	return saga.effects.flatMap((effect) => (effect.type === 'tellParent' ? [effect.status] : []));
}

const unwind = (saga: SagaRun) => saga.give({ type: 'unwindRequested', reason: 'The call was interrupted.' });
const begun = (saga: SagaRun) => saga.entries.filter(({ type }) => type === 'unwindingStarted');

it('U-33 it unwinds, for the reason of its caller', () => {
	const saga = called('a → b');
	saga.reply(1, ok);
	unwind(saga);
	expect(begun(saga)).toHaveLength(1);
	expect(saga.saga.state.cause).toEqual({ step: null, code: 'CALLER', message: 'The call was interrupted.' });
});

it('U-32 it unwinds after it has completed, too', () => {
	const saga = called('a');
	saga.reply(1, ok);
	unwind(saga);
	saga.undoReply(1, ok);
	expect(told(saga)).toEqual(['completed', 'compensated']);
});

it('U-33 one that unwinds already goes on with that', () => {
	const saga = called('a → b');
	saga.reply(1, ok);
	saga.reply(2, failed('NO'));
	unwind(saga);
	expect(begun(saga)).toMatchObject([{ cause: { step: 'b', code: 'NO' } }]);
	saga.undoReply(1, ok);
	expect(told(saga)).toEqual(['compensated']);
});

it('U-33 one that is over says so again', () => {
	const saga = called('a → b');
	saga.reply(1, failed('NO'));
	unwind(saga);
	expect(told(saga)).toEqual(['compensated', 'compensated']);
	expect(begun(saga)).toHaveLength(1);
});

it('U-33 one that has completed past its pivot says so again', () => {
	const saga = called('p[pivot]');
	saga.reply(1, ok);
	unwind(saga);
	expect(told(saga)).toEqual(['completed', 'completed']);
	expect(begun(saga)).toEqual([]);
});

it('U-33 one that is past its pivot goes on, and says nothing until its end', () => {
	const saga = called('p[pivot] → r[retriable]');
	saga.reply(1, ok);
	unwind(saga);
	expect([told(saga), begun(saga)]).toEqual([[], []]);
	saga.reply(2, ok);
	expect(told(saga)).toEqual(['completed']);
});

it('U-33 one whose pivot is open awaits its answer', () => {
	const saga = called('p[pivot]');
	unwind(saga);
	expect([told(saga), begun(saga)]).toEqual([[], []]);
});
