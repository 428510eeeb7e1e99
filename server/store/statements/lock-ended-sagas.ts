/**
 * A saga without state is locked on its row in `saga`; one whose state exists is not touched here, because its lock is
 * that of the state, which somebody else holds. `known` tells a busy saga from one that never was.
 * Locking order: by id, after the live ones. Indexes: saga_pkey, saga_state_pkey.
 */
import type { SagaId } from '@/saga/engine/input';
import type { Statement } from '../statement';

export const lockEndedSagas: Statement<[ids: readonly string[]], { id: SagaId }> = {
	name: 'lock-ended-sagas',
	text: `
		select id from saga
		where id = any($1::uuid[]) and not exists (select from saga_state where saga_state.id = saga.id)
		order by id
		for update skip locked`,
};

export const findSagas: Statement<[ids: readonly string[]], { id: SagaId }> = {
	name: 'find-sagas',
	text: 'select id from saga where id = any($1::uuid[])',
};
