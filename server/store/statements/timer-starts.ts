/** What timers start, and the heads of flows that say what is to be started. Indexes: timer_start_pkey, flow_version_pkey. */
import type { FlowHead, TimerStart } from '@/server/runtime/event-ports';
import type { Statement } from '../statement';

/** Few rows, read by every batch that has an event: a flow's pointer and its newest version. */
export const flowHeads: Statement<[], FlowHead> = {
	name: 'flow-heads',
	text: `
		select id as "flowId", current_version as current,
			coalesce((select max(version) from flow_version v where v.flow_id = flow.id), 0) as newest
		from flow order by id`,
};

export const deployedAt: Statement<[flowId: string, version: number], { at: number }> = {
	name: 'deployed-at',
	text: `
		select (extract(epoch from deployed_at) * 1000)::float8 as at from flow_version
		where flow_id = $1 and version = $2`,
};

export const timerStarts: Statement<[], TimerStart> = {
	name: 'timer-starts',
	text: `
		select flow_id as "flowId", version, (extract(epoch from due_at) * 1000)::float8 as "dueAtMs", repeat
		from timer_start order by flow_id`,
};

/** A newer version replaces an older one; of two that plan the same one is first. */
export const planTimerStart: Statement<[flowId: string, version: number, dueAt: number | null, repeat: string | null]> =
	{
		name: 'plan-timer-start',
		text: `
		insert into timer_start (flow_id, version, due_at, repeat) values ($1, $2, to_timestamp($3::float8 / 1000), $4)
		on conflict (flow_id) do update
		set version = excluded.version, due_at = excluded.due_at, repeat = excluded.repeat
		where timer_start.version < excluded.version`,
	};

/** Whoever moves the timer on leaves the start: once per occurrence. */
export const fireTimerStart: Statement<
	[
		flowId: string,
		version: number,
		dueAt: number,
		nextDueAt: number | null,
		nextRepeat: string | null,
		sagaId: string,
		input: string,
	]
> = {
	name: 'fire-timer-start',
	text: `
		with moved as (
			update timer_start set due_at = to_timestamp($4::float8 / 1000), repeat = $5
			where flow_id = $1 and version = $2 and due_at = to_timestamp($3::float8 / 1000)::timestamptz(3)
			returning flow_id
		)
		insert into saga_input (saga_id, input, reason, detail, at)
		select $6::uuid, $7, 'queued', '', clock_timestamp() from moved`,
};
