/** What a transition asks of the store and tells it: the ledger, messages to wait for, and nothing where nothing is due. */
import { describe, expect, it } from 'vitest';
import { compiled } from '../compile/testing/drawn-flow';
import { sketch } from '../flow/sketch';
import { fold } from './fold/apply';
import { invariant } from './invariant';
import { refusal } from './refusal';
import type { SagaState } from './state';
import { decodeState, encodeState } from './state-text';
import { failed, ok, SagaRun } from './testing/saga-run';
import { transition } from './transition';

const started = (text: string) => SagaRun.started(compiled(sketch(text)));

describe('E-08 what the store has to match', () => {
	it('is told once, when it is first waited for', () => {
		const run = started('fork(catch(paid "k"), a → b)');
		const [listening] = run.saga.state.subscriptions;
		const subscription = listening?.subscription;
		const asked = { type: 'awaitMessage', subscription, name: 'paid', key: 'k' };
		expect(run.effects.filter(({ type }) => type === 'awaitMessage')).toEqual([asked]);
		run.reply(3, ok);
		run.reply(1, ok);
		expect(run.effects.filter(({ type }) => type === 'awaitMessage')).toEqual([asked]);
	});

	it('and taken back when it is waited for no more', () => {
		const run = started('race(paid "k": a, timer PT10S: b)');
		const [listening] = run.saga.state.subscriptions;
		run.wait(10_000);
		expect(run.effects.filter(({ type }) => type === 'stopAwaiting')).toEqual([
			{ type: 'stopAwaiting', subscription: listening?.subscription },
		]);
	});
});

describe('where nothing is due', () => {
	it('nothing is asked for, also of a saga that unwinds', () => {
		const run = started('a → b');
		run.reply(1, ok);
		run.reply(2, failed('NO'));
		const input = { type: 'timeCame', repliesReadTo: run.at, unpublished: [], at: run.at } as const;
		expect(transition(run.flow, run.saga, input, null)).toEqual({ kind: 'nothingDue' });
	});

	it('nor is anything kept of the time that comes to a suspended saga', () => {
		const run = started('timer(PT10S) → a');
		run.give({ type: 'operatorActed', action: { type: 'suspend' }, actor: 'Ada', reason: 'maintenance' });
		expect(run.wait(10_000)).toEqual({ kind: 'nothingDue' });
		expect(run.saga.state.parked).toEqual([]);
	});
});

describe('X-01 the text of a state', () => {
	const { state } = started('a').saga;

	it('has nothing of what is not there', () => {
		const stored: readonly unknown[] = JSON.parse(encodeState(state));
		expect(stored).toHaveLength(13);
		const suspended: readonly unknown[] = JSON.parse(encodeState({ ...state, suspended: true }));
		expect(suspended.slice(13)).toEqual([{ suspended: true }]);
	});

	it('is read by its own layout only', () => {
		const stored: readonly unknown[] = JSON.parse(encodeState(state));
		expect(() => decodeState(JSON.stringify([0, ...stored.slice(1)]))).toThrow(/^Broken invariant: the stored state/);
	});

	it('is none while a token is inside a node', () => {
		const passing: SagaState['passing'] = { node: 'a', scope: 0, frontier: [] };
		expect(() => encodeState({ ...state, passing })).toThrow(/under way/);
	});
});

describe('X-01 a history', () => {
	const { flow, records, saga } = started('a → x → b');

	it('begins with the start of its saga', () => {
		const message = 'Broken invariant: a history begins with the start of its saga';
		const reply = { type: 'replyReceived', run: 1, attempt: 1, answer: ok, at: 0 } as const;
		expect(() => fold(flow, [])).toThrow(message);
		expect(() => fold(flow, [{ seq: 1, at: 0, input: reply, entries: [] }])).toThrow(message);
	});

	it('has entries, of which the first alone is a start', () => {
		const [first] = records;
		if (first === undefined) throw new Error('There is no record.');
		expect(() => fold(flow, [{ ...first, entries: [] }])).toThrow('Broken invariant: a history has entries');
		expect(() => fold(flow, [first, first])).toThrow('Broken invariant: a saga starts once');
		const entries = first.entries.slice(1);
		expect(() => fold(flow, [{ ...first, entries }])).toThrow(/^Broken invariant: the first entry of a saga/);
		expect(fold(flow, [first]).state).toEqual(saga.state);
	});

	it('is read with the version of each moment, also where the newest knows its nodes no more', () => {
		const run = started('a → one=assign(n = 1) → b');
		run.reply(1, ok);
		const target = { ...compiled(sketch('a → two=assign(n = 2) → b → c')), version: 2 };
		const migrate = { type: 'migrate', version: 2 } as const;
		const acted = { type: 'operatorActed', action: migrate, actor: 'Ada', reason: 'mended', at: run.at } as const;
		const moved = transition(run.flow, run.saga, acted, run.ledger, { history: run.records, target });
		if (moved.kind !== 'applied') throw new Error(moved.kind);
		const reply = { type: 'replyReceived', run: 2, attempt: 1, answer: ok, at: run.at } as const;
		const done = transition(target, moved.saga, reply, run.ledger);
		if (done.kind !== 'applied') throw new Error(done.kind);
		expect(done.saga.state.runs).toMatchObject([{ step: 'c' }]);
		const history = [
			...run.records,
			{ seq: 3, at: run.at, input: acted, entries: moved.entries },
			{ seq: 4, at: run.at, input: reply, entries: done.entries },
		];
		const versions = new Map([
			[1, run.flow],
			[2, target],
		]);
		expect(fold(target, history, versions).state).toEqual(done.saga.state);
		expect(fold(run.flow, history, versions).state).toEqual(done.saga.state);
	});
});

it('X-03 a broken invariant throws, and says which', () => {
	expect(() => invariant(null, 'there is one')).toThrow('Broken invariant: there is one');
	const run = started('a');
	const reply = { type: 'replyReceived', run: 1, attempt: 1, answer: ok, at: run.at } as const;
	expect(() => transition(compiled(sketch('z')), run.saga, reply, [])).toThrow('has no node a');
});

it('a refusal has a path only where it is about one', () => {
	expect(refusal('status', 'No.')).toStrictEqual({ kind: 'refused', code: 'status', message: 'No.' });
	expect(refusal('payload', 'No.', 'a.b')).toStrictEqual({
		kind: 'refused',
		code: 'payload',
		message: 'No.',
		path: 'a.b',
	});
});
