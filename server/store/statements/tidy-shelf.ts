/**
 * What nobody has taken: expired events are given up and stay to be seen, those given up long ago and ids too old to come
 * again are forgotten, and of a name that holds too many the oldest go. Each of them counts.
 * Locking order: by row, skipping what is locked; then counts by name. Indexes: early_message_expires_at,
 * early_message_given_up, early_message_by_key, inbox_at.
 */
import type { Statement } from '../statement';

export const tidyMax = 1_000;

const countThem = (fate: string, of: string) => `
	counted as (
		insert into message_count (name, fate, count, last_at)
		select name, '${fate}', count(*), clock_timestamp() from ${of} group by name order by name
		on conflict (name, fate) do update set count = message_count.count + excluded.count, last_at = excluded.last_at
	)`;

export const expireEvents: Statement<[], { rows: number }> = {
	name: 'expire-events',
	text: `
		with due as (
			select flow_id, event_id from early_message
			where fate is null and expires_at <= clock_timestamp()
			order by expires_at limit ${tidyMax} for update skip locked
		), expired as (
			update early_message e set fate = 'expired', to_offer = null
			from due d where e.flow_id = d.flow_id and e.event_id = d.event_id
			returning e.name
		), ${countThem('expired', 'expired')}
		select count(*)::int as rows from expired`,
};

/** Setting `events.rows-max.NAME`, else `events.rows-max`, else ten thousand per flow and name. */
export const dropSurplus: Statement<[], { rows: number }> = {
	name: 'drop-surplus',
	text: `
		with crowded as (
			select flow_id, name, count(*) - coalesce(
				(select value::int from setting where key = 'events.rows-max.' || name and value ~ '^[0-9]{1,8}$'),
				(select value::int from setting where key = 'events.rows-max' and value ~ '^[0-9]{1,8}$'),
				10000) as surplus
			from early_message where fate is null
			group by flow_id, name
		), dropped as (
			delete from early_message where (flow_id, event_id) in (
				select e.flow_id, e.event_id from crowded c cross join lateral (
					select flow_id, event_id from early_message
					where flow_id = c.flow_id and name = c.name and fate is null
					order by position limit least(c.surplus, ${tidyMax}) for update skip locked
				) e
				where c.surplus > 0
			)
			returning name
		), ${countThem('overflow', 'dropped')}
		select count(*)::int as rows from dropped`,
};

/** As long as the topics keep their records and a day: setting `events.inbox-days`, else eight. */
const inboxDays = `interval '1 day' * coalesce(
	(select value::int from setting where key = 'events.inbox-days' and value ~ '^[0-9]{1,4}$'), 8)`;

export const forgetGivenUp: Statement<[]> = {
	name: 'forget-given-up',
	text: `
		delete from early_message where (flow_id, event_id) in (
			select flow_id, event_id from early_message
			where fate is not null and expires_at < clock_timestamp() - ${inboxDays}
			order by expires_at limit ${tidyMax} for update skip locked
		)`,
};

export const forgetReceived: Statement<[]> = {
	name: 'forget-received',
	text: `
		delete from inbox where event_id in (
			select event_id from inbox where at < clock_timestamp() - ${inboxDays}
			order by at limit ${tidyMax} for update skip locked
		)`,
};
