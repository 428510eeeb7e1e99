/** What operators may not do is refused with the reason and with what is possible instead: whole, as people read it. */
import { expect, it } from 'vitest';
import type { JsonObject } from '../../expression/json';
import type { OperatorAction } from '../input';
import { numberOf, operate, refused, startedSketch } from '../testing/operate';
import { failed, ok, type SagaRun } from '../testing/saga-run';

const yes = { type: 'completed', output: null } as const;
const unsendable = JSON.parse('{"a": {"constructor": 1}}') as JsonObject;

/** Of runs that there are not: 0, the number that comes next, and one far away. */
const numbered: readonly [words: string, action: (run: number) => OperatorAction][] = [
	['made no step run N.', (run) => ({ type: 'retry', run, undo: false, changedInput: null })],
	['made no step run N.', (run) => ({ type: 'supplyReply', run, undo: false, answer: yes })],
	['made no undo command N.', (run) => ({ type: 'supplyReply', run, undo: true, answer: yes })],
	['made no step run N.', (run) => ({ type: 'skipDone', run, output: null })],
	['made no step run N.', (run) => ({ type: 'skipNotDone', run })],
	['made no step run N.', (run) => ({ type: 'markUndone', run })],
	['made no step run N.', (run) => ({ type: 'acceptGap', run })],
	['made no step run N in the scope that is still open.', (run) => ({ type: 'undoBackTo', run })],
];

it.each(numbered)('O-01 to O-10 a run that the saga has not: it has %s', (words, action) => {
	const saga = startedSketch('a → b');
	saga.reply(1, ok);
	for (const run of [0, 3, 9])
		expect(refused(operate(saga, action(run)))).toBe(`no-such-run: This saga has ${words.replace('N', String(run))}`);
});

const ended = 'Only what awaits an answer can be settled by hand.';
const done: readonly [refusal: string, action: OperatorAction][] = [
	[
		'not-open: Step run 1 has ended. Only a run that is open can be tried again.',
		{ type: 'retry', run: 1, undo: false, changedInput: null },
	],
	[
		'not-open: No undo of step run 1 is open. Only an undo that has begun and is not confirmed can be tried again.',
		{ type: 'retry', run: 1, undo: true, changedInput: null },
	],
	[`not-open: No step run 1 is open. ${ended}`, { type: 'supplyReply', run: 1, undo: false, answer: yes }],
	[`not-open: No undo command 1 is open. ${ended}`, { type: 'supplyReply', run: 1, undo: true, answer: yes }],
	[`not-open: No step run 1 is open. ${ended}`, { type: 'skipDone', run: 1, output: null }],
	[`not-open: No step run 1 is open. ${ended}`, { type: 'skipNotDone', run: 1 }],
	['status: "a" is not being undone. Undo the saga, or go back to a step before it.', { type: 'markUndone', run: 1 }],
	['not-open: Step run 2 has nothing that is still to be undone.', { type: 'acceptGap', run: 2 }],
	['no-such-run: The flow has no "nowhere".', { type: 'moveToken', run: 2, from: null, to: 'nowhere' }],
	[
		'not-open: No token is there. A token can be moved out of what is open, or from where an incident holds it.',
		{ type: 'moveToken', run: 1, from: null, to: 'b' },
	],
	[
		'not-open: No token is there. A token can be moved out of what is open, or from where an incident holds it.',
		{ type: 'moveToken', run: null, from: 'a', to: 'b' },
	],
	[
		'not-open: No token is held here by an expression or a missing way, so trying again moves nothing.',
		{ type: 'retryNode', node: 'b' },
	],
	[
		'other-token: "Start" begins by itself: put the token before what comes after it.',
		{ type: 'moveToken', run: 2, from: null, to: 'start' },
	],
	['status: The saga is not suspended.', { type: 'resume' }],
	['no-such-run: Version 2 of this flow is not deployed, or cannot be run.', { type: 'migrate', version: 2 }],
];

it.each(done)('O-01 to O-20 of a saga of which run 1 has ended and run 2 is open: %s', (refusal, action) => {
	const saga = startedSketch('a → b');
	saga.reply(1, ok);
	expect(refused(operate(saga, action))).toBe(refusal);
});

const unstorable: readonly [refusal: string, action: OperatorAction][] = [
	['The changed input cannot be sent', { type: 'retry', run: 1, undo: false, changedInput: unsendable }],
	['The reply cannot be taken', { type: 'supplyReply', run: 1, undo: false, answer: { ...yes, output: unsendable } }],
	['The output cannot be taken', { type: 'skipDone', run: 1, output: unsendable }],
];

