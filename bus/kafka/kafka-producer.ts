/**
 * Sends batches to Kafka: the last step of data's way out of the outbox.
 *
 * Invariant: a send resolves only after all in-sync replicas have the records. It is not idempotent and one is in flight
 * (KafkaJS loses records in its idempotent mode), so an unknown outcome is sent again by the caller with the same ids.
 * A client that missed the deadline is thrown away: its own retries must not outlive the answer we gave.
 */
import type { Producer as KafkaJsProducer, TopicMessages } from 'kafkajs';
import { BusUnavailable, type OutgoingRecord, type Producer, RecordRefused } from '../bus';
import { toError, turnEnds, withDeadline } from '../delivery/waiting';
import { KafkaClient, type KafkaSettings, metadataMaxAgeDefaultMs } from './kafka-client';
import { asBusError } from './kafka-error';
import { keyPartitioner } from './partition-of-key';

const sendMs = 10_000;
/** KafkaJS puts all records of a partition into one batch, and brokers take batches of 1 MiB unless told otherwise. */
const chunkBytesMax = 900 * 1024;
const recordOverheadBytes = 40;

/** One `send` that waits for its turn. */
interface Call {
	readonly records: readonly OutgoingRecord[];
	resolve(): void;
	reject(error: Error): void;
}

interface Connected {
	readonly client: KafkaClient;
	readonly producer: KafkaJsProducer;
}

export class KafkaProducer implements Producer {
	#connected: Connected | undefined;
	#waiting: Call[] = [];
	#sending: Promise<void> | undefined;
	#stopped = false;

	constructor(private readonly settings: KafkaSettings) {}

	/** Calls that come while one is in flight go out together as the next: ten times less work for client and broker. */
	send(records: readonly OutgoingRecord[]): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#waiting.push({ records, resolve, reject });
			this.#sending ??= this.#sendWaiting();
		});
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		await withDeadline(this.#sending ?? Promise.resolve(), 3_000, () => undefined);
		await this.#discard();
	}

	async #sendWaiting(): Promise<void> {
		// All partitions of a fetch are answered in the same turn.
		await turnEnds();
		while (this.#waiting.length > 0) await this.#sendTogether(this.#waiting.splice(0));
		this.#sending = undefined;
	}

	/** A refusal is only for the call that holds the record: the others are sent again, without it. */
	async #sendTogether(calls: readonly Call[]): Promise<void> {
		try {
			await this.#sendChunks(calls.flatMap(({ records }) => records));
			for (const { resolve } of calls) resolve();
		} catch (thrown) {
			const error = toError(thrown);
			if (calls.length > 1 && error instanceof RecordRefused)
				for (const call of calls) await this.#sendTogether([call]);
			else for (const { reject } of calls) reject(error);
		}
	}

	async #sendChunks(records: readonly OutgoingRecord[]): Promise<void> {
		for (const chunk of chunksOf(records)) {
			if (this.#stopped) throw new BusUnavailable('This producer was stopped; make another one.');
			try {
				await withDeadline(this.#sendOnce(chunk), sendMs, () => {
					throw new BusUnavailable(
						`Kafka did not acknowledge ${chunk.length} records within ${sendMs} ms; send them again.`,
					);
				});
			} catch (thrown) {
				const error: BusUnavailable | RecordRefused = asBusError(thrown, 'a send', this.settings.brokers);
				if (error instanceof BusUnavailable) await this.#discard();
				throw error;
			}
		}
	}

	async #sendOnce(chunk: readonly OutgoingRecord[]): Promise<void> {
		const { producer } = await this.#connect();
		await producer.sendBatch({ acks: -1, timeout: sendMs, topicMessages: byTopic(chunk) });
	}

	async #connect(): Promise<Connected> {
		if (this.#connected) return this.#connected;
		const client = new KafkaClient(this.settings);
		const producer = client.kafka.producer({
			createPartitioner: keyPartitioner,
			allowAutoTopicCreation: false,
			idempotent: false,
			maxInFlightRequests: 1,
			metadataMaxAge: this.settings.metadataMaxAgeMs ?? metadataMaxAgeDefaultMs,
		});
		this.#connected = { client, producer };
		await producer.connect();
		return this.#connected;
	}

	async #discard(): Promise<void> {
		const connected = this.#connected;
		this.#connected = undefined;
		if (connected) await connected.client.end(() => connected.producer.disconnect());
	}
}

function* chunksOf(records: readonly OutgoingRecord[]): Generator<readonly OutgoingRecord[]> {
	if (surelyFit(records)) {
		yield records;
		return;
	}
	let from = 0;
	let bytes = 0;
	for (const [at, record] of records.entries()) {
		const size = sizeOf(record);
		if (at > from && bytes + size > chunkBytesMax) {
			yield records.slice(from, at);
			from = at;
			bytes = 0;
		}
		bytes += size;
	}
	if (from < records.length) yield records.slice(from);
}

/** A character has at most three bytes per unit of its length: nearly always that is all there is to count. */
function surelyFit(records: readonly OutgoingRecord[]): boolean {
	let bytes = 0;
	for (const { key, value, headers } of records) {
		let length = key.length + (value?.length ?? 0);
		for (const name in headers) length += 4 + name.length + (headers[name] as string).length;
		bytes += recordOverheadBytes + 3 * length;
		if (bytes > chunkBytesMax) return false;
	}
	return records.length > 0;
}

function sizeOf(record: OutgoingRecord): number {
	let bytes = recordOverheadBytes + Buffer.byteLength(record.key) + Buffer.byteLength(record.value ?? '');
	for (const [name, value] of Object.entries(record.headers))
		bytes += 4 + Buffer.byteLength(name) + Buffer.byteLength(value);
	return bytes;
}

function byTopic(records: readonly OutgoingRecord[]): TopicMessages[] {
	const topics = new Map<string, TopicMessages>();
	for (const { topic, key, value, headers } of records) {
		const existing = topics.get(topic);
		if (existing) existing.messages.push({ key, value, headers });
		else topics.set(topic, { topic, messages: [{ key, value, headers }] });
	}
	return [...topics.values()];
}
