/** Calls, where a trace does not show what was refused, recorded or told. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../compile/compile';
import { sketch } from '../../flow/sketch';
import type { ChildEnded, SagaId } from '../input';
import { numberOf } from '../testing/operate';
import { failed, ok, SagaRun } from '../testing/saga-run';
import { entriesOf } from './entries-of';
import { spec } from './spec';

const child = sketch('child: x');
const other = sketch('other: y');

/** Alone: what the called sagas bring is told by the test. */
function caller(text: string): SagaRun {
	const called = new Map([
		['child', { version: 1, hasPivot: false }],
		['other', { version: 1, hasPivot: false }],
	]);
	const compiled = compile(sketch(text), 1, called);
	if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join(' '));
	return SagaRun.started(compiled.flow);
}

function childOf(saga: SagaRun, run: number): SagaId {
	const started = entriesOf(saga, 'callStarted').find((entry) => entry.run === run);
	if (started === undefined) throw new Error(`No call ${run}.`);
	return started.child;
}

function end(saga: SagaRun, run: number, status: ChildEnded['status'], more: Partial<ChildEnded> = {}) {
	const code = status === 'completed' ? null : 'NO';
	return saga.give({
		type: 'childEnded',
		run,
		child: childOf(saga, run),
		status,
		code,
		message: '',
		output: {},
		...more,
	});
}

describe('the end of a called saga', () => {
	it('U-29 ends the call that started it, and no other', () => {
		const saga = caller('main: fork(a=call(child), b=call(other))');
		const [a, b] = [numberOf(saga, 'a'), numberOf(saga, 'b')];
		const message = `No call ${a} of this saga waits for the end of saga ${childOf(saga, b)}.`;
		expect(end(saga, a, 'completed', { child: childOf(saga, b) })).toEqual({
			kind: 'refused',
			code: 'not-open',
			message,
		});
		expect(end(saga, b, 'completed')).toMatchObject({ kind: 'applied' });
		expect(saga.saga.state.calls.map(({ node }) => node)).toEqual(['a']);
		expect(end(saga, b, 'completed')).toMatchObject({ kind: 'refused', code: 'not-open' });
	});

	it('U-29 completes it without an undo inside a compensation', () => {
		const saga = caller('main: a{b=call(child)} → c');
		saga.reply(1, ok);
		saga.reply(2, failed('NO'));
		const b = numberOf(saga, 'b');
		end(saga, b, 'completed', { output: { n: 1 } });
		expect(entriesOf(saga, 'callCompleted')).toEqual([{ type: 'callCompleted', run: b, node: 'b', output: { n: 1 } }]);
		expect(saga.saga.state.status).toBe('compensated');
	});

	it('D-07 is kept with the token where its output cannot be stored', () => {
		const saga = caller('main: b=call(child)[out.n=[1..3]] → c');
		end(saga, 1, 'completed', { output: { n: 1 } });
		expect(entriesOf(saga, 'incidentOpened')).toEqual([
			{
				type: 'incidentOpened',
				incident: 1,
				kind: 'expression',
				run: 1,
				node: 'b',
				message:
					'"b" is done, but what the called saga brought could not be stored: "n": The result cannot be stored: it is no value of JSON (a range, a function or the like). Deploy a corrected flow for later sagas; if the data is corrected, try again here.',
				held: { output: { n: 1 }, merged: false },
			},
		]);
	});

	it('U-05 told to unwind, it leaves nothing, or the gap that stays', () => {
		for (const [status, gap] of [
			['compensated', undefined],
			['failed', 'ended failed: something of it stays.'],
			['cancelled', 'was cancelled without undo: what it had done stays.'],
		] as const) {
			const saga = caller('main: fork(a, b=call(child)<error NO: c>)');
			const b = numberOf(saga, 'b');
			saga.reply(numberOf(saga, 'a'), failed('NO'));
			end(saga, b, status);
			const because = gap === undefined ? {} : { gap: `The called saga ${childOf(saga, b)} ${gap}` };
			expect(entriesOf(saga, 'callEnded')).toEqual([{ type: 'callEnded', run: b, node: 'b', ...because }]);
			expect(entriesOf(saga, 'callFailed')).toEqual([]);
			expect(saga.saga.state.cause).toMatchObject({ step: 'a' });
			expect(entriesOf(saga, 'sagaEnded')).toMatchObject([
				{
					status: gap === undefined ? 'compensated' : 'failed',
					gaps: gap === undefined ? [] : [{ step: 'b', because: because.gap }],
				},
			]);
		}
	});

	it('U-29 failed without a code it is FAILED, cancelled it is CANCELLED', () => {
		for (const [status, code, expected] of [
			['compensated', null, 'FAILED'],
			['compensated', 'FULL', 'FULL'],
			['cancelled', 'FULL', 'CANCELLED'],
		] as const) {
			const saga = caller('main: b=call(child)');
			end(saga, 1, status, { code, message: 'words' });
			expect(saga.saga.state.cause).toEqual({ step: 'b', code: expected, message: 'words' });
		}
	});
});

