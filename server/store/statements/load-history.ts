/**
 * All that ever happened to sagas: to those that have ended, to rebuild their state by the fold, and to those whose input
 * cannot be decided without it.
 * Indexes: saga_pkey, saga_history_pkey (of the partitions that the ids fall into).
 */
import type { SagaId } from '@/saga/engine/input';
import type { Statement } from '../statement';

export interface HistoryRow {
	readonly saga_id: SagaId;
	readonly flow_id: string;
	readonly flow_version: number;
	readonly parked: boolean;
	readonly seq: number;
	readonly at: number;
	readonly input: string;
	readonly entries: string;
}

export const loadEndedSagas: Statement<[ids: readonly string[]], HistoryRow> = {
	name: 'load-ended-sagas',
	text: `
		select h.saga_id, s.flow_id, s.flow_version,
			coalesce((select true from saga_input i where i.saga_id = h.saga_id and i.reason <> 'queued' limit 1), false) as parked,
			h.seq, (extract(epoch from h.at) * 1000)::float8 as at, h.input, h.entries
		from saga_history h join saga s on s.id = h.saga_id
		where h.saga_id = any($1::uuid[])
		order by h.saga_id, h.seq`,
};

export const loadHistory: Statement<
	[ids: readonly string[]],
	Omit<HistoryRow, 'flow_id' | 'flow_version' | 'parked'>
> = {
	name: 'load-history',
	text: `
		select saga_id, seq, (extract(epoch from at) * 1000)::float8 as at, input, entries
		from saga_history
		where saga_id = any($1::uuid[])
		order by saga_id, seq`,
};
