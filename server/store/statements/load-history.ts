/**
 * All that ever happened to sagas that have ended, to rebuild their state by the fold.
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
			exists (select from saga_input i where i.saga_id = h.saga_id) as parked,
			h.seq, (extract(epoch from h.at) * 1000)::float8 as at, h.input, h.entries
		from saga_history h join saga s on s.id = h.saga_id
		where h.saga_id = any($1::uuid[])
		order by h.saga_id, h.seq`,
};
