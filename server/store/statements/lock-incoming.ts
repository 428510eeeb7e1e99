/**
 * What came for sagas otherwise than by a record. Whoever holds an event's or an input's row uses it; what others hold is
 * skipped, because they use it.
 * Locking order: events by flow and id, inputs by saga and id, then keys of starts by flow and key; only for a key that
 * another batch has just claimed is waited. Indexes: early_message_pkey, saga_input_saga_id_id_idx, start_key_pkey.
 */
import type { SagaId } from '@/saga/engine/input';
import type { QueuedInput, StoredEvent } from '@/server/runtime/event-ports';
import type { Statement, TextArray } from '../statement';

export const lockEvents: Statement<[flowIds: TextArray, eventIds: TextArray], StoredEvent> = {
	name: 'lock-events',
	text: `
		select e.flow_id as "flowId", e.event_id as "eventId", e.name, e.key, e.payload
		from unnest($1::text[], $2::text[]) as u (flow_id, event_id)
			join early_message e on e.flow_id = u.flow_id and e.event_id = u.event_id and e.fate is null
		order by e.flow_id, e.event_id
		for update of e skip locked`,
};

export const lockQueued: Statement<[ids: readonly string[]], QueuedInput> = {
	name: 'lock-queued',
	text: `
		select id, saga_id as "sagaId", input, (extract(epoch from at) * 1000)::float8 as "atMs"
		from saga_input
		where saga_id = any($1::uuid[]) and reason = 'queued'
		order by saga_id, id
		for update skip locked`,
};

export const claimStartKeys: Statement<
	[flowIds: TextArray, keys: TextArray, names: TextArray, ids: TextArray, ever: boolean[]]
> = {
	name: 'claim-start-keys',
	text: `
		insert into start_key (flow_id, key, name, saga_id, ever, at)
		select u.flow_id, u.key, u.name, u.id, u.ever, clock_timestamp()
		from unnest($1::text[], $2::text[], $3::text[], $4::text[]::uuid[], $5::boolean[])
			as u (flow_id, key, name, id, ever)
		order by u.flow_id, u.key
		on conflict (flow_id, key) do nothing`,
};

/** In a new snapshot: who holds each of them now. */
export const findStartKeys: Statement<
	[flowIds: TextArray, keys: TextArray],
	{ flow_id: string; key: string; saga_id: SagaId; ever: boolean }
> = {
	name: 'find-start-keys',
	text: `
		select k.flow_id, k.key, k.saga_id, k.ever
		from unnest($1::text[], $2::text[]) as u (flow_id, key)
			join start_key k on k.flow_id = u.flow_id and k.key = u.key`,
};
