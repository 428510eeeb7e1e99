/**
 * Takes over messages whose writer did not get them published in time: the lease is moved and committed before anything
 * is sent, so that two sweepers never send the same row. Oldest lease first, skipping what is locked.
 * Indexes: outbox_lease_until, saga_state_pkey.
 */
import type { ClaimedMessage } from '@/server/runtime/ports';
import type { Statement } from '../statement';
import { leaseSeconds } from './write-outbox';

export type ClaimedRow = Omit<ClaimedMessage, 'headers'> & { readonly headers: string };

export const claimExpired: Statement<[limit: number], ClaimedRow> = {
	name: 'claim-expired',
	text: `
		with expired as (
			select message_id from outbox where lease_until < clock_timestamp()
			order by lease_until limit $1
			for update skip locked
		), claimed as (
			update outbox o set lease_until = clock_timestamp() + interval '${leaseSeconds} s'
			from expired where o.message_id = expired.message_id
			returning o.message_id, o.saga_id, o.kind, o.topic, o.key, o.headers, o.value
		)
		select c.message_id as "messageId", c.saga_id as "sagaId", c.kind, c.topic, c.key, c.headers, c.value, s.state
		from claimed c left join saga_state s on s.id = c.saga_id
		order by c.message_id`,
};
