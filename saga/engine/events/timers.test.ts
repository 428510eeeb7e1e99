/** Exact instants: when something falls due, and what a time-out must wait for. */
import { describe, expect, it } from 'vitest';
import { compiled, drawnEdges, drawnFlow, drawnNode, drawnStep, linearFlow } from '../../compile/testing/drawn-flow';
import { backoffMs } from '../steps/retry-policy';
import { failed, ok, SagaRun, sagaId, sent } from '../testing/saga-run';
import { wakeAt } from './wake';

const linear = compiled(linearFlow([drawnStep('a'), drawnStep('b'), drawnStep('c')]));

function forkDefinition() {
	return drawnFlow(
		[
			drawnNode('parallel', 'split'),
			drawnStep('a'),
			drawnStep('b'),
			drawnNode('parallel', 'join'),
			drawnNode('end', 'end'),
		],
		drawnEdges('start > split', 'split > a', 'split > b', 'a > join', 'b > join', 'join > end'),
	);
}

describe('time', () => {
	it('wakes at the earliest deadline, and never when only messages can move the saga', () => {
		const run = SagaRun.started(linear);
		expect(wakeAt(run.saga.state)).toBe(run.at + 60_000);
		for (const number of [1, 2, 3]) run.reply(number, ok);
		expect(wakeAt(run.saga.state)).toBeNull();
	});

	it('C-02 judges a time-out only as far as replies are read, and only of a command that has left', () => {
		const run = SagaRun.started(linear);
		run.at += 60_000;
		expect(run.give({ type: 'timeCame', repliesReadTo: null, unpublished: [] }).kind).toBe('nothingDue');
		expect(run.give({ type: 'timeCame', repliesReadTo: run.at - 1, unpublished: [] }).kind).toBe('nothingDue');
		const unpublished = [`${sagaId}/1#1`];
		expect(run.give({ type: 'timeCame', repliesReadTo: run.at, unpublished }).kind).toBe('nothingDue');
		expect(run.give({ type: 'timeCame', repliesReadTo: run.at, unpublished: [] }).kind).toBe('applied');
		expect(sent(run)).toEqual(['do-a@1', 'do-a@2']);
	});

	it('sends after a back-off though no reply has been read', () => {
		const run = SagaRun.started(linear);
		run.reply(1, { type: 'unavailable', message: 'busy' });
		expect(wakeAt(run.saga.state)).toBe(run.at + 1_000);
		run.at += 999;
		expect(run.give({ type: 'timeCame', repliesReadTo: null, unpublished: [] }).kind).toBe('nothingDue');
		run.at += 1;
		run.give({ type: 'timeCame', repliesReadTo: null, unpublished: [] });
		expect(sent(run)).toEqual(['do-a@1', 'do-a@2']);
	});

	it('backs off further each time, up to the bound', () => {
		const retries = { attemptsMax: 9, backoffMs: 1_000, backoffFactor: 2, backoffMaxMs: 5_000 };
		expect([1, 2, 3, 4, 5].map((made) => backoffMs(retries, made))).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
	});

	it('gives open commands the settle time at most, and no less than what remains', () => {
		const settling = compiled({ ...forkDefinition(), settings: { settleMs: 10_000, undoOrder: 'causal' } });
		const run = SagaRun.started(settling);
		run.reply(1, failed('NO'));
		expect(wakeAt(run.saga.state)).toBe(run.at + 10_000);
		const patient = SagaRun.started(
			compiled({ ...forkDefinition(), settings: { settleMs: 90_000, undoOrder: 'causal' } }),
		);
		const deadline = wakeAt(patient.saga.state);
		patient.at += 1_000;
		patient.reply(1, failed('NO'));
		expect(wakeAt(patient.saga.state)).toBe(deadline);
	});
});
