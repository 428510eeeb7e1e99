import { describe, expect, it } from 'vitest';
import { compiled, drawnEdges, drawnFlow, drawnNode, drawnStep, linearFlow } from '../../compile/testing/drawn-flow';
import type { FlowDefinition } from '../../flow/definition';
import { sketch } from '../../flow/sketch';
import { failed, ok, SagaRun } from '../testing/saga-run';
import { undoPlan } from './undo-plan';

const end = drawnNode('end', 'end');
const keeps = { compensation: { type: 'none', effect: 'gap', because: 'mail is sent' } } as const;

/** a, then b ∥ (c, d), then e. */
const nested = drawnFlow(
	[
		drawnStep('a'),
		drawnNode('parallel', 'split'),
		drawnStep('b'),
		drawnStep('c'),
		drawnStep('d'),
		drawnNode('parallel', 'join'),
		drawnStep('e'),
		end,
	],
	drawnEdges(
		'start > a',
		'a > split',
		'split > b',
		'split > c',
		'c > d',
		'b > join',
		'd > join',
		'join > e',
		'e > end',
	),
);

function waves(run: SagaRun): string[] {
	return undoPlan(run.flow, run.saga, run.ledger).items.map(({ order, step, status }) => `${order} ${step} ${status}`);
}

/** Replies to the runs of these steps, in this order. */
function done(run: SagaRun, ...steps: string[]): SagaRun {
	for (const step of steps) run.reply(run.saga.state.runs.find((open) => open.step === step)?.run ?? 0, ok);
	return run;
}

function sequential(definition: FlowDefinition): FlowDefinition {
	return { ...definition, settings: { ...definition.settings, undoOrder: 'sequential' } };
}

describe('U-39 undoPlan', () => {
	it('goes back in waves: what ran side by side is undone side by side', () => {
		const run = done(SagaRun.started(compiled(nested)), 'a', 'b', 'c', 'd');
		expect(waves(run)).toEqual(['1 e conditional', '2 b planned', '2 d planned', '3 c planned', '4 a planned']);
		expect(undoPlan(run.flow, run.saga, run.ledger)).toMatchObject({ exact: false, undone: 0, toUndo: 4 });
	});

	it('does not let one branch wait for the other', () => {
		const run = done(SagaRun.started(compiled(nested)), 'a', 'b', 'c');
		expect(waves(run)).toEqual(['1 b planned', '1 d conditional', '2 c planned', '3 a planned']);
	});

	it('is exact once everything has settled, and follows the undo as it runs', () => {
		const run = done(SagaRun.started(compiled(nested)), 'a', 'b', 'c', 'd');
		run.reply(5, failed('NO'));
		expect(waves(run)).toEqual(['1 b running', '1 d running', '2 c planned', '3 a planned']);
		run.undoReply(4, ok);
		expect(waves(run)).toEqual(['1 b running', '1 d undone', '2 c running', '3 a planned']);
		expect(undoPlan(run.flow, run.saga, run.ledger)).toMatchObject({ exact: true, undone: 1, toUndo: 4 });
	});

	it('numbers strictly in a sequential flow, the last to end first, and undoes in that order', () => {
		const run = done(SagaRun.started(compiled(sequential(nested))), 'a', 'c', 'd', 'b');
		run.reply(5, failed('NO'));
		expect(waves(run)).toEqual(['1 b running', '2 d planned', '3 c planned', '4 a planned']);
		for (const number of [2, 4, 3, 1]) run.undoReply(number, ok);
		expect(run.saga.state.undone).toEqual([2, 4, 3, 1]);
		expect(run.saga.state.status).toBe('compensated');
	});

	it('lists what cannot be undone with its reason, without a wave of its own', () => {
		const run = done(
			SagaRun.started(compiled(linearFlow([drawnStep('a'), drawnStep('b', keeps), drawnStep('c'), drawnStep('d')]))),
			'a',
			'b',
			'c',
		);
		expect(waves(run)).toEqual(['1 d conditional', '2 c planned', '3 a planned', '3 b gap']);
		run.reply(4, failed('NO'));
		run.undoReply(3, ok);
		run.undoReply(1, ok);
		expect(run.saga.state.status).toBe('failed');
		expect(run.entries.at(-1)).toMatchObject({ gaps: [{ step: 'b', because: 'mail is sent' }] });
	});

	it('lists what is undone at once, also inside what another compensation undoes as a whole', () => {
		const run = SagaRun.started(compiled(sketch('sub(a → b)[undo=undo-all] → c')));
		const a = run.saga.state.runs[0]?.run ?? 0;
		run.give({
			type: 'operatorActed',
			action: { type: 'skipNotDone', run: a },
			actor: 'Ada',
			reason: 'it was never done',
		});
		const b = run.saga.state.runs[0]?.run ?? 0;
		run.reply(b, ok);
		expect(waves(run)).toEqual(['1 c conditional', '1 a running', '2 sub planned'].sort());
	});

	it('is empty after the pivot', () => {
		const run = done(
			SagaRun.started(
				compiled(
					linearFlow([drawnStep('a'), drawnStep('b', { class: 'pivot' }), drawnStep('c', { class: 'retriable' })]),
				),
			),
			'a',
			'b',
		);
		expect(waves(run)).toEqual([]);
	});

	it('shows a stuck undo, and keeps what came before it planned', () => {
		const run = done(SagaRun.started(compiled(linearFlow([drawnStep('a'), drawnStep('b'), drawnStep('c')]))), 'a', 'b');
		run.reply(3, failed('NO'));
		for (let attempt = 1; attempt <= 3; attempt++) {
			run.undoReply(2, failed('BUSY'), attempt);
			run.wait(60_000);
		}
		expect(waves(run)).toEqual(['1 b stuck', '2 a planned']);
	});
});

