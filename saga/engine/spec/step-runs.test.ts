/** What attempts, answers and ends of a step run leave in the history, where the effects of a trace do not show it. */
import { describe, expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import type { Answer } from '../input';
import { numberOf, startedSketch } from '../testing/operate';
import { failed, ok, sent } from '../testing/saga-run';
import { entriesOf } from './entries-of';
import { spec } from './spec';

const down: Answer = { type: 'unavailable', message: 'down' };
const act = { type: 'operatorActed', actor: 'ann', reason: 'a test' } as const;

describe('a failed attempt', () => {
	it('R-04 is tried again when its back-off is over, not before', () => {
		const saga = startedSketch('a');
		saga.reply(1, down);
		expect(entriesOf(saga, 'attemptFailed')).toEqual([
			{
				type: 'attemptFailed',
				run: 1,
				attempt: 1,
				cause: 'unavailable',
				code: 'UNAVAILABLE',
				message: 'down',
				retryAt: saga.at + 1000,
			},
		]);
		expect(sent(saga)).toEqual(['a@1']);
	});

	it('U-01 is not tried again while the saga unwinds, whatever it may throw', () => {
		const saga = startedSketch('fork(a<error BUSY: c>[retry=BUSY], b)');
		saga.reply(numberOf(saga, 'b'), failed('NO'));
		saga.reply(numberOf(saga, 'a'), failed('BUSY'));
		expect(entriesOf(saga, 'attemptFailed').map(({ retryAt }) => retryAt)).toEqual([null, null]);
		expect(entriesOf(saga, 'stepFailed').map(({ step, code, message }) => [step, code, message])).toEqual([
			['b', 'NO', 'NO happened'],
			['a', 'BUSY', 'BUSY happened'],
		]);
		expect(sent(saga)).toEqual(['a@1', 'b@1']);
		expect(saga.saga.state.status).toBe('compensated');
	});

	it('U-03 in its back-off it ends with what was last answered', () => {
		const saga = startedSketch('fork(a, b, c[retry=BUSY])');
		saga.reply(numberOf(saga, 'a'), down);
		saga.reply(numberOf(saga, 'c'), failed('BUSY'));
		saga.reply(numberOf(saga, 'b'), failed('NO'));
		expect(entriesOf(saga, 'stepFailed').map(({ step, code }) => [step, code])).toEqual([
			['b', 'NO'],
			['a', 'UNAVAILABLE'],
			['c', 'BUSY'],
		]);
	});

	it('R-06 without an answer it ends unknown, and says so', () => {
		const saga = startedSketch('a[once]');
		saga.wait(60_000);
		expect(entriesOf(saga, 'stepUnknown')).toEqual([
			{
				type: 'stepUnknown',
				run: 1,
				step: 'a',
				code: 'TIMEOUT',
				message: 'No answer came in time.',
				undo: { type: 'command', participant: 'a', command: 'undo-a', payload: {} },
			},
		]);
		expect(saga.saga.state.cause).toEqual({ step: 'a', code: 'TIMEOUT', message: 'No answer came in time.' });
	});

	it('R-13 answered without effect and left, it has failed with that answer', () => {
		const saga = startedSketch('a<timer PT10S: b>');
		saga.at += 9500;
		saga.reply(1, down);
		saga.wait(500);
		expect(entriesOf(saga, 'stepFailed')).toEqual([
			{ type: 'stepFailed', run: 1, step: 'a', code: 'UNAVAILABLE', message: 'down' },
		]);
		expect(sent(saga)).toEqual(['a@1', 'b@1']);
	});
});

describe('inside a compensation', () => {
	it('U-16 nothing that ends has an undo', () => {
		const saga = startedSketch('a{fork(x, y[once]<error TIMEOUT: e>, z<timer PT10S: w>)} → b');
		saga.reply(1, ok);
		saga.reply(numberOf(saga, 'b'), failed('NO'));
		saga.reply(numberOf(saga, 'x'), ok);
		saga.wait(60_000);
		const run = (step: string) => ({ run: numberOf(saga, step), step });
		expect(entriesOf(saga, 'stepCompleted').at(-1)).toEqual({
			type: 'stepCompleted',
			...run('x'),
			attempt: 1,
			output: null,
		});
		expect(entriesOf(saga, 'stepAbandoned')).toEqual([
			{ type: 'stepAbandoned', ...run('z'), attempt: 1 },
			{ type: 'stepAbandoned', ...run('y'), attempt: 1 },
		]);
		expect(saga.ledger.map(({ step }) => step)).toEqual(['a']);
		expect(saga.saga.state.loose).toEqual([]);
		expect(sent(saga)).toEqual(['a@1', 'b@1', 'x@1', 'y@1', 'z@1', 'w@1', 'e@1']);
	});
});

describe('a run that is stuck', () => {
	spec(
		'R-08 fails by the answer `failed`: its incident is over, and the saga unwinds',
		sketch('a → p[pivot once]'),
		`
		start
		reply a ok
		wait PT1M         → incident step-stuck p
		reply p failed NO → undo a, compensating
	`,
	);

	spec(
		'R-09 also behind the pivot, where its own boundary catches what it answers at last',
		sketch('p[pivot] → r[retriable once]<error NO: c>'),
		`
		start
		reply p ok        → send r
		wait PT1M         → incident step-stuck r
		reply r failed NO → send c
	`,
	);

	it('R-08 and an incident says what was answered at last', () => {
		const saga = startedSketch('p[pivot] → r[retriable once]');
		saga.reply(1, ok);
		saga.wait(60_000);
		saga.reply(numberOf(saga, 'r'), failed('NO'));
		const [first, second] = entriesOf(saga, 'incidentOpened').map(({ message }) => message);
		expect(first).toBe(
			'r has not answered in 1 attempt for "r", which must not fail. Check r, then try again; a late answer settles it, too.',
		);
		expect(second).toContain('"r" failed (NO: NO happened) after the point of no return');
		expect(saga.saga.state.incidents).toMatchObject([{ incident: 2, kind: 'step-stuck' }]);
	});

	spec(
		'R-08 but not by "unavailable": the same incident stays',
		sketch('p[pivot once] → b'),
		`
		start
		wait PT1M           → incident step-stuck p
		reply p unavailable → wait
		reply p ok          → send b
	`,
	);

	spec(
		'O-03 what an operator says was answered is taken as the last answer',
		sketch('a[park retry=BUSY] → b'),
		`
		start
		reply a failed NO                                           → wait
		operator supply-reply a {"failed": "BUSY"} because "phoned" → wait
		wait P1D                                                    → wait
		operator retry a because "now"                              → send a#2
	`,
	);

	spec(
		'T-16 holds back no other token that comes to its step',
		sketch('(a, b) → p[pivot once]'),
		`
		start      → send a b
		reply a ok → send p
		wait PT1M  → send b@2, incident step-stuck p#1
		reply b ok → send p#2
	`,
	);
});

describe('what a reply brings', () => {
	spec(
		'D-07 and cannot be stored while the saga unwinds is no incident: the step is undone',
		sketch('fork(a[out.n=[1..3]], b)'),
		`
		start
		reply b failed NO → compensating
		reply a ok        → undo a
		undo-reply a ok   → compensated
	`,
	);

	spec(
		'D-07 is kept, and stored when that is tried again',
		sketch('fork(a[out.n=(if ready then reply.n else [1..3])], b[out.ready=true]) → c[in.n=n]', { ready: false }),
		`
		start
		reply a ok {"n": 7}              → incident expression a
		reply b ok                       → wait
		operator retry a because "ready" → send c {"n": 7}
	`,
	);
});

it('D-07 the token stays inside, with what was brought', () => {
	const saga = startedSketch('a[out.n=[1..3]] → b');
	saga.reply(1, { type: 'completed', output: { n: 7 } });
	expect(entriesOf(saga, 'incidentOpened')).toMatchObject([
		{ kind: 'expression', run: 1, node: 'a', held: { output: { n: 7 }, merged: false } },
	]);
	expect(saga.saga.state.held).toEqual([
		{ run: 1, node: 'a', scope: 0, frontier: [1], output: { n: 7 }, merged: false },
	]);
});

describe('a message that the broker refuses', () => {
	const refused = { type: 'sendRefused', reason: 'too large' } as const;
	const notNeeded = (run: number, attempt: number) => ({
		kind: 'refused',
		code: 'not-open',
		message: `The message that could not be sent (step run ${run}, attempt ${attempt}) is no longer needed.`,
	});

	it('R-08 stops its run, with an incident that says what to do', () => {
		const saga = startedSketch('fork(a, b)');
		saga.give({ ...refused, run: 2, undo: false, attempt: 1 });
		expect(entriesOf(saga, 'incidentOpened')).toMatchObject([
			{
				kind: 'cannot-send',
				run: 2,
				node: 'b',
				message:
					'The message for "b" cannot be sent to b: too large. Have the cause removed (size limit, permission, topic "b.commands"), then try again.',
			},
		]);
		expect(saga.saga.state.runs.map(({ step, phase }) => [step, phase])).toEqual([
			['a', 'sent'],
			['b', 'stuck'],
		]);
	});

	it('R-08 is no longer needed once its run has been tried again, answered or stopped', () => {
		const saga = startedSketch('a → b');
		expect(saga.give({ ...refused, run: 1, undo: true, attempt: 1 })).toMatchObject(notNeeded(1, 1));
		expect(saga.give({ ...refused, run: 2, undo: false, attempt: 1 })).toMatchObject(notNeeded(2, 1));
		expect(saga.give({ ...refused, run: 1, undo: false, attempt: 2 })).toMatchObject(notNeeded(1, 2));
		saga.give({ ...refused, run: 1, undo: false, attempt: 1 });
		expect(saga.give({ ...refused, run: 1, undo: false, attempt: 1 })).toMatchObject(notNeeded(1, 1));
		saga.give({ ...act, action: { type: 'retry', run: 1, undo: false, changedInput: null } });
		expect(saga.give({ ...refused, run: 1, undo: false, attempt: 1 })).toMatchObject(notNeeded(1, 1));
		saga.reply(1, ok, 2);
		expect(saga.give({ ...refused, run: 1, undo: false, attempt: 2 })).toMatchObject(notNeeded(1, 2));
	});

	it('R-03 an operator who says that it was not done ends the run: no attempt follows by itself', () => {
		const saga = startedSketch('a → b');
		saga.give({ ...refused, run: 1, undo: false, attempt: 1 });
		saga.give({ ...act, action: { type: 'supplyReply', run: 1, undo: false, answer: down } });
		expect(entriesOf(saga, 'stepFailed')).toMatchObject([{ code: 'UNAVAILABLE', message: 'down' }]);
		expect(saga.saga.state.status).toBe('compensated');
	});

	it('U-14 stops its undo likewise, and no other', () => {
		const saga = startedSketch('fork(a, b) → c');
		saga.reply(1, ok);
		saga.reply(2, ok);
		saga.reply(3, failed('NO'));
		expect(saga.give({ ...refused, run: 1, undo: true, attempt: 2 })).toMatchObject(notNeeded(1, 2));
		expect(saga.give({ ...refused, run: 1, undo: false, attempt: 1 })).toMatchObject(notNeeded(1, 1));
		saga.give({ ...refused, run: 1, undo: true, attempt: 1 });
		expect(saga.saga.state.undos.map(({ step, phase }) => [step, phase])).toEqual([
			['b', 'sent'],
			['a', 'stuck'],
		]);
		expect(entriesOf(saga, 'incidentOpened')).toMatchObject([
			{
				kind: 'cannot-send',
				run: 1,
				message:
					'The message for "undo of a" cannot be sent to a: too large. Have the cause removed (size limit, permission, topic "a.commands"), then try again.',
			},
		]);
	});
});
