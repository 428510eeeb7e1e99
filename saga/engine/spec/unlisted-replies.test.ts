/** Late answers in full: what is recorded of each, and what an incident says. Traces compare only the kind. */
import { describe, expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import type { Answer } from '../input';
import { numberOf, startedSketch } from '../testing/operate';
import { failed, ok } from '../testing/saga-run';
import { entriesOf } from './entries-of';
import { spec } from './spec';

const down: Answer = { type: 'unavailable', message: 'down' };

describe('late replies', () => {
	it('R-23 what is no step run has no answer', () => {
		const saga = startedSketch('ask=approve → a');
		saga.give({ type: 'approvalAnswered', run: 1, output: {}, actor: 'ann' });
		const noStep = {
			kind: 'refused',
			code: 'no-such-run',
			message: 'Number 1 of this saga is no step run. The reply is not for it.',
		};
		for (const answer of [ok, failed('NO'), down]) expect(saga.reply(1, answer)).toMatchObject(noStep);
	});

	it('R-23 nor has what waits or is a scope', () => {
		const saga = startedSketch('s=sub(catch(paid "k"))');
		for (const run of [1, 2])
			expect(saga.reply(run, ok)).toMatchObject({
				code: 'no-such-run',
				message: `Number ${run} of this saga is no step run. The reply is not for it.`,
			});
	});

	it('R-23 nor what the saga has never sent', () => {
		const saga = startedSketch('a');
		for (const run of [0, 2])
			expect(saga.reply(run, ok)).toMatchObject({
				code: 'no-such-run',
				message: `This saga has made no step run ${run}. The reply belongs to another saga.`,
			});
		for (const attempt of [0, 2])
			expect(saga.reply(1, ok, attempt)).toMatchObject({
				code: 'no-such-run',
				message: `Attempt ${attempt} of step run 1 has not been sent. The reply is not for it.`,
			});
	});

	it('R-23 what is ignored is recorded with its attempt', () => {
		const saga = startedSketch('a → b');
		saga.wait(60_000);
		saga.reply(1, failed('NO'));
		saga.reply(1, ok, 2);
		saga.reply(1, ok);
		saga.reply(1, down, 2);
		expect(entriesOf(saga, 'replyIgnored')).toEqual([
			{ type: 'replyIgnored', run: 1, undo: false, attempt: 1, reason: 'old-attempt' },
			{ type: 'replyIgnored', run: 1, undo: false, attempt: 1, reason: 'duplicate' },
			{ type: 'replyIgnored', run: 1, undo: false, attempt: 2, reason: 'late' },
		]);
	});

	it('R-22 the contradiction names both attempts, and comes once', () => {
		const saga = startedSketch('a → b');
		saga.wait(60_000);
		saga.reply(1, ok);
		saga.reply(1, failed('NO'), 2);
		saga.reply(1, failed('NO'), 2);
		expect(entriesOf(saga, 'incidentOpened')).toStrictEqual([
			{
				type: 'incidentOpened',
				incident: 1,
				kind: 'contradiction',
				run: 1,
				node: 'a',
				message:
					'A late reply says that "a" failed without effect (attempt 2), but it had completed with attempt 1. Check with the participant which is true.',
			},
		]);
		expect(entriesOf(saga, 'replyIgnored')).toMatchObject([{ run: 1, attempt: 2, reason: 'duplicate' }]);
	});

	it('R-21 one of each run, and of a run that left nothing', () => {
		const saga = startedSketch('fork(a<error NO: c>, b<error NO: d>)');
		saga.reply(1, failed('NO'));
		saga.reply(2, failed('NO'));
		for (const run of [1, 2, 1]) saga.reply(run, ok);
		const about = (run: number) => ({
			kind: 'contradiction',
			run,
			node: null,
			message: `A late reply says that step run ${run} completed (attempt 1), but its participant had answered that no effect remained. An effect may stand that this saga has not undone: check with the participant, and undo it there by hand.`,
		});
		expect(entriesOf(saga, 'incidentOpened')).toMatchObject([about(1), about(2)]);
		expect(entriesOf(saga, 'replyIgnored')).toMatchObject([{ run: 1, reason: 'duplicate' }]);
	});

	it('R-22 no contradiction is taken back, whatever becomes of its run', () => {
		const saga = startedSketch('a → b');
		saga.reply(1, ok);
		saga.reply(1, failed('NO'));
		saga.reply(numberOf(saga, 'b'), failed('NO'));
		saga.undoReply(1, ok);
		expect(saga.saga.state.status).toBe('compensated');
		expect(saga.saga.state.incidents).toMatchObject([{ kind: 'contradiction', run: 1 }]);
	});

	it('R-21 nor when everything at the top is left', () => {
		const saga = startedSketch('a<error NO: b>; on(message stop "k": c)');
		saga.reply(numberOf(saga, 'a'), failed('NO'));
		saga.reply(numberOf(saga, 'a'), ok);
		const [subscription] = saga.saga.state.subscriptions;
		const event = { id: 'e', name: 'stop', key: 'k', payload: {} };
		saga.give({ type: 'eventReceived', subscription: subscription?.subscription ?? 0, event });
		expect(numberOf(saga, 'c')).toBeGreaterThan(0);
		expect(saga.saga.state.incidents).toMatchObject([{ kind: 'contradiction' }]);
	});
});

describe('after its undo has begun', () => {
	spec(
		'R-22 a participant says by contract that the run is undone: no contradiction, open or confirmed',
		sketch('a → b'),
		`
		start
		reply a ok
		reply b failed NO             → undo a, compensating
		late reply a@1 failed UNDONE  → ignored late
		undo-reply a ok               → compensated
		late reply a@1 failed UNDONE  → ignored late
	`,
	);

	spec(
		'R-22 any other failure is one',
		sketch('a → b'),
		`
		start
		reply a ok
		reply b failed NO         → undo a, compensating
		late reply a@1 failed NO  → incident contradiction a
	`,
	);

	spec(
		'R-22 so is that answer where nothing was undone, or something else',
		sketch('a → b → c'),
		`
		start
		reply a ok
		reply b ok
		late reply a@1 failed UNDONE  → incident contradiction a
		reply c failed NO             → undo b, compensating
		late reply b@1 failed UNDONE  → ignored late
	`,
	);

	spec(
		'R-23 "unavailable" is no contradiction: it may be the answer to a repeated command',
		sketch('a → b'),
		`
		start
		reply a ok
		late reply a@1 unavailable → ignored late
	`,
	);

	spec(
		'R-23 a success of what a compensation has done is ignored, and of what failed there a contradiction',
		sketch('a{x<error NO: y>} → b'),
		`
		start
		reply a ok
		reply b failed NO            → send a/undo/x, compensating
		reply a/undo/x failed NO     → send a/undo/y
		reply a/undo/y ok            → compensated
		late reply a/undo/y ok       → ignored duplicate
		late reply a/undo/y failed NO → ignored duplicate
		late reply a/undo/x ok       → incident contradiction a/undo/x
	`,
	);

	spec(
		'R-23 one of a run that a compensation gave up changes nothing there',
		sketch('a{x[once]<error TIMEOUT: y>} → b'),
		`
		start
		reply a ok
		reply b failed NO       → send a/undo/x, compensating
		wait PT1M               → send a/undo/y
		late reply a/undo/x ok  → ignored late
		reply a/undo/y ok       → compensated
	`,
	);
});

describe('R-19 the output that comes late', () => {
	spec(
		'R-19 goes into the undo once',
		sketch('a[once undo.id=output.id] → b'),
		`
		start
		wait PT1M                 → undo a, compensating
		late reply a ok {"id": 7} → wait
		late reply a ok {"id": 8} → ignored duplicate
		undo-reply a unavailable  → wait
		wait PT1S                 → undo a@2 {"id": 7}
	`,
	);

	spec(
		'R-19 into that of its run only',
		sketch('fork(a[once undo.id=output.id], b[once undo.id=output.id])'),
		`
		start
		wait PT1M                 → undo a b, compensating
		late reply a ok {"id": 7} → wait
		late reply b ok {"id": 8} → wait
		undo-reply b unavailable  → wait
		undo-reply a unavailable  → wait
		wait PT1S                 → undo a@2 {"id": 7}, undo b@2 {"id": 8}
	`,
	);

	spec(
		'R-19 with the variables of its scope instance, while that is open',
		sketch(
			'fork(t=sub(c[timeout=10m]), s=sub(a[timeout=10m undo.id=output.id undo.n=n]<timer PT10S: d[timeout=10m]>)[in.n=3])',
		),
		`
		start
		wait PT10S                → undo s/a {"n": 3}, send s/d
		late reply s/a ok {"id": 7} → wait
		undo-reply s/a unavailable  → wait
		wait PT1S                 → undo s/a@2 {"id": 7, "n": 3}
	`,
	);

	spec(
		'R-19 not where the undo cannot be made of it',
		sketch('a[once undo.n=(if output = null then 0 else [1..3])] → b'),
		`
		start
		wait PT1M                 → undo a {"n": 0}, compensating
		late reply a ok {"id": 7} → ignored late
	`,
	);
});
