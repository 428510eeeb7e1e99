import { describe, expect, it } from 'vitest';
import type { SagaSummary } from '@/contract/http/sagas';
import type { HistoryRecord } from '@/saga/engine/entry';
import type { SagaId, SagaInput } from '@/saga/engine/input';
import type { LedgerEntry, Saga } from '@/saga/engine/state';
import { transition } from '@/saga/engine/transition';
import { sketch } from '@/saga/flow/sketch';
import {
	actionOf,
	actTitle,
	type OfferedAct,
	offeredMove,
	offeredOnRun,
	offeredOnSaga,
	requestOf,
	targetsOf,
} from './saga-acts';
import { compiledOf, type SagaModel, sagaModel, versionsOf } from './saga-model';

const id = '01a20546-56a9-73cf-a165-8d31933e022a' as SagaId;
const summary: SagaSummary = {
	id,
	flowId: 'sketch',
	flowName: 'Sketch',
	flowVersion: 1,
	businessKey: null,
	status: 'running',
	suspended: false,
	steps: [],
	openIncidents: 0,
	startedAt: 0,
	updatedAt: 0,
	endedAt: null,
	refusal: null,
};
const none = { json: null, answer: { type: 'completed' as const, output: null }, to: null, version: null };

function flowOf(text: string, version = 1) {
	const definition = sketch(text);
	const flow = compiledOf(definition, version);
	if (flow === null) throw new Error(`${text} does not compile`);
	return { definition, flow };
}

function played(text: string, ...inputs: SagaInput[]): SagaModel {
	const { definition, flow } = flowOf(text);
	let saga: Saga | null = null;
	const ledger: LedgerEntry[] = [];
	const records: HistoryRecord[] = [];
	const start: SagaInput = { type: 'sagaStarted', sagaId: id, at: 0, businessKey: null, payload: {} };
	for (const input of [start, ...inputs]) {
		const result = transition(flow, saga, input, ledger, { history: records });
		if (result.kind !== 'applied') throw new Error(`${input.type} was answered ${result.kind}`);
		saga = result.saga;
		ledger.push(...result.ledger);
		records.push({ seq: records.length + 1, at: input.at, input, entries: result.entries });
	}
	return sagaModel(flow, definition, summary, records);
}

const done = (run: number): SagaInput => ({
	type: 'replyReceived',
	run,
	attempt: 1,
	at: run,
	answer: { type: 'completed', output: null },
});
const failed = (run: number): SagaInput => ({
	type: 'replyReceived',
	run,
	attempt: 1,
	at: run,
	answer: { type: 'failed', code: 'NO', message: '' },
});
const said = (acts: readonly OfferedAct[]) =>
	acts.map(({ act, refusal }) => `${act.type}${refusal === null ? '' : ' !'}`);

describe('what is offered', () => {
	it('on a saga that runs', () => {
		expect(said(offeredOnSaga(played('a → b')))).toEqual([
			'suspend',
			'undo-everything',
			'cancel-with-undo',
			'cancel-without-undo',
			'migrate',
		]);
	});

	it('on one behind its pivot says why it cannot be undone', () => {
		const acts = offeredOnSaga(played('a → b[pivot] → c[retriable]', done(1), done(2)));
		expect(said(acts)).toContain('undo-everything !');
		expect(acts.find(({ act }) => act.type === 'undo-everything')?.refusal).toMatch(/point of no return/);
	});

	it('on an open step, and on one that is done', () => {
		const model = played('a → b', done(1));
		expect(said(offeredOnRun(model, 2))).toEqual(
			[
				'retry',
				'supply-reply',
				'skip-done',
				'skip-not-done',
				'mark-undone !',
				'accept-gap !',
				'undo-back-to',
				'move-token',
			].filter((type) => !type.endsWith('!')),
		);
		expect(said(offeredOnRun(model, 1)).filter((type) => !type.endsWith('!'))).toEqual(['undo-back-to']);
	});

	it('on a step that is being undone', () => {
		const acts = said(offeredOnRun(played('a → b[once]', done(1), failed(2)), 1));
		expect(acts.filter((type) => !type.endsWith('!'))).toEqual(['retry', 'supply-reply', 'mark-undone', 'accept-gap']);
		expect(acts).toContain('undo-back-to !');
	});

	it('on a wait: its token can be moved within its scope', () => {
		const model = played('a → catch(paid "1") → b', done(1));
		const of = { run: 2, from: null, node: 'paid', title: 'paid' };
		const [offer] = offeredMove(model, of);
		expect(offer).toEqual({ act: { type: 'move-token', ...of }, refusal: null });
		expect(targetsOf(model, { type: 'move-token', ...of })).toEqual(expect.arrayContaining(['a', 'b']));
	});
});

describe('what is asked for', () => {
	it('is complete before it is previewed or sent', () => {
		const move = { type: 'move-token', run: 2, from: null, node: 'paid', title: 'paid' } as const;
		expect(requestOf(move, none)).toBeNull();
		expect(requestOf(move, { ...none, to: 'b' })).toEqual({ type: 'move-token', run: 2, from: null, to: 'b' });
		expect(requestOf({ type: 'migrate', title: '' }, none)).toBeNull();
		expect(actionOf({ type: 'retry-parked', title: '' }, none, 'why')).toEqual({ type: 'retry-parked', reason: 'why' });
	});

	it('carries what was filled in, and the reason', () => {
		const skip = { type: 'skip-done', run: 1, title: 'a' } as const;
		expect(actionOf(skip, { ...none, json: { id: 'R-1' } }, 'seen')).toEqual({
			type: 'skip-done',
			run: 1,
			output: { id: 'R-1' },
			reason: 'seen',
		});
		expect(actTitle(skip)).toBe('Skip as done: a');
	});
});

describe('a saga that was migrated', () => {
	it('is folded by the versions that it has run', () => {
		const [one, two] = [flowOf('x → assign(n = 1) → a'), flowOf('x → a → c', 2)];
		let saga: Saga | null = null;
		const records: HistoryRecord[] = [];
		const ledger: LedgerEntry[] = [];
		const migrate: SagaInput = {
			type: 'operatorActed',
			action: { type: 'migrate', version: 2 },
			actor: 'Ada',
			reason: 'mended',
			at: 3,
		};
		const start: SagaInput = { type: 'sagaStarted', sagaId: id, at: 0, businessKey: null, payload: {} };
		for (const input of [start, done(1), migrate]) {
			const target = input === migrate ? two.flow : null;
			const result = transition(one.flow, saga, input, ledger, { target });
			if (result.kind !== 'applied') throw new Error(result.kind);
			saga = result.saga;
			ledger.push(...result.ledger);
			records.push({ seq: records.length + 1, at: input.at, input, entries: result.entries });
		}
		expect(versionsOf(records)).toEqual([1, 2]);
		const flows = new Map([
			[1, one.flow],
			[2, two.flow],
		]);
		expect(sagaModel(two.flow, two.definition, summary, records, flows).saga?.state.runs).toHaveLength(1);
	});
});
