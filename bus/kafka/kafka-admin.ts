/**
 * Questions and orders to the brokers beside the flow of records: topics, offsets, whether they answer at all.
 *
 * Invariant: every answer comes within a deadline; a client that failed is thrown away, so the next question starts afresh.
 * Topics are only ever created or widened: other programs may own what is in them.
 */
import type { Admin, ITopicConfig } from 'kafkajs';
import { BusUnavailable, type PartitionPosition, RecordRefused, type TopicSpec } from '../bus';
import { delay, withDeadline } from '../delivery/waiting';
import { KafkaClient, type KafkaSettings } from './kafka-client';
import type { PartitionKey } from './kafka-consumer';
import { asBusError, protocolErrorType } from './kafka-error';

const answerMs = 10_000;
const pingMs = 4_500;
const leaderCheckMs = 50;
const retentionDefaultMs = 7 * 24 * 60 * 60 * 1000;

const notYetLed = new Set(['LEADER_NOT_AVAILABLE', 'NOT_LEADER_FOR_PARTITION', 'UNKNOWN_TOPIC_OR_PARTITION']);

interface Connected {
	readonly client: KafkaClient;
	readonly admin: Admin;
	readonly ready: Promise<void>;
}

export class KafkaAdmin {
	#connected: Connected | undefined;

	constructor(private readonly settings: KafkaSettings) {}

	ping(): Promise<void> {
		return this.#ask('a ping', pingMs, async (admin) => {
			await admin.describeCluster();
		});
	}

	ensureTopics(wanted: readonly TopicSpec[]): Promise<void> {
		const topics = [...new Map(wanted.map((topic) => [topic.name, topic])).values()];
		if (topics.length === 0) return Promise.resolve();
		return this.#ask('creating topics', 2 * answerMs, async (admin) => {
			const existing = new Set(await admin.listTopics());
			const missing = topics.filter(({ name }) => !existing.has(name));
			if (missing.length > 0) await admin.createTopics({ topics: missing.map(topicConfig), waitForLeaders: false });
			await untilLed(admin, topics, 1);
			await widen(admin, topics);
			await untilLed(admin, topics, undefined);
		});
	}

	endOffsets(topic: string): Promise<ReadonlyMap<number, string>> {
		return this.#ask(`reading the end of ${topic}`, answerMs, async (admin) => {
			const offsets = await admin.fetchTopicOffsets(topic);
			return new Map(offsets.map(({ partition, high }) => [partition, high]));
		});
	}

	/** Where nothing was committed yet, the group begins at the oldest record. */
	committed(group: string, partitions: readonly PartitionKey[]): Promise<readonly PartitionPosition[]> {
		return this.#ask(`reading the offsets of group ${group}`, answerMs, async (admin) => {
			const topics = [...new Set(partitions.map(({ topic }) => topic))];
			const positions: PartitionPosition[] = [];
			for (const { topic, partitions: stored } of await admin.fetchOffsets({ groupId: group, topics })) {
				const low = new Map((await admin.fetchTopicOffsets(topic)).map((offset) => [offset.partition, offset.low]));
				for (const { partition, offset } of stored) {
					if (!partitions.some((key) => key.topic === topic && key.partition === partition)) continue;
					positions.push({ topic, partition, committed: offset === '-1' ? (low.get(partition) ?? '0') : offset });
				}
			}
			return positions;
		});
	}

	async close(): Promise<void> {
		const connected = this.#connected;
		this.#connected = undefined;
		if (connected) await connected.client.end(() => connected.admin.disconnect());
	}

	async #ask<T>(doing: string, ms: number, question: (admin: Admin) => Promise<T>): Promise<T> {
		const connected = this.#connect();
		try {
			return await withDeadline(
				connected.ready.then(() => question(connected.admin)),
				ms,
				() => {
					throw new BusUnavailable(
						`Kafka at ${this.settings.brokers.join(', ')} did not answer within ${ms} ms: ${doing}.`,
					);
				},
			);
		} catch (thrown) {
			const error = asBusError(thrown, doing, this.settings.brokers);
			if (!(error instanceof RecordRefused) && this.#connected === connected) {
				this.#connected = undefined;
				// Not awaited: a broker that does not answer would keep the caller waiting beyond its deadline.
				void connected.client.end(() => connected.admin.disconnect());
			}
			throw error;
		}
	}

	#connect(): Connected {
		if (this.#connected) return this.#connected;
		const client = new KafkaClient(this.settings);
		const admin = client.kafka.admin();
		this.#connected = { client, admin, ready: admin.connect() };
		return this.#connected;
	}
}

function topicConfig({ name, partitions, compacted, retentionMs }: TopicSpec): ITopicConfig {
	return {
		topic: name,
		numPartitions: partitions,
		configEntries: compacted
			? [{ name: 'cleanup.policy', value: 'compact' }]
			: [
					{ name: 'cleanup.policy', value: 'delete' },
					{ name: 'retention.ms', value: String(retentionMs ?? retentionDefaultMs) },
				],
	};
}

async function widen(admin: Admin, wanted: readonly TopicSpec[]): Promise<void> {
	const { topics } = await admin.fetchTopicMetadata({ topics: wanted.map(({ name }) => name) });
	const has = new Map(topics.map(({ name, partitions }) => [name, partitions.length]));
	for (const { name, partitions } of wanted) {
		if ((has.get(name) ?? 0) >= partitions) continue;
		try {
			await admin.createPartitions({ topicPartitions: [{ topic: name, count: partitions }] });
		} catch (thrown) {
			// Another process widened it between our look and our order.
			if (protocolErrorType(thrown) !== 'INVALID_PARTITIONS') throw thrown;
		}
	}
}

/** Until every partition has a leader: a record sent before would be refused. The caller's deadline ends the wait. */
async function untilLed(admin: Admin, wanted: readonly TopicSpec[], atLeast: number | undefined): Promise<void> {
	const names = wanted.map(({ name }) => name);
	const giveUpAt = performance.now() + answerMs;
	while (performance.now() < giveUpAt) {
		if (await allLed(admin, names, (name) => atLeast ?? wanted.find((topic) => topic.name === name)?.partitions ?? 1))
			return;
		await delay(leaderCheckMs);
	}
	throw new BusUnavailable(
		`Kafka did not find a leader for every partition of ${names.join(', ')}; check its brokers.`,
	);
}

async function allLed(admin: Admin, names: string[], partitionsOf: (name: string) => number): Promise<boolean> {
	try {
		const { topics } = await admin.fetchTopicMetadata({ topics: names });
		const led = topics.every(
			({ name, partitions }) =>
				partitions.length >= partitionsOf(name) && partitions.every(({ leader }) => leader >= 0),
		);
		// The metadata names a leader some milliseconds before it takes records; asked for its offsets, it says which it is.
		if (led) for (const name of names) await admin.fetchTopicOffsets(name);
		return led;
	} catch (thrown) {
		if (notYetLed.has(protocolErrorType(thrown) ?? '')) return false;
		throw thrown;
	}
}
