/**
 * Where events and waits of one flow meet, in order on both sides: the first event with the first wait, and so on; an
 * event without a wait only where it is still to be offered as a start. Nothing is locked: the batch that gets a pair
 * verifies it. Indexes: early_message_by_key, message_wait_by_key, early_message_to_offer.
 */
import type { SagaId } from '@/saga/engine/input';
import type { EventKey } from '@/server/runtime/event-ports';
import type { Statement, TextArray } from '../statement';

/** Of one key at once; whatever is left is looked at again. */
const placesMax = 100;

export interface MeetingRow {
	readonly flowId: string;
	readonly eventId: string;
	readonly name: string;
	readonly key: string;
	readonly sagaId: SagaId | null;
	readonly subscription: number | null;
}

export const findMeetings: Statement<[flowIds: TextArray, names: TextArray, keys: TextArray], MeetingRow> = {
	name: 'find-meetings',
	text: `
		select u.flow_id as "flowId", e.event_id as "eventId", u.name, u.key, w.saga_id as "sagaId", w.subscription
		from unnest($1::text[], $2::text[], $3::text[]) as u (flow_id, name, key)
		cross join lateral (
			select event_id, to_offer, row_number() over (order by position) as place
			from early_message
			where flow_id = u.flow_id and name = u.name and key = u.key and fate is null
				and expires_at > clock_timestamp()
			order by position limit ${placesMax}
		) e
		left join lateral (
			select saga_id, subscription from message_wait
			where flow_id = u.flow_id and name = u.name and key = u.key
			order by position limit 1 offset e.place - 1
		) w on true
		where w.saga_id is not null or e.to_offer is not null`,
};

/** What a crash has kept from meeting. */
export const overdueKeys: Statement<[limit: number], EventKey> = {
	name: 'overdue-keys',
	text: `
		(select distinct e.flow_id as "flowId", e.name, e.key
		from early_message e join message_wait w on w.flow_id = e.flow_id and w.name = e.name and w.key = e.key
		where e.fate is null and e.received_at < clock_timestamp() - interval '5 s'
			and w.since < clock_timestamp() - interval '5 s'
		limit $1)
		union
		(select flow_id, name, key from early_message
		where to_offer < clock_timestamp() - interval '5 s' and fate is null
		limit $1)`,
};

/** Index: saga_input_queued. */
export const sagasWithQueued: Statement<[limit: number, olderThanMs: number], { id: SagaId }> = {
	name: 'sagas-with-queued',
	text: `
		select distinct saga_id as id from (
			select saga_id from saga_input
			where reason = 'queued' and at <= clock_timestamp() - interval '1 ms' * $2::float8
			order by at limit $1
		) oldest`,
};
