/** Undo back to a step: where it is possible, what it says where it is not, and what goes on meanwhile. */
import { describe, expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { compiledSketch, numberOf, operate, refused, startedSketch } from '../testing/operate';
import { ok, type SagaRun } from '../testing/saga-run';
import { transition } from '../transition';
import { spec } from './spec';

const back = (saga: SagaRun, run: number) => refused(operate(saga, { type: 'undoBackTo', run }));
const replyTo = (saga: SagaRun, step: string) => saga.reply(numberOf(saga, step), ok);

it('O-11 names the nearest that is earlier, whatever else has a number', () => {
	const saga = startedSketch('a → approve → fork(b → d, c) → e');
	replyTo(saga, 'a');
	saga.give({ type: 'approvalAnswered', run: 2, output: {}, actor: 'ann' });
	for (const step of ['b', 'c', 'd']) replyTo(saga, step);
	expect(numberOf(saga, 'e')).toBe(6);
	expect(back(saga, 5)).toBe(
		'other-token: Another branch was under way when step run 5 was entered. The nearest earlier step to which it can go back is "a" (run 1).',
	);
	expect(back(saga, 6)).toBe('applied');
});

it('O-10 asks for what was done and how it came about, each of them', () => {
	const saga = startedSketch('a → b');
	replyTo(saga, 'a');
	const action = { type: 'undoBackTo', run: 1 } as const;
	const input = { type: 'operatorActed', action, actor: 'ann', reason: 'a test', at: saga.at } as const;
	const flow = compiledSketch('a → b');
	const { ledger, records: history } = saga;
	expect(transition(flow, saga.saga, input, null, { history }).kind).toBe('needsLedger');
	expect(transition(flow, saga.saga, input, ledger).kind).toBe('needsHistory');
	expect(transition(flow, saga.saga, input, ledger, { history }).kind).toBe('applied');
});

describe('on the way back', () => {
	spec(
		'O-10 what is done again has the causal history that it had',
		sketch('a → b → c → d'),
		`
		start
		reply a ok
		reply b ok
		reply c ok                              → send d
		operator undo-back-to c because "wrong" → undo d
		undo-reply d ok                         → undo c
		undo-reply c ok                         → send c#2
		reply c ok                              → send d#2
		reply d failed NO                       → undo c#2, compensating
		undo-reply c#2 ok                       → undo b
		undo-reply b ok                         → undo a
	`,
	);

	spec(
		'O-12 the top of the saga listens anew',
		sketch('a[timeout=10h] → b; on(timer PT1H [nonint]: x)'),
		`
		start
		wait PT30M                              → wait
		reply a ok                              → send b
		operator undo-back-to a because "wrong" → undo b
		undo-reply b ok                         → undo a
		undo-reply a ok                         → send a#2
		wait PT59M                              → wait
		wait PT1M                               → send on/x
	`,
	);

	spec(
		'U-38 an undo that runs beside it goes on listening',
		sketch('a → b{x[timeout=10h]<timer PT1H: y>} → c'),
		`
		start
		reply a ok
		operator skip-not-done b because "no"   → send b/undo/x c
		operator undo-back-to b because "wrong" → undo c
		undo-reply c ok                         → wait
		wait PT1H                               → send b/undo/y
		reply b/undo/y ok                       → send b#2
	`,
	);
});

it.each([
	['undoEverything' as const, 'UNDO_EVERYTHING'],
	['cancelWithUndo' as const, 'CANCELLED'],
])('O-08 and O-16 say who wanted it, and why: %s', (type, code) => {
	const saga = startedSketch('a → b');
	replyTo(saga, 'a');
	operate(saga, { type });
	expect(saga.saga.state.cause).toEqual({ step: null, code, message: 'a test' });
});