describe('U-39 an item of undoPlan', () => {
	const items = (run: SagaRun) => undoPlan(run.flow, run.saga, run.ledger).items;

	it('names who undoes it and by what, before and after its run has ended', () => {
		const run = SagaRun.started(compiled(sketch('a[undo=cancel-a] → b')));
		const undoOfA = { run: 1, step: 'a', participant: 'a', command: 'cancel-a', order: 1, because: null };
		expect(items(run)).toEqual([{ ...undoOfA, status: 'conditional' }]);
		done(run, 'a');
		expect(items(run)).toContainEqual({ ...undoOfA, order: 2, status: 'planned' });
	});

	it('says why nothing undoes it, also while it is in flight', () => {
		const run = SagaRun.started(compiled(linearFlow([drawnStep('a', keeps), drawnStep('b')])));
		const stays = { run: 1, step: 'a', participant: null, command: null, because: 'mail is sent' };
		expect(items(run)).toEqual([{ ...stays, order: 1, status: 'conditional' }]);
		done(run, 'a');
		expect(items(run)).toContainEqual({ ...stays, order: 2, status: 'gap' });
		expect(undoPlan(run.flow, run.saga, run.ledger)).toMatchObject({ undone: 0, toUndo: 0 });
	});

	it('names a compensation of its own after its activity', () => {
		const run = done(SagaRun.started(compiled(sketch('a{x → y} → b'))), 'a');
		expect(items(run)).toContainEqual(
			expect.objectContaining({ step: 'a', participant: null, command: 'a/undo', status: 'planned', because: null }),
		);
	});

	it('is there for a call that is under way', () => {
		const run = SagaRun.started(compiled(sketch('call(child)')));
		expect(items(run)).toEqual([expect.objectContaining({ step: 'child', status: 'conditional', order: 1 })]);
	});

	it('is not there for a step of a compensation that runs', () => {
		const run = done(SagaRun.started(compiled(sketch('a{x → y} → b'))), 'a');
		run.reply(2, failed('NO'));
		expect(waves(run)).toEqual(['1 a running']);
	});

	it('is a gap where an operator has accepted that it stays', () => {
		const run = done(SagaRun.started(compiled(sketch('a → b → c'))), 'a', 'b');
		run.reply(3, failed('NO'));
		const action = { type: 'acceptGap', run: 2 } as const;
		run.give({ type: 'operatorActed', action, actor: 'Ada', reason: 'the guest has left' });
		expect(waves(run)).toEqual(['1 b gap', '2 a running']);
	});

	it('is there after the pivot only for what was left before its answer', () => {
		const run = SagaRun.started(compiled(sketch('a<timer PT1M: b> → p[pivot]')));
		run.wait(60_000);
		expect(waves(run)).toContain('1 a running');
	});
});
