/**
 * State, variables and whether inputs are parked, one row per saga and scope.
 * Indexes: saga_state_pkey, saga_data_pkey, saga_input_saga_id_id_idx.
 */
import type { SagaId } from '@/saga/engine/input';
import type { Statement } from '../statement';

export interface LoadedRow {
	readonly id: SagaId;
	readonly flow_id: string;
	readonly flow_version: number;
	readonly version: number;
	readonly state: string;
	readonly wake_at: number | null;
	readonly parked: boolean;
	readonly scope: string | null;
	readonly data: string | null;
}

export const loadLiveSagas: Statement<[ids: readonly string[]], LoadedRow> = {
	name: 'load-live-sagas',
	text: `
		select s.id, s.flow_id, s.flow_version, s.version, s.state,
			(extract(epoch from s.wake_at) * 1000)::float8 as wake_at,
			coalesce((select true from saga_input i where i.saga_id = s.id and i.reason <> 'queued' limit 1), false) as parked,
			d.scope, d.data
		from saga_state s left join saga_data d on d.saga_id = s.id
		where s.id = any($1::uuid[])`,
};

/** The instant that is a batch's time. Its own statement: a batch that only starts sagas loads nothing. */
export const readClock: Statement<[], { at: number }> = {
	name: 'read-clock',
	text: 'select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as at',
};
