/** Whoever reads them holds the saga's lock, so nobody else runs them meanwhile. Index: saga_input_saga_id_id_idx. */
import type { StoredParkedInput } from '@/server/runtime/ports';
import type { Statement } from '../statement';

export const loadParked: Statement<[ids: readonly string[]], StoredParkedInput> = {
	name: 'load-parked',
	text: `
		select id, saga_id as "sagaId", input from saga_input
		where saga_id = any($1::uuid[]) and reason <> 'queued'
		order by saga_id, id`,
};
