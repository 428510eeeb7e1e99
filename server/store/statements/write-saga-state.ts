/**
 * The state of sagas whose lock we hold. `version` is checked all the same: a count of updated rows below that of the
 * sagas would mean that somebody wrote without the lock. An unchanged `wake_at` keeps the update on its page (HOT).
 * Index: saga_state_pkey.
 */
import type { Statement, TextArray } from '../statement';

export const updateStates: Statement<
	[ids: TextArray, before: number[], versions: number[], states: TextArray, wakeAts: (number | null)[]]
> = {
	name: 'update-states',
	text: `
		update saga_state s
		set version = u.version, state = u.state, wake_at = to_timestamp(u.wake_at / 1000)
		from unnest($1::text[]::uuid[], $2::int[], $3::int[], $4::text[], $5::float8[])
			as u (id, before, version, state, wake_at)
		where s.id = u.id and s.version = u.before`,
};

export const insertStates: Statement<
	[
		ids: TextArray,
		flowIds: TextArray,
		flowVersions: number[],
		versions: number[],
		states: TextArray,
		wakeAts: (number | null)[],
	]
> = {
	name: 'insert-states',
	text: `
		insert into saga_state (id, flow_id, flow_version, version, state, wake_at)
		select u.id, u.flow_id, u.flow_version, u.version, u.state, to_timestamp(u.wake_at / 1000)
		from unnest($1::text[]::uuid[], $2::text[], $3::int[], $4::int[], $5::text[], $6::float8[])
			as u (id, flow_id, flow_version, version, state, wake_at)`,
};

/** A saga's end: the fold of its history gives both back. */
export const deleteStates: Statement<[ids: readonly string[], before: readonly number[]]> = {
	name: 'delete-states',
	text: `
		delete from saga_state s using unnest($1::uuid[], $2::int[]) as u (id, before)
		where s.id = u.id and s.version = u.before`,
};

export const updateWakeUps: Statement<[ids: readonly string[], wakeAts: readonly (number | null)[]]> = {
	name: 'update-wake-ups',
	text: `
		update saga_state s set wake_at = to_timestamp(u.wake_at / 1000)
		from unnest($1::uuid[], $2::float8[]) as u (id, wake_at)
		where s.id = u.id`,
};
