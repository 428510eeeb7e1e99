/**
 * Incidents: those that the engine numbers, and those that the runtime opens (without number, one of a kind while open),
 * which are counted on the saga's row here. Indexes: incident_saga_id_number_key, incident_open_by_runtime, saga_pkey.
 */
import type { Statement, TextArray } from '../statement';

export const insertIncidents: Statement<
	[
		ids: TextArray,
		numbers: number[],
		kinds: TextArray,
		runs: (number | null)[],
		nodes: TextArray,
		messages: TextArray,
		at: number,
	]
> = {
	name: 'insert-incidents',
	text: `
		insert into incident (saga_id, number, kind, run, node, message, opened_at)
		select u.id, u.number, u.kind, u.run, u.node, u.message, to_timestamp($7::float8 / 1000)
		from unnest($1::text[]::uuid[], $2::int[], $3::text[], $4::int[], $5::text[], $6::text[])
			as u (id, number, kind, run, node, message)`,
};

export const resolveIncidents: Statement<[ids: TextArray, numbers: number[], by: TextArray, at: number]> = {
	name: 'resolve-incidents',
	text: `
		update incident i set resolved_at = to_timestamp($4::float8 / 1000), resolved_by = u.by
		from unnest($1::text[]::uuid[], $2::int[], $3::text[]) as u (id, number, by)
		where i.saga_id = u.id and i.number = u.number and i.resolved_at is null`,
};

export const openFaults: Statement<[ids: TextArray, kinds: TextArray, messages: TextArray, at: number]> = {
	name: 'open-faults',
	text: `
		with opened as (
			insert into incident (saga_id, kind, message, opened_at)
			select u.id, u.kind, u.message, to_timestamp($4::float8 / 1000)
			from unnest($1::text[]::uuid[], $2::text[], $3::text[]) as u (id, kind, message)
			on conflict (saga_id, kind) where number is null and resolved_at is null do nothing
			returning saga_id
		)
		update saga s set open_incidents = open_incidents + o.count, updated_at = to_timestamp($4::float8 / 1000)
		from (select saga_id, count(*)::int as count from opened group by saga_id) o
		where s.id = o.saga_id`,
};

export const resolveFaults: Statement<[ids: readonly string[], at: number]> = {
	name: 'resolve-faults',
	text: `
		with resolved as (
			update incident set resolved_at = to_timestamp($2::float8 / 1000), resolved_by = 'retry'
			where saga_id = any($1::uuid[]) and number is null and resolved_at is null
			returning saga_id
		)
		update saga s set open_incidents = open_incidents - r.count, updated_at = to_timestamp($2::float8 / 1000)
		from (select saga_id, count(*)::int as count from resolved group by saga_id) r
		where s.id = r.saga_id`,
};

/** Of the installation: no saga. */
export const openInstallationIncident: Statement<[kind: string, message: string]> = {
	name: 'open-installation-incident',
	text: `
		insert into incident (kind, message, opened_at) values ($1, $2, clock_timestamp())
		on conflict (saga_id, kind) where number is null and resolved_at is null do nothing`,
};

export const resolveInstallationIncident: Statement<[kind: string]> = {
	name: 'resolve-installation-incident',
	text: `
		update incident set resolved_at = clock_timestamp(), resolved_by = 'recovered'
		where saga_id is null and kind = $1 and resolved_at is null`,
};
