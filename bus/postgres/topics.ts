/**
 * Topics and their partitions on PostgreSQL: made, widened, looked up by name.
 * Invariant: nothing is removed or shrunk; the partitions of a topic are numbered from 0 without gaps.
 * What is known of a topic may be `knownForMs` old: a producer may miss a new partition for so long, as on Kafka.
 */
import { RecordRefused, type TopicSpec } from '../bus';
import type { Database } from './database';

const retentionDefaultMs = 7 * 24 * 60 * 60 * 1000;
const knownForMs = 30_000;

export interface Topic {
	readonly id: number;
	readonly name: string;
	readonly partitions: number;
}

// Locks the topic rows it finds (in the order of the names given) until it ends, so that two wideners do not interleave.
const ensure = {
	name: 'bus-ensure-topics',
	text: `
WITH wanted AS (
	SELECT * FROM unnest($1::text[], $2::int[], $3::boolean[], $4::bigint[]) AS t(name, partitions, compacted, retention_ms)
), topic AS (
	INSERT INTO bus.topic (name, compacted, retention_ms)
	SELECT name, compacted, retention_ms FROM wanted ORDER BY name
	ON CONFLICT (name) DO UPDATE SET name = excluded.name
	RETURNING id, name
)
INSERT INTO bus.partition (topic_id, partition)
SELECT topic.id, number FROM topic JOIN wanted USING (name), generate_series(0, wanted.partitions - 1) AS number
ORDER BY topic.id, number
ON CONFLICT (topic_id, partition) DO NOTHING`,
};

const find = {
	name: 'bus-find-topics',
	text: `
SELECT t.id, t.name, (SELECT count(*)::int FROM bus.partition p WHERE p.topic_id = t.id) AS partitions
FROM bus.topic t WHERE t.name = ANY ($1::text[])`,
};

const ends = {
	name: 'bus-end-offsets',
	text: `
SELECT p.partition, p.next_offset FROM bus.partition p JOIN bus.topic t ON t.id = p.topic_id WHERE t.name = $1`,
};

export class Topics {
	readonly #known = new Map<string, { topic: Topic; untilMs: number }>();

	constructor(private readonly database: Database) {}

	async ensure(wanted: readonly TopicSpec[]): Promise<void> {
		const topics = [...new Map(wanted.map((topic) => [topic.name, topic])).values()];
		if (topics.length === 0) return;
		await this.database.run(ensure, [
			topics.map(({ name }) => name),
			topics.map(({ partitions }) => partitions),
			topics.map(({ compacted }) => compacted ?? false),
			topics.map(({ retentionMs }) => retentionMs ?? retentionDefaultMs),
		]);
		for (const { name } of topics) this.#known.delete(name);
	}

	/** Rejects with `RecordRefused` when one of them does not exist. */
	async named(names: ReadonlySet<string>): Promise<ReadonlyMap<string, Topic>> {
		const nowMs = performance.now();
		const unknown = [...names].filter((name) => (this.#known.get(name)?.untilMs ?? 0) < nowMs);
		if (unknown.length > 0) {
			const { rows } = await this.database.run<{ id: number; name: string; partitions: number }>(find, [unknown]);
			for (const topic of rows) this.#known.set(topic.name, { topic, untilMs: nowMs + knownForMs });
		}
		const topics = new Map<string, Topic>();
		for (const name of names) {
			const known = this.#known.get(name);
			if (!known)
				throw new RecordRefused('no-topic', `There is no topic ${name} on the PostgreSQL bus. Create the topic.`);
			topics.set(name, known.topic);
		}
		return topics;
	}

	async endOffsets(name: string): Promise<ReadonlyMap<number, string>> {
		const { rows } = await this.database.run<{ partition: number; next_offset: string }>(ends, [name]);
		if (rows.length === 0) await this.named(new Set([name]));
		return new Map(rows.map(({ partition, next_offset }) => [partition, next_offset]));
	}
}