it.each(unstorable)('D-04 what a person enters is looked at like what comes from outside: %s', (words, action) => {
	const result = operate(startedSketch('a → b'), action);
	expect(refused(result)).toBe(`payload: ${words}: the key "constructor" is not allowed.`);
	expect(result).toMatchObject({ path: 'a' });
});

it('D-04 and taken if nothing is wrong with it', () => {
	const fine = { n: 1 };
	const supplied = operate(startedSketch('a'), { type: 'supplyReply', run: 1, undo: false, answer: yes });
	const skipped = operate(startedSketch('a'), { type: 'skipDone', run: 1, output: fine });
	const again = operate(startedSketch('a'), { type: 'retry', run: 1, undo: false, changedInput: fine });
	expect([supplied.kind, skipped.kind, again.kind]).toEqual(['applied', 'applied', 'applied']);
});

const whole = 'nothing of it can be changed any more. A completed saga without a pivot can still be undone as a whole.';
const atTheEnd: readonly [refusal: string, action: OperatorAction][] = [
	['there is nothing left to try again.', { type: 'retry', run: 1, undo: false, changedInput: null }],
	['there is nothing left to try again.', { type: 'retryNode', node: 'a' }],
	[whole, { type: 'skipNotDone', run: 1 }],
	[whole, { type: 'suspend' }],
	[whole, { type: 'cancelWithUndo' }],
];

it.each(atTheEnd)('O-09 after the end: %s', (refusal, action) => {
	const saga = startedSketch('a');
	saga.reply(1, ok);
	expect(refused(operate(saga, action))).toBe(`status: The saga has ended (completed); ${refusal}`);
});

it('O-09 after the end: undo everything, unless it has been undone', () => {
	const saga = startedSketch('a → b');
	saga.reply(1, failed('NO'));
	expect(refused(operate(saga, { type: 'undoEverything' }))).toBe(`status: The saga has ended (compensated); ${whole}`);
});

it('O-21 while it is undone', () => {
	const saga = startedSketch('a → fork(b, c)');
	saga.reply(1, ok);
	saga.reply(2, failed('NO'));
	expect(refused(operate(saga, { type: 'skipNotDone', run: 3 }))).toBe(
		'status: The saga is being undone. Until that is over, only an undo or its reply can be tried again or supplied, a step marked undone or its gap accepted, and the saga suspended or resumed.',
	);
	expect(refused(operate(saga, { type: 'retry', run: 3, undo: false, changedInput: null }))).toBe(
		'status: The saga is being undone, so no step is tried again. An undo that is stuck can be.',
	);
});

const forward =
	'The saga has passed its point of no return: it can only go forward. Try again what is stuck, or cancel it without undo.';
const passing = 'The point of no return is being passed: its answer decides. Wait for it, or supply the reply.';
it.each(['undoEverything' as const, 'cancelWithUndo' as const])(
	'O-16 not past the pivot, nor while it is open: %s',
	(type) => {
		const saga = startedSketch('p[pivot] → r[retriable]');
		expect(refused(operate(saga, { type }))).toBe(`pivot: ${passing}`);
		saga.reply(1, ok);
		expect(refused(operate(saga, { type }))).toBe(`pivot: ${forward}`);
		expect(refused(operate(saga, { type: 'undoBackTo', run: 1 }))).toBe(
			'pivot: The saga has passed its point of no return: nothing before it can be undone any more.',
		);
	},
);

function openUndoOf(text: string): SagaRun {
	const saga = startedSketch(text);
	saga.reply(numberOf(saga, 'a'), ok);
	saga.reply(numberOf(saga, 'b'), failed('NO'));
	return saga;
}

it('O-01 an undo with steps of its own is tried again where it is stuck', () => {
	const saga = openUndoOf('a{x} → b');
	expect(refused(operate(saga, { type: 'retry', run: 1, undo: true, changedInput: null }))).toBe(
		'not-open: The undo of run 1 has steps of its own. Try again the one that is stuck.',
	);
});

it('O-03 an undo whose command could not be made awaits no answer', () => {
	const saga = openUndoOf('a[undo.x=[1..3]] → b');
	expect(refused(operate(saga, { type: 'supplyReply', run: 1, undo: true, answer: yes }))).toBe(
		`not-open: No undo command 1 is open. ${ended}`,
	);
});

it('O-06 a subflow is marked by its steps', () => {
	const saga = startedSketch('s=sub(a → c) → b');
	for (const step of ['a', 'c']) saga.reply(numberOf(saga, step), ok);
	saga.reply(numberOf(saga, 'b'), failed('NO'));
	expect(refused(operate(saga, { type: 'markUndone', run: numberOf(saga, 's') }))).toBe(
		'not-open: "s" has steps of its own. Mark those that are still to be undone.',
	);
});
