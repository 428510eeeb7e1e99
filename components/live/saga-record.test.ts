import { describe, expect, it } from 'vitest';
import type { SagaAnswer } from '@/contract/http/saga';
import type { SagaSummary } from '@/contract/http/sagas';
import type { HistoryRecord } from '@/saga/engine/entry';
import { mergedRecord, type SagaRecord, withRecords, withSummary } from './saga-record';

const summary: SagaSummary = {
	id: '01a20546-56a9-73cf-a165-8d31933e022a',
	flowId: 'book-trip',
	flowName: 'Book trip',
	flowVersion: 1,
	businessKey: 'T-1',
	status: 'running',
	suspended: false,
	steps: [],
	openIncidents: 0,
	startedAt: 1,
	updatedAt: 10,
	endedAt: null,
	refusal: null,
};
const answer: SagaAnswer = {
	saga: summary,
	seq: 0,
	definition: { schemaVersion: 1, id: 'book-trip', name: 'Book trip' },
	variables: {},
	incidents: [],
	open: [],
	parked: [],
	undoPlan: null,
	cause: null,
	sealed: false,
	wakeAt: null,
};
const records = (...seqs: number[]): HistoryRecord[] =>
	seqs.map((seq) => ({
		seq,
		at: seq,
		input: { type: 'timeCame', at: seq, repliesReadTo: null, unpublished: [] },
		entries: [],
	}));
const known = (...seqs: number[]): SagaRecord => ({ answer, records: records(...seqs) });
const seqsOf = (record: SagaRecord) => record.records.map(({ seq }) => seq);

describe('a saga that the stream tells of', () => {
	it('takes the records that follow', () => {
		const { record, gap } = withRecords(known(1, 2), records(3, 4));
		expect(seqsOf(record)).toEqual([1, 2, 3, 4]);
		expect(gap).toBe(false);
	});

	it('takes from a repetition only what is new', () => {
		expect(seqsOf(withRecords(known(1, 2), records(1, 2, 3)).record)).toEqual([1, 2, 3]);
	});

	it('is the same value when nothing is new', () => {
		const before = known(1, 2);
		expect(withRecords(before, records(2)).record).toBe(before);
	});

	it.each([[records(4)], [records(3, 5)]])('reports a gap and takes nothing', (incoming) => {
		const before = known(1, 2);
		expect(withRecords(before, incoming)).toEqual({ record: before, gap: true });
	});

	it('does not take a row that is older than the one known', () => {
		const late = { ...summary, status: 'compensating' as const, updatedAt: 9 };
		expect(withSummary(known(1), late).answer.saga.status).toBe('running');
		expect(withSummary(known(1), { ...late, updatedAt: 11 }).answer.saga.status).toBe('compensating');
	});

	it('keeps what came while it was being read again', () => {
		const meanwhile = withSummary(known(1, 2, 3), { ...summary, status: 'completed', updatedAt: 20 });
		const merged = mergedRecord(known(1, 2), meanwhile);
		expect(seqsOf(merged)).toEqual([1, 2, 3]);
		expect(merged.answer.saga.status).toBe('completed');
	});
});