describe('a called saga that is undone', () => {
	it('U-32 is over when it has unwound, or leaves a gap that says why', () => {
		const saga = caller('main: fork(a=call(child), b=call(other)) → c');
		const [a, b] = [numberOf(saga, 'a'), numberOf(saga, 'b')];
		end(saga, a, 'completed');
		end(saga, b, 'completed');
		saga.reply(numberOf(saga, 'c'), failed('NO'));
		expect(saga.effects.filter(({ type }) => type === 'unwindChild')).toEqual([
			{ type: 'unwindChild', run: b, child: childOf(saga, b), reason: 'The saga that called it is undone.' },
			{ type: 'unwindChild', run: a, child: childOf(saga, a), reason: 'The saga that called it is undone.' },
		]);
		end(saga, a, 'compensated');
		expect(entriesOf(saga, 'undoCompleted')).toEqual([{ type: 'undoCompleted', run: a, step: 'a' }]);
		end(saga, b, 'failed');
		const because = `The called saga ${childOf(saga, b)} ended failed: something of it stays.`;
		expect(entriesOf(saga, 'undoSkipped')).toEqual([
			{ type: 'undoSkipped', run: b, step: 'b', effect: 'gap', because },
		]);
		expect(saga.saga.state.status).toBe('failed');
	});

	it('U-33 that completes all the same asks a person once where nothing else undoes it', () => {
		const saga = caller('main: fork(a=call(child), b=call(other)) → c');
		const [a, b] = [numberOf(saga, 'a'), numberOf(saga, 'b')];
		end(saga, a, 'completed');
		end(saga, b, 'completed');
		saga.reply(numberOf(saga, 'c'), failed('NO'));
		end(saga, b, 'completed');
		end(saga, a, 'completed');
		expect(end(saga, a, 'completed')).toEqual({ kind: 'nothingDue' });
		const words = (run: number, node: string) => ({
			kind: 'undo-stuck',
			run,
			node,
			message: `"${node}" could not be undone: the called saga ${childOf(saga, run)} has passed its point of no return and completed. Undo it by hand and mark it undone, or accept that it stays.`,
		});
		expect(entriesOf(saga, 'incidentOpened')).toMatchObject([words(b, 'b'), words(a, 'a')]);
		end(saga, a, 'compensated');
		expect(saga.saga.state.incidents).toMatchObject([{ run: b }]);
		expect(entriesOf(saga, 'incidentResolved')).toEqual([{ type: 'incidentResolved', incident: 2, by: 'reply' }]);
	});

	it('U-32 is not asked where the call has a compensation of its own', () => {
		for (const own of ['[undo=refund]', '{y}']) {
			const saga = caller(`main: a=call(child)${own} → c`);
			end(saga, 1, 'completed');
			saga.reply(numberOf(saga, 'c'), failed('NO'));
			for (const status of ['completed', 'compensated'] as const)
				expect(end(saga, 1, status)).toEqual({
					kind: 'refused',
					code: 'not-open',
					message: `Call 1 is undone by its own compensation: the end of saga ${childOf(saga, 1)} tells nothing more.`,
				});
		}
	});

	it('U-33 nor once its own compensation has taken over, in flight or in back-off', () => {
		const saga = caller('main: a=call(child)[undo=refund]<timer PT10S: c>');
		saga.wait(10_000);
		end(saga, 1, 'completed', { output: { n: 1 } });
		expect(saga.saga.state.undos.map(({ phase }) => phase)).toEqual(['sent']);
		expect(end(saga, 1, 'compensated')).toMatchObject({ code: 'not-open' });
		saga.undoReply(1, failed('BUSY'));
		expect(saga.saga.state.undos.map(({ phase }) => phase)).toEqual(['backoff']);
		expect(end(saga, 1, 'compensated')).toMatchObject({ code: 'not-open' });
	});
});

