/** GET /sagas/:id/history: the records after one that is known, in order and gap-free. */
import { validate } from 'uuid';
import { HISTORY_PAGE_MAX } from '@/contract/http/limits';
import type { HistoryAnswer } from '@/contract/http/saga';
import type { HistoryEntry, HistoryRecord } from '@/saga/engine/entry';
import type { SagaInput } from '@/saga/engine/input';
import type { Actor } from './actor';
import { database } from './database';
import { done, type Outcome, refuse } from './outcome';
import { sagaMissing, sagaSummaries } from './saga-summary';

export const historyColumns = { seq: true, at: true, input: true, entries: true } as const;

export interface HistoryRow {
	readonly seq: number;
	readonly at: Date;
	readonly input: string;
	readonly entries: string;
}

export function historyRecord({ seq, at, input, entries }: HistoryRow): HistoryRecord {
	return {
		seq,
		at: at.getTime(),
		input: JSON.parse(input) as SagaInput,
		entries: JSON.parse(entries) as HistoryEntry[],
	};
}

export async function readHistory(_actor: Actor, sagaId: string, after: number): Promise<Outcome<HistoryAnswer>> {
	if (!validate(sagaId)) return refuse('not-found', sagaMissing(sagaId));
	const rows = await database().sagaHistory.findMany({
		where: { sagaId, seq: { gt: after } },
		orderBy: { seq: 'asc' },
		take: HISTORY_PAGE_MAX + 1,
		select: historyColumns,
	});
	if (rows.length === 0 && (await sagaSummaries([sagaId])).length === 0)
		return refuse('not-found', sagaMissing(sagaId));
	return done({
		records: rows.slice(0, HISTORY_PAGE_MAX).map(historyRecord),
		more: rows.length > HISTORY_PAGE_MAX,
	});
}

/** For the fold of a saga that has ended. */
export async function allHistory(sagaId: string): Promise<readonly HistoryRecord[]> {
	const rows = await database().sagaHistory.findMany({
		where: { sagaId },
		orderBy: { seq: 'asc' },
		select: historyColumns,
	});
	return rows.map(historyRecord);
}
