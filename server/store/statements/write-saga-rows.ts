/** What the console lists. `open_incidents` counts those of the engine; what the runtime opened is added by its own statement. */
import type { Statement, TextArray } from '../statement';

/** Node ids of one saga joined by commas: arrays of different lengths do not fit into one parameter. */
const stepsOf = `string_to_array(u.steps, ',')`;

type RowValues = [
	ids: TextArray,
	statuses: TextArray,
	steps: TextArray,
	incidents: number[],
	ended: boolean[],
	at: number,
	suspended: boolean[],
];

export const insertSagas: Statement<
	[...RowValues, flowIds: TextArray, flowVersions: number[], businessKeys: TextArray]
> = {
	name: 'insert-sagas',
	text: `
		insert into saga (id, flow_id, flow_version, business_key, status, suspended, steps, open_incidents,
			started_at, updated_at, ended_at)
		select u.id, u.flow_id, u.flow_version, u.business_key, u.status, u.suspended, ${stepsOf}, u.incidents,
			to_timestamp($6::float8 / 1000), to_timestamp($6::float8 / 1000),
			case when u.ended then to_timestamp($6::float8 / 1000) end
		from unnest($1::text[]::uuid[], $2::text[], $3::text[], $4::int[], $5::boolean[],
			$7::boolean[], $8::text[], $9::int[], $10::text[])
			as u (id, status, steps, incidents, ended, suspended, flow_id, flow_version, business_key)`,
};

/** Locking order: the saga's lock is held already. Index: saga_pkey. */
export const updateSagas: Statement<RowValues> = {
	name: 'update-sagas',
	text: `
		update saga s
		set status = u.status, suspended = u.suspended, steps = ${stepsOf},
			open_incidents = u.incidents
				+ (select count(*)::int from incident i
					where i.saga_id = u.id and i.number is null and i.resolved_at is null),
			updated_at = to_timestamp($6::float8 / 1000),
			ended_at = case when u.ended then coalesce(s.ended_at, to_timestamp($6::float8 / 1000)) end
		from unnest($1::text[]::uuid[], $2::text[], $3::text[], $4::int[], $5::boolean[], $7::boolean[])
			as u (id, status, steps, incidents, ended, suspended)
		where s.id = u.id`,
};

/** Sagas that go on with another version: rare, so no other statement carries it. Indexes: saga_pkey, saga_state_pkey. */
export const migrateSagas: Statement<[ids: readonly string[], versions: readonly number[]]> = {
	name: 'migrate-sagas',
	text: `
		with migrated as (
			update saga_state s set flow_version = u.version from unnest($1::uuid[], $2::int[]) as u (id, version)
			where s.id = u.id
		)
		update saga s set flow_version = u.version from unnest($1::uuid[], $2::int[]) as u (id, version)
		where s.id = u.id`,
};
