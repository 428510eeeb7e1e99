/**
 * What the browser knows of one saga: the API's answer and the history, to which the stream adds record by record.
 * Invariant: `records` is gap-free from 1, whatever comes twice, late or too early; a gap is reported, never bridged, so
 * that everything derived from the records is what the engine itself would say.
 */
import type { SagaAnswer } from '@/contract/http/saga';
import type { SagaSummary } from '@/contract/http/sagas';
import type { HistoryRecord } from '@/saga/engine/entry';

export interface SagaRecord {
	readonly answer: SagaAnswer;
	readonly records: readonly HistoryRecord[];
}

interface Extended {
	readonly record: SagaRecord;
	/** Records are missing between those known and those that came. */
	readonly gap: boolean;
}

export function withRecords(record: SagaRecord, incoming: readonly HistoryRecord[]): Extended {
	const known = record.records.length;
	const fresh = incoming.filter(({ seq }) => seq > known);
	if (fresh.length === 0) return { record, gap: false };
	const isGapFree = fresh.every(({ seq }, index) => seq === known + index + 1);
	if (!isGapFree) return { record, gap: true };
	return { record: { ...record, records: [...record.records, ...fresh] }, gap: false };
}

/** A row that is older than the one known is not taken. */
export function withSummary(record: SagaRecord, saga: SagaSummary): SagaRecord {
	if (saga.updatedAt < record.answer.saga.updatedAt) return record;
	return { ...record, answer: { ...record.answer, saga } };
}

/** What was read anew, together with what the stream brought while it was being read. */
export function mergedRecord(read: SagaRecord, meanwhile: SagaRecord | undefined): SagaRecord {
	if (meanwhile === undefined) return read;
	return withSummary(withRecords(read, meanwhile.records).record, meanwhile.answer.saga);
}
