/**
 * The early shelf: one row per event and flow. An event is received once: its row in the inbox and those on the shelf are
 * written together, and a record that comes again only counts.
 * Locking order: inbox by event id, counts by name. Indexes: inbox_pkey, early_message_pkey, message_count_pkey,
 * setting_pkey.
 */
import type { Statement, TextArray } from '../statement';

/** Setting `events.keep-days.NAME`, else `events.keep-days`, else a week. */
const keepDays = `coalesce(
	(select value::float8 from setting where key = 'events.keep-days.' || g.name and value ~ '^[0-9]{1,4}([.][0-9]{1,4})?$'),
	(select value::float8 from setting where key = 'events.keep-days' and value ~ '^[0-9]{1,4}([.][0-9]{1,4})?$'),
	7)`;

// The double negation keeps the look-up a hashed one: as a join it would be a loop in a loop.
export const shelveEvents: Statement<
	[
		flowIds: TextArray,
		eventIds: TextArray,
		names: TextArray,
		keys: TextArray,
		payloads: TextArray,
		toOffer: boolean[],
		at: number,
	]
> = {
	name: 'shelve-events',
	text: `
		with given as (
			select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[]) with ordinality
				as u (flow_id, event_id, name, key, payload, to_offer, place)
		), received as (
			insert into inbox (event_id, at)
			select distinct event_id, to_timestamp($7::float8 / 1000) from given order by event_id
			on conflict (event_id) do nothing
			returning event_id
		), repeated as (
			insert into message_count (name, fate, count, last_at)
			select name, 'duplicate', count(distinct event_id), to_timestamp($7::float8 / 1000)
			from given where event_id not in (select event_id from received)
			group by name order by name
			on conflict (name, fate) do update
			set count = message_count.count + excluded.count, last_at = excluded.last_at
		)
		insert into early_message (flow_id, event_id, name, key, payload, received_at, expires_at, to_offer)
		select g.flow_id, g.event_id, g.name, g.key, g.payload, to_timestamp($7::float8 / 1000),
			to_timestamp($7::float8 / 1000) + interval '1 day' * ${keepDays},
			case when g.to_offer then to_timestamp($7::float8 / 1000) end
		from given g where not (g.event_id not in (select event_id from received))
		order by g.place`,
};

export const countEvents: Statement<[names: TextArray, fates: TextArray, at: number]> = {
	name: 'count-events',
	text: `
		insert into message_count (name, fate, count, last_at)
		select u.name, u.fate, count(*), to_timestamp($3::float8 / 1000)
		from unnest($1::text[], $2::text[]) as u (name, fate)
		group by u.name, u.fate order by u.name, u.fate
		on conflict (name, fate) do update set count = message_count.count + excluded.count, last_at = excluded.last_at`,
};

/** Under the row's lock, which lock-events took: whoever deletes it has used the event. */
export const deleteTaken: Statement<[flowIds: TextArray, eventIds: TextArray]> = {
	name: 'delete-taken',
	text: `
		delete from early_message e using unnest($1::text[], $2::text[]) as u (flow_id, event_id)
		where e.flow_id = u.flow_id and e.event_id = u.event_id`,
};

/** There was no saga to start with it now: it is open to the waits of the one that is active. */
export const clearOffers: Statement<[flowIds: TextArray, eventIds: TextArray]> = {
	name: 'clear-offers',
	text: `
		update early_message e set to_offer = null from unnest($1::text[], $2::text[]) as u (flow_id, event_id)
		where e.flow_id = u.flow_id and e.event_id = u.event_id`,
};

/** It stays to be seen, with the reason. */
export const refuseEvents: Statement<[flowIds: TextArray, eventIds: TextArray, because: TextArray]> = {
	name: 'refuse-events',
	text: `
		update early_message e set fate = 'refused', to_offer = null, detail = u.because
		from unnest($1::text[], $2::text[], $3::text[]) as u (flow_id, event_id, because)
		where e.flow_id = u.flow_id and e.event_id = u.event_id and e.fate is null`,
};
