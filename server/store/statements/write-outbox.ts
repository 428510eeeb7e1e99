/**
 * Messages in their writer's care. A message that is already there is the same message: an id names one attempt.
 * Index: outbox_pkey.
 */
import type { Statement, TextArray } from '../statement';

/** How long a message stays in the care of whoever wrote or claimed it. */
export const leaseSeconds = 30;

export const insertOutbox: Statement<
	[
		messageIds: TextArray,
		sagaIds: TextArray,
		kinds: TextArray,
		topics: TextArray,
		keys: TextArray,
		headers: TextArray,
		values: TextArray,
	]
> = {
	name: 'insert-outbox',
	text: `
		insert into outbox (message_id, saga_id, kind, topic, key, headers, value, lease_until)
		select u.message_id, u.saga_id, u.kind, u.topic, u.key, u.headers, u.value,
			clock_timestamp() + interval '${leaseSeconds} s'
		from unnest($1::text[], $2::text[]::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
			as u (message_id, saga_id, kind, topic, key, headers, value)
		on conflict (message_id) do nothing`,
};

/**
 * Locking order: that of the plan, the same for all who delete; whoever claims rows skips what is locked and waits for
 * nobody. (Locking them by id first wrote each row twice: 1.6 × the time.)
 */
export const deleteOutbox: Statement<[messageIds: TextArray]> = {
	name: 'delete-outbox',
	text: `delete from outbox where message_id = any($1::text[] collate "C")`,
};