describe('an interrupted call', () => {
	spec(
		'U-33 with a subflow around it is abandoned as well, and no other call is',
		[sketch('main: (s=sub(call(child))<timer PT10S: b>, call(other))'), child, other],
		`
		start main            → send s/child/x other/y
		wait PT10S            → send b
		reply s/child/x ok    → undo s/child/x
		undo-reply s/child/x ok → wait
		reply b ok            → wait
		reply other/y ok      → completed
	`,
	);

	spec(
		'U-33 alone: its boundary leaves no other call',
		[sketch('main: (call(other), call(child)<timer PT10S: b>)'), child, other],
		`
		start main            → send other/y child/x
		wait PT10S            → send b
		reply child/x ok      → undo child/x
		undo-reply child/x ok → wait
		reply b ok            → wait
		reply other/y ok      → completed
	`,
	);

	spec(
		'O-17 is left as it is where the saga is cancelled without undo',
		[sketch('main: fork(a, call(child))'), child],
		`
		start main                                      → send a child/x
		operator cancel-without-undo because "a test"   → cancelled
	`,
	);

	it('U-33 in a compensation it has ended: the called saga unwinds, and nothing waits for that', () => {
		const saga = caller('main: a{b=call(child)<timer PT10S: y>} → c');
		saga.reply(1, ok);
		saga.reply(2, failed('NO'));
		const b = numberOf(saga, 'b');
		saga.wait(10_000);
		expect(entriesOf(saga, 'callEnded')).toEqual([{ type: 'callEnded', run: b, node: 'b' }]);
		expect(saga.effects).toContainEqual({
			type: 'unwindChild',
			run: b,
			child: childOf(saga, b),
			reason: 'The call was interrupted.',
		});
		expect(saga.saga.state.loose).toEqual([]);
		saga.reply(numberOf(saga, 'y'), ok);
		expect(saga.saga.state.status).toBe('compensated');
	});

	it('U-30 one that had failed is over, with the incident about it', () => {
		const saga = caller('main: p[pivot] → b=call(child)<timer PT10S: c>');
		saga.reply(1, ok);
		const b = numberOf(saga, 'b');
		end(saga, b, 'compensated');
		expect(saga.saga.state.incidents).toMatchObject([{ kind: 'step-stuck', run: b, node: 'b' }]);
		saga.wait(10_000);
		expect(saga.saga.state.incidents).toEqual([]);
		expect(entriesOf(saga, 'callEnded')).toEqual([{ type: 'callEnded', run: b, node: 'b' }]);
		expect(saga.saga.state.runs.map(({ step }) => step)).toEqual(['c']);
	});
});

describe('a call whose input cannot be made', () => {
	it('D-07 holds its token', () => {
		const saga = caller('main: fork(a, b=call(child)[in.n=[1..3]])');
		expect(entriesOf(saga, 'incidentOpened')).toMatchObject([
			{
				kind: 'expression',
				run: null,
				node: 'b',
				message:
					'What "b" starts with could not be made: "n": The result cannot be stored: it is no value of JSON (a range, a function or the like). Deploy a corrected flow for later sagas; if the data is corrected, try again here.',
			},
		]);
		expect(entriesOf(saga, 'callStarted')).toEqual([]);
	});
});
