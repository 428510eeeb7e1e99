/** What the ledger says a run came after: the order of its undo follows from that alone. */
import { expect, it } from 'vitest';
import { numberOf, startedSketch } from '../testing/operate';
import { failed, ok, type SagaRun } from '../testing/saga-run';

function done(saga: SagaRun, ...steps: readonly string[]): void {
	for (const step of steps) saga.reply(numberOf(saga, step), ok);
}

function cameAfter(saga: SagaRun, step: string): readonly number[] {
	const entry = saga.ledger.find((each) => each.step === step);
	if (entry === undefined) throw new Error(`${step} has left no entry.`);
	return entry.predecessors;
}

it('T-01 what follows a join comes after all that it joined, in the order in which they were entered', () => {
	const saga = startedSketch('fork(x → y → a, b, z → c) → d');
	done(saga, 'z', 'x', 'y', 'c', 'b', 'a', 'd');
	const numbers = ['a', 'b', 'c'].map((step) => numberOf(saga, step)).sort((left, right) => left - right);
	expect(numbers).not.toEqual(['a', 'b', 'c'].map((step) => numberOf(saga, step)));
	expect(cameAfter(saga, 'd')).toEqual(numbers);
});

it('T-01 and after each of them once, though several ways led from it', () => {
	const saga = startedSketch('a → (_, _, _) → m=exclusive → to(j); j=parallel → b');
	done(saga, 'a', 'b');
	expect(cameAfter(saga, 'b')).toEqual([numberOf(saga, 'a')]);
});

it('T-02 what comes beside or instead of a first step comes after nothing', () => {
	const saga = startedSketch('a<timer PT10S: b>; on(signal look [nonint]: c)');
	saga.give({ type: 'signalReceived', signal: 'look', payload: {} });
	saga.wait(10_000);
	done(saga, 'b', 'c');
	expect([cameAfter(saga, 'b'), cameAfter(saga, 'c')]).toEqual([[], []]);
});

it('T-03 what takes the place of a scope comes after all that ran in it', () => {
	const saga = startedSketch('a → b; on(error: c)');
	done(saga, 'a');
	saga.reply(numberOf(saga, 'b'), failed('NO'));
	done(saga, 'c');
	expect(cameAfter(saga, 'c')).toEqual([numberOf(saga, 'a')]);
	const signalled = startedSketch('a → b; on(signal stop: c)');
	done(signalled, 'a');
	signalled.give({ type: 'signalReceived', signal: 'stop', payload: {} });
	done(signalled, 'c');
	expect(cameAfter(signalled, 'c')).toEqual([numberOf(signalled, 'a')]);
});

it('T-06 a split joins nothing, and a join tells which ways it took', () => {
	const saga = startedSketch('fork(a, b) → include(x > 0: c, d) → e', { x: 1 });
	done(saga, 'a', 'b', 'c');
	expect(saga.entries.flatMap((entry) => (entry.type === 'joined' ? [entry.edges.length] : []))).toEqual([2, 1]);
});

it('U-21 a subflow inside an undo leaves no entry', () => {
	const saga = startedSketch('a{s=sub(x)} → b');
	done(saga, 'a');
	saga.reply(numberOf(saga, 'b'), failed('NO'));
	done(saga, 'x');
	expect(saga.ledger.map(({ step }) => step)).toEqual(['a']);
	const completed = saga.entries.filter(({ type }) => type === 'scopeCompleted');
	expect(completed).toHaveLength(2);
	for (const entry of completed) expect(entry).not.toHaveProperty('undo');
});
