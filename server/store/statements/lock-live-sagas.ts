/**
 * Locking order: by id, so that two batches never wait for each other; and neither waits at all, it skips.
 * Index: saga_state_pkey. Nothing is read here: what is read comes in a new snapshot, behind the locks.
 */
import type { SagaId } from '@/saga/engine/input';
import type { Statement } from '../statement';

export const lockLiveSagas: Statement<[ids: readonly string[]], { id: SagaId }> = {
	name: 'lock-live-sagas',
	text: `
		select id from saga_state
		where id = any($1::uuid[])
		order by id
		for update skip locked`,
};
