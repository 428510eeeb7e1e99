import { describe, expect, it } from 'vitest';
import { compiled, drawnEdges, drawnFlow, drawnNode, drawnStep } from '../../compile/testing/drawn-flow';
import { failed, ok, SagaRun } from '../testing/saga-run';
import { describeEntry } from './describe-entry';
import { describeSaga } from './describe-saga';
import { diagramState } from './diagram-state';
import { sagaNames } from './saga-names';
import { timeline } from './timeline';

const definition = drawnFlow(
	[
		drawnNode('parallel', 'split'),
		drawnStep('hotel', { name: 'Reserve hotel', participant: 'hotel' }),
		drawnStep('flight', { name: 'Reserve flight', participant: 'flight' }),
		drawnNode('parallel', 'join'),
		drawnStep('charge', { name: 'Charge card', participant: 'payment' }),
		drawnNode('end', 'end'),
	],
	drawnEdges(
		'start > split',
		'split > hotel',
		'split > flight',
		'hotel > join',
		'flight > join',
		'join > charge',
		'charge > end',
	),
);

const started = () => SagaRun.started(compiled(definition));
const states = (run: SagaRun) =>
	Object.fromEntries(Object.entries(diagramState(run.records, definition).nodes).map(([id, view]) => [id, view.state]));
const undoStates = (run: SagaRun) =>
	Object.fromEntries(Object.entries(diagramState(run.records).undos).map(([id, view]) => [id, view.state]));
const names = (run: SagaRun) => sagaNames(definition.nodes, run.records);
const sentence = (run: SagaRun) =>
	describeSaga(names(run), run.records)
		.sentence.map((part) => part.text)
		.join('');

describe('diagramState', () => {
	it('shows what runs, what waits at a join and which ways were taken', () => {
		const run = started();
		run.reply(1, ok);
		expect(states(run)).toEqual({ start: 'done', split: 'done', hotel: 'done', flight: 'running', join: 'waiting' });
		expect(diagramState(run.records).edges).toEqual({ e1: 1, e2: 1, e3: 1, e4: 1 });
	});

	it('shows back-off, then the next attempt', () => {
		const run = started();
		run.reply(2, { type: 'unavailable', message: 'busy' });
		expect(diagramState(run.records).nodes.flight).toMatchObject({ state: 'retrying', attempt: 1 });
		run.wait(1_000);
		expect(diagramState(run.records).nodes.flight).toEqual({
			state: 'running',
			runs: 1,
			attempt: 2,
			progress: null,
			since: run.at,
		});
	});

	it('shows the undo from planned to done, and what was never reached', () => {
		const run = started();
		run.reply(1, ok);
		run.reply(2, ok);
		run.reply(3, failed('DECLINED'));
		expect(undoStates(run)).toEqual({ hotel: 'running', flight: 'running' });
		run.undoReply(1, ok);
		run.undoReply(2, ok);
		expect(undoStates(run)).toEqual({ hotel: 'undone', flight: 'undone' });
		expect(states(run)).toMatchObject({ charge: 'failed', end: 'skipped' });
	});

	it('shows a stuck undo at the undo, not at its step', () => {
		const run = started();
		run.reply(1, ok);
		run.reply(2, failed('FULL'));
		for (let attempt = 1; attempt <= 3; attempt++) {
			run.undoReply(1, failed('BUSY'), attempt);
			run.wait(60_000);
		}
		expect(undoStates(run)).toEqual({ hotel: 'stuck' });
		expect(states(run)).toMatchObject({ hotel: 'done', flight: 'failed' });
		expect(sentence(run)).toBe(
			'Reserve flight failed: FULL happened. The undo of Reserve hotel is stuck: a person is needed.',
		);
		expect(describeSaga(names(run), run.records).waitingFor).toMatchObject([
			{ for: 'person', kind: 'undo-stuck', node: 'hotel' },
		]);
	});
});

describe('describeSaga', () => {
	it('names whom it waits for', () => {
		const run = started();
		expect(sentence(run)).toBe('Waiting for Reserve hotel and Reserve flight.');
		expect(describeSaga(names(run), run.records).waitingFor).toMatchObject([
			{ for: 'reply', node: 'hotel', participant: 'hotel', attempt: 1, attemptsMax: 3, until: run.at + 60_000 },
			{ for: 'reply', node: 'flight' },
		]);
	});

	it('says that nobody answered, and which attempt this is', () => {
		const run = started();
		run.reply(2, ok);
		run.wait(60_000);
		expect(sentence(run)).toBe('No reply from hotel; attempt 2 of 3.');
	});

	it('says why it unwinds and how far it has come', () => {
		const run = started();
		run.reply(1, ok);
		run.reply(2, ok);
		run.reply(3, failed('DECLINED'));
		expect(sentence(run)).toBe('Charge card failed: DECLINED happened. Undoing 2 steps.');
		run.undoReply(1, ok);
		expect(sentence(run)).toBe('Charge card failed: DECLINED happened. Undoing 2 steps; 1 done.');
		run.undoReply(2, ok);
		expect(sentence(run)).toBe('Charge card failed: DECLINED happened. Everything is undone.');
	});

	it('waits for open steps before it counts what is to be undone', () => {
		const run = started();
		run.reply(2, failed('FULL'));
		expect(sentence(run)).toBe(
			'Reserve flight failed: FULL happened. Waiting for 1 open step, then undoing what was done.',
		);
	});
});

describe('timeline', () => {
	it('has a bar per run and per undo, with their attempts', () => {
		const run = started();
		run.reply(1, ok);
		run.wait(60_000);
		run.at += 5;
		run.reply(2, failed('FULL'), 2);
		const { bars, to } = timeline(run.records);
		expect(to).toBeNull();
		expect(bars.map(({ kind, step, outcome, attempts }) => [kind, step, outcome, attempts.length])).toEqual([
			['run', 'hotel', 'completed', 1],
			['run', 'flight', 'failed', 2],
			['undo', 'hotel', 'open', 1],
		]);
		expect(bars[1]?.attempts[0]).toMatchObject({ attempt: 1, failure: { cause: 'timeout' } });
	});
});

describe('describeEntry', () => {
	it('has a sentence for every entry of a saga that unwinds', () => {
		const run = started();
		run.reply(1, ok);
		run.reply(2, failed('FULL'));
		run.undoReply(1, ok);
		expect(run.entries.map((entry) => describeEntry(names(run), entry))).toEqual([
			'The saga started.',
			'It went on from the start start.',
			'It went on from the parallel gateway split on 2 ways at once.',
			'Reserve hotel was asked of hotel.',
			'Reserve flight was asked of flight.',
			'Reserve hotel was done.',
			'It went on from Reserve hotel.',
			'Reserve flight: failed with FULL: FULL happened (attempt 1).',
			'Reserve flight failed without effect (FULL).',
			'The saga began to unwind, because Reserve flight failed (FULL).',
			'The saga is being undone.',
			'The undo of Reserve hotel was asked of hotel.',
			'Reserve hotel was undone.',
			'The saga ended with everything undone.',
		]);
	});
});
