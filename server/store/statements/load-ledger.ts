/** Index: saga_ledger_pkey (of the partitions that the ids fall into). */
import type { SagaId } from '@/saga/engine/input';
import type { Statement } from '../statement';

export const loadLedger: Statement<[ids: readonly string[]], { saga_id: SagaId; entry: string }> = {
	name: 'load-ledger',
	text: `
		select saga_id, entry from saga_ledger
		where saga_id = any($1::uuid[])
		order by saga_id, run`,
};
