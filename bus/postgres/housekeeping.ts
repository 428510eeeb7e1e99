/**
 * Retention and compaction: what keeps the records table from growing for ever.
 *
 * Invariant: a statement takes a bounded number of rows, so that nobody waits long for one; a topic is swept
 * by one process at a time and at most once per interval, whichever process comes first. The newest record of a key on a
 * compacted topic stays, a tombstone for a day.
 */
import { delay } from '../delivery/waiting';
import type { Log } from '../log';
import type { Database } from './database';

const rowsMax = 1_000;
const windowRows = 10_000;
const tombstoneKeptMs = 24 * 60 * 60 * 1000;

// SKIP LOCKED: another process sweeps that topic just now.
const nextTopic = {
	name: 'bus-next-topic-to-sweep',
	text: `
UPDATE bus.topic SET swept_at = clock_timestamp() WHERE id = (
	SELECT id FROM bus.topic WHERE swept_at < clock_timestamp() - $1 * interval '1 millisecond'
	ORDER BY swept_at LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING id, compacted, retention_ms`,
};

const partitionsOf = {
	name: 'bus-partitions-of-topic',
	text: 'SELECT partition, first_offset, next_offset, compacted_to FROM bus.partition WHERE topic_id = $1 ORDER BY partition',
};

// Index: one range of the primary key from the given offset on, so that dead entries below it are not walked again.
const expireRecords = {
	name: 'bus-expire-records',
	text: `
WITH page AS (
	SELECT "offset", appended_at < clock_timestamp() - $4 * interval '1 millisecond' AS old FROM bus.record
	WHERE topic_id = $1 AND partition = $2 AND "offset" >= $3 ORDER BY "offset" LIMIT $5
), cut AS (
	SELECT coalesce(min("offset") FILTER (WHERE NOT old), max("offset") + 1) AS following FROM page
), gone AS (
	DELETE FROM bus.record
	WHERE topic_id = $1 AND partition = $2 AND "offset" >= $3 AND "offset" < (SELECT following FROM cut)
	RETURNING "offset"
)
UPDATE bus.partition SET first_offset = (SELECT following FROM cut)
WHERE topic_id = $1 AND partition = $2 AND EXISTS (SELECT FROM gone)
RETURNING first_offset, (SELECT count(*)::int FROM gone) AS rows`,
};

// A window of new records, and everything older with one of their keys: one scan of the partition, hashed, never 1 per key.
const compactWindow = `
WITH newest AS (
	SELECT key, max("offset") AS last FROM bus.record
	WHERE topic_id = $1 AND partition = $2 AND "offset" >= $3 AND "offset" < $3::bigint + $4 GROUP BY key
), gone AS (
	DELETE FROM bus.record r USING newest
	WHERE r.topic_id = $1 AND r.partition = $2 AND r.key = newest.key AND r."offset" < newest.last
)
UPDATE bus.partition SET compacted_to = least(next_offset, $3::bigint + $4) WHERE topic_id = $1 AND partition = $2`;

const dropTombstones = {
	name: 'bus-drop-tombstones',
	text: `
DELETE FROM bus.record WHERE (topic_id, partition, "offset") IN (
	SELECT topic_id, partition, "offset" FROM bus.record
	WHERE topic_id = $1 AND value IS NULL AND appended_at < clock_timestamp() - $2 * interval '1 millisecond' LIMIT $3
)`,
};

interface PartitionRow {
	readonly partition: number;
	readonly first_offset: string;
	readonly next_offset: string;
	readonly compacted_to: string;
	readonly [column: string]: unknown;
}

export class Housekeeping {
	readonly #stop = new AbortController();
	#loop: Promise<void> | undefined;

	constructor(
		private readonly database: Database,
		private readonly sweepMs: number,
		private readonly log: Log,
	) {}

	start(): void {
		this.#loop ??= this.#run();
	}

	async stop(): Promise<void> {
		this.#stop.abort();
		await this.#loop;
	}

	async #run(): Promise<void> {
		while (!this.#stop.signal.aborted) {
			await delay(this.sweepMs, this.#stop.signal);
			try {
				while (!this.#stop.signal.aborted && (await this.#sweepNext()));
			} catch (error) {
				this.log('warn', `Old records of the PostgreSQL bus were not removed this time: ${String(error)}`);
			}
		}
	}

	/** False when no topic is due. */
	async #sweepNext(): Promise<boolean> {
		const { rows } = await this.database.run<{ id: number; compacted: boolean; retention_ms: string }>(nextTopic, [
			this.sweepMs,
		]);
		const topic = rows[0];
		if (!topic) return false;
		const partitions = await this.database.run<PartitionRow>(partitionsOf, [topic.id]);
		for (const { partition, first_offset, next_offset, compacted_to } of partitions.rows) {
			if (topic.compacted) await this.#compact(topic.id, partition, BigInt(compacted_to), BigInt(next_offset));
			else await this.#expire(topic.id, partition, first_offset, topic.retention_ms);
		}
		if (topic.compacted) await this.#dropTombstones(topic.id);
		return true;
	}

	async #expire(topicId: number, partition: number, firstOffset: string, retentionMs: string): Promise<void> {
		let from = firstOffset;
		while (!this.#stop.signal.aborted) {
			const { rows } = await this.database.run<{ first_offset: string; rows: number }>(expireRecords, [
				topicId,
				partition,
				from,
				retentionMs,
				rowsMax,
			]);
			const gone = rows[0];
			if (!gone || gone.rows < rowsMax) return;
			from = gone.first_offset;
		}
	}

	async #compact(topicId: number, partition: number, from: bigint, end: bigint): Promise<void> {
		for (let at = from; at < end && !this.#stop.signal.aborted; at += BigInt(windowRows)) {
			await this.database.transaction('compaction', async (client) => {
				await client.query('SET LOCAL enable_nestloop = off');
				await client.query(compactWindow, [topicId, partition, at.toString(), windowRows]);
			});
		}
	}

	async #dropTombstones(topicId: number): Promise<void> {
		while (!this.#stop.signal.aborted) {
			const { rowCount } = await this.database.run(dropTombstones, [topicId, tombstoneKeptMs, rowsMax]);
			if ((rowCount ?? 0) < rowsMax) return;
		}
	}
}
