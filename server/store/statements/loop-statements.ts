/** What the loops around the spine ask: each a single short statement, a transaction of its own. */
import type { SagaId } from '@/saga/engine/input';
import type { OpenRequest, StoredDefinition } from '@/server/runtime/ports';
import type { Statement } from '../statement';

/** Index: request_open (only what is open, in the order in which it was asked). */
export const openRequests: Statement<[limit: number], OpenRequest> = {
	name: 'open-requests',
	text: `
		select id, kind, flow_id as "flowId", flow_version as "flowVersion", saga_id as "sagaId", body, actor
		from request where status = 'open'
		order by id limit $1`,
};

/** Index: saga_state_wake_at. */
export const dueSagas: Statement<[limit: number], { id: SagaId }> = {
	name: 'due-sagas',
	text: 'select id from saga_state where wake_at <= clock_timestamp() order by wake_at limit $1',
};

/** Index: flow_version_pkey. */
export const flowDefinition: Statement<[flowId: string, version: number], StoredDefinition> = {
	name: 'flow-definition',
	text: 'select definition, calls from flow_version where flow_id = $1 and version = $2',
};

/** Of the replies and of every other topic we consume. A partition never read has 'epoch', which counts as not read at all. Index: reply_read_pkey. */
export const seePartitions: Statement<[topic: string, partitions: readonly number[]]> = {
	name: 'see-partitions',
	text: `
		insert into reply_read (topic, partition, read_to)
		select $1, u.partition, 'epoch' from unnest($2::int[]) as u (partition)
		order by u.partition
		on conflict (topic, partition) do nothing`,
};

/** Never back: a former owner of the partition may report late. */
export const recordReads: Statement<[topic: string, partitions: readonly number[], readTos: readonly number[]]> = {
	name: 'record-reads',
	text: `
		update reply_read r set read_to = to_timestamp(u.read_to / 1000)
		from unnest($2::int[], $3::float8[]) as u (partition, read_to)
		where r.topic = $1 and r.partition = u.partition and r.read_to < to_timestamp(u.read_to / 1000)`,
};

export const beat: Statement<
	[id: string, pid: number, host: string, bus: string, trouble: string, demo: boolean, caughtUp: number | null]
> = {
	name: 'beat',
	text: `
		insert into orchestrator (id, pid, host, started_at, beat_at, bus, trouble, demo, caught_up_at)
		values ($1, $2, $3, clock_timestamp(), clock_timestamp(), $4, $5, $6, to_timestamp($7::float8 / 1000))
		on conflict (id) do update set beat_at = excluded.beat_at, trouble = excluded.trouble,
			caught_up_at = excluded.caught_up_at`,
};

/** Those that fell silent are forgotten after a day. */
export const forgetOrchestrators: Statement<[]> = {
	name: 'forget-orchestrators',
	text: `delete from orchestrator where beat_at < clock_timestamp() - interval '1 day'`,
};

export const leave: Statement<[id: string]> = { name: 'leave', text: 'delete from orchestrator where id = $1' };

export const saveOffer: Statement<[name: string, commands: string]> = {
	name: 'save-offer',
	text: `
		insert into participant (name, commands, seen_at) values ($1, $2, clock_timestamp())
		on conflict (name) do update set commands = excluded.commands, seen_at = excluded.seen_at`,
};
