/**
 * One life of a KafkaJS consumer: from its connection until it crashed, fell silent or was ended. Never restarted;
 * KafkaConsumer makes another one.
 *
 * Invariant: KafkaJS's own loop waits for a `receive` for a moment at most: it fetches into the queues of the delivery
 * set, so it sends heartbeats and sees rebalances during long work, and a slow partition does not stop the others
 * (KafkaJS fetches again only when all partitions of a fetch are done). Only what was resolved is committed, by us.
 * A partition that stays ours through a rebalance goes on where its queue ends, not where it was last committed.
 */
import type { EachBatchPayload, Consumer as KafkaJsConsumer, KafkaMessage } from 'kafkajs';
import { BusUnavailable, type ConsumeOptions, type PartitionPosition, type ReceivedRecord } from '../bus';
import type { DeliverySet } from '../delivery/delivery-set';
import { followingOffset } from '../delivery/offset';
import { withDeadline } from '../delivery/waiting';
import { KafkaClient, type KafkaSettings, metadataMaxAgeDefaultMs } from './kafka-client';

const sessionMs = 10_000;
const rebalanceMs = 15_000;
const heartbeatMs = 1_000;
/** Nothing waits for its end: a fetch that finds a record returns. Each is a request, also where nothing happens. */
const fetchWaitMs = 250;
/**
 * While what was fetched is worked on, the next fetch waits so long at most, and finds more: fetching each record as it
 * comes cost a third more of everything (docs/performance.md).
 */
const gatherMs = 25;
/** All partitions of a fetch are handed over at once. */
const partitionsAtOnce = 64;
/** KafkaJS fetches every `fetchWaitMs`, but a join may last as long as a rebalance. On a dead wire it would wait far longer. */
const silenceMaxMs = 20_000;
const silenceCheckMs = 2_000;

export class KafkaSession {
	readonly #client: KafkaClient;
	readonly #consumer: KafkaJsConsumer;
	#ended = false;
	/** KafkaJS throws on pause and resume when it is not. */
	#running = false;
	#commits = 0;
	#lastSignMs = performance.now();
	#silenceCheck: NodeJS.Timeout | undefined;

	constructor(
		settings: KafkaSettings,
		private readonly options: ConsumeOptions,
		private readonly deliveries: DeliverySet,
		private readonly died: (cause: Error) => void,
	) {
		this.#client = new KafkaClient(settings);
		this.#consumer = this.#client.kafka.consumer({
			groupId: options.group,
			sessionTimeout: sessionMs,
			rebalanceTimeout: rebalanceMs,
			heartbeatInterval: heartbeatMs,
			maxWaitTimeInMs: fetchWaitMs,
			minBytes: 1,
			metadataMaxAge: settings.metadataMaxAgeMs ?? metadataMaxAgeDefaultMs,
			allowAutoTopicCreation: false,
			retry: { retries: 3, restartOnFailure: async () => false },
		});
		this.#listen();
	}

	async start(): Promise<void> {
		await this.#consumer.connect();
		await this.#consumer.subscribe({ topics: [...this.options.topics], fromBeginning: true });
		this.#silenceCheck = setInterval(() => this.#checkSilence(), silenceCheckMs).unref();
		await this.#consumer.run({
			autoCommit: false,
			eachBatchAutoResolve: true,
			partitionsConsumedConcurrently: partitionsAtOnce,
			eachBatch: (payload) => this.#append(payload),
		});
	}

	/** KafkaJS drops a commit silently when it is not running, so its own word that it committed is waited for. */
	async commit(positions: readonly PartitionPosition[]): Promise<void> {
		const before = this.#commits;
		await this.#consumer.commitOffsets(
			positions.map(({ topic, partition, committed }) => ({ topic, partition, offset: committed })),
		);
		if (this.#commits === before) throw new BusUnavailable('The consumer is not running.');
	}

	/** A consumer that has just crashed refuses; its successor fetches everything anyway. */
	fetchAgain(topic: string, partition: number): void {
		if (this.#running) this.#consumer.resume([{ topic, partitions: [partition] }]);
	}

	/** Leaves the group if the broker answers; bounded. */
	async end(): Promise<void> {
		if (this.#ended) return;
		this.#ended = true;
		this.#running = false;
		clearInterval(this.#silenceCheck);
		await this.#client.end(() => this.#consumer.disconnect());
	}

	#listen(): void {
		const { events } = this.#consumer;
		const alive = () => {
			this.#lastSignMs = performance.now();
		};
		this.#consumer.on(events.FETCH, alive);
		this.#consumer.on(events.HEARTBEAT, alive);
		this.#consumer.on(events.COMMIT_OFFSETS, () => {
			this.#commits += 1;
		});
		this.#consumer.on(events.GROUP_JOIN, ({ payload }) => {
			alive();
			this.#running = true;
			this.#assigned(payload.memberAssignment);
		});
		this.#consumer.on(events.END_BATCH_PROCESS, ({ payload }) => {
			// Transaction markers only: KafkaJS passes over them without a word, and the lag would never reach 0.
			if (payload.batchSize === 0) this.#passOver(payload.topic, payload.partition, payload.lastOffset);
		});
		this.#consumer.on(events.STOP, () => {
			this.#running = false;
		});
		this.#consumer.on(events.CRASH, ({ payload }) => this.#die(payload.error));
	}

	#assigned(assignment: Readonly<Record<string, number[]>>): void {
		if (this.#ended) return;
		for (const delivery of this.deliveries.owned()) {
			const kept = assignment[delivery.topic]?.includes(delivery.partition);
			if (!kept) void this.deliveries.drop(delivery);
			else if (delivery.end !== undefined) this.#seek(delivery.topic, delivery.partition, delivery.end);
		}
		for (const [topic, partitions] of Object.entries(assignment)) {
			for (const partition of partitions) this.deliveries.take(topic, partition);
		}
	}

	#seek(topic: string, partition: number, offset: string): void {
		this.#consumer.seek({ topic, partition, offset });
	}

	async #append({ batch }: EachBatchPayload): Promise<void> {
		const delivery = this.deliveries.get(batch.topic, batch.partition);
		if (this.#ended || !delivery) return;
		const records = batch.messages.map((message) => received(batch.topic, batch.partition, message));
		delivery.append(records, followingOffset(batch.lastOffset()));
		if (delivery.full) this.#consumer.pause([{ topic: batch.topic, partitions: [batch.partition] }]);
		await withDeadline(delivery.worked(), gatherMs, () => undefined);
	}

	#passOver(topic: string, partition: number, lastOffset: string): void {
		if (!this.#ended) this.deliveries.get(topic, partition)?.append([], followingOffset(lastOffset));
	}

	#checkSilence(): void {
		const silentMs = Math.round(performance.now() - this.#lastSignMs);
		if (silentMs > silenceMaxMs)
			this.#die(new Error(`It has neither fetched nor sent a heartbeat for ${silentMs} ms.`));
	}

	#die(cause: Error): void {
		if (!this.#ended) this.died(cause);
	}
}

function received(topic: string, partition: number, message: KafkaMessage): ReceivedRecord {
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(message.headers ?? {})) {
		const last = Array.isArray(value) ? value.at(-1) : value;
		if (last !== undefined) headers[name] = last.toString();
	}
	return {
		topic,
		partition,
		offset: message.offset,
		key: message.key === null ? null : message.key.toString(),
		value: message.value,
		headers,
		timestampMs: Number(message.timestamp),
	};
}
