/** A saga goes on with another version only if that has everything the saga still needs, of the same kind and in the same place. */
import { expect, it } from 'vitest';
import { compiledSketch, numberOf, operate, refused, startedSketch } from '../testing/operate';
import { ok, type SagaRun } from '../testing/saga-run';
import { transition } from '../transition';

function migrated(saga: SagaRun, target: string, version = 2): string {
	const action = { type: 'migrate', version: 2 } as const;
	const input = { type: 'operatorActed', action, actor: 'ann', reason: 'a test', at: saga.at } as const;
	return refused(transition(saga.flow, saga.saga, input, saga.ledger, { target: compiledSketch(target, {}, version) }));
}

/** Gives the event that the only subscription waits for. */
function event(saga: SagaRun): void {
	const [open] = saga.saga.state.subscriptions;
	if (open?.on.type !== 'message') throw new Error('No message is awaited.');
	const { name, key } = open.on;
	const event = { id: 'e-1', name, key, payload: {} };
	saga.give({ type: 'eventReceived', subscription: open.subscription, event });
}

const needs: readonly [what: string, flow: string, before: (saga: SagaRun) => void, target: string, missing: string][] =
	[
		['a step that is open', 'a → b', () => {}, 'b', 'a'],
		['of the same kind', 'a → b', () => {}, 'a=approve → b', 'a'],
		['in the same scope', 'a → b', () => {}, 's=sub(a) → b', 'a'],
		['a step that is done and can be undone', 'a → b', (saga) => saga.reply(1, ok), 'b', 'a'],
		['a join where a token waits', 'fork(a, b)', (saga) => saga.reply(1, ok), 'a → b', 'join'],
		['an approval', 'approve → b', () => {}, 'b', 'approve'],
		['a call', 'call(child) → b', () => {}, 'b', 'child'],
		['a wait', 'catch(paid "k") → b', () => {}, 'b', 'paid'],
		['a wait that holds its token', 'catch(paid "k")[out.n=((1..3))] → b', event, 'b', 'paid'],
		['a boundary event that listens', 'a<late=timer PT5M: b>', () => {}, 'a → b', 'late'],
		['an undo that the flow orders', 'a → undo(a) → b', (saga) => saga.reply(1, ok), 'a → b', 'undo'],
		['a subflow', 's=sub(a)', () => {}, 't=sub(s=sub(a))', 's'],
	];

it.each(needs)('O-20 it needs %s', (_what, flow, before, target, missing) => {
	const saga = startedSketch(flow);
	before(saga);
	expect(migrated(saga, target)).toBe(
		`other-token: Version 2 has no "${missing}" of the same kind in the same place, and this saga needs it. Migrate to a version that has it, or move its token first.`,
	);
	expect(migrated(saga, flow)).toBe('applied');
});

it('O-20 it needs the way on which a token has come to a join', () => {
	const saga = startedSketch('fork(a, b)');
	saga.reply(1, ok);
	const [token] = saga.saga.state.tokens;
	expect(migrated(saga, 'fork(a → c, b)')).toContain(`other-token: Version 2 has no "${token?.edge}" of the same kind`);
});

it('O-20 it needs no way for a token that was put where it is', () => {
	const saga = startedSketch('a → choose(n > 1: b)', { n: 0 });
	operate(saga, { type: 'moveToken', run: numberOf(saga, 'a'), from: null, to: 'choice' });
	expect(saga.saga.state.tokens).toMatchObject([{ node: 'choice', edge: null }]);
	expect(migrated(saga, 'a → choose(n > 1: b, c)')).toBe('applied');
});

it('O-20 nor what it has left behind and what is still to come', () => {
	const saga = startedSketch('catch(paid "k") → b → c');
	event(saga);
	expect(migrated(saga, 'b → d')).toBe('applied');
});

it('O-20 it goes on with the version that was asked for, not with another', () => {
	expect(migrated(startedSketch('a'), 'a', 3)).toBe(
		'no-such-run: Version 2 of this flow is not deployed, or cannot be run.',
	);
});
