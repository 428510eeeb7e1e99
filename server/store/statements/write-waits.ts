/** What sagas wait for, under their locks. The position says which of several waits came first. Index: message_wait_pkey. */
import type { Statement, TextArray } from '../statement';

export const insertWaits: Statement<
	[ids: TextArray, subscriptions: number[], flowIds: TextArray, names: TextArray, keys: TextArray, at: number]
> = {
	name: 'insert-waits',
	text: `
		insert into message_wait (saga_id, subscription, flow_id, name, key, since)
		select u.id, u.subscription, u.flow_id, u.name, u.key, to_timestamp($6::float8 / 1000)
		from unnest($1::text[]::uuid[], $2::int[], $3::text[], $4::text[], $5::text[]) with ordinality
			as u (id, subscription, flow_id, name, key, place)
		order by u.place`,
};

export const deleteWaits: Statement<[ids: TextArray, subscriptions: number[]]> = {
	name: 'delete-waits',
	text: `
		delete from message_wait w using unnest($1::text[]::uuid[], $2::int[]) as u (id, subscription)
		where w.saga_id = u.id and w.subscription = u.subscription`,
};
