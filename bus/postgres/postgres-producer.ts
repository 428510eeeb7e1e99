/**
 * Appends batches to the PostgreSQL bus.
 * Invariant: `send` resolves after the commit, one statement in flight; a record above 1 MiB (what Kafka takes by default)
 * or for a topic that does not exist is refused before anything of its batch is stored.
 */
import { BusUnavailable, type OutgoingRecord, type Producer, RecordRefused } from '../bus';
import { withDeadline } from '../delivery/waiting';
import { type AppendRow, appendRecords } from './append-records';
import type { Database } from './database';
import { partitionOfKey } from './partition-of-key';
import type { Topic, Topics } from './topics';
import type { WakeUp } from './wake-up';

const recordBytesMax = 1024 * 1024;
const chunkBytesMax = 8 * 1024 * 1024;
const chunkRecordsMax = 1_000;

export class PostgresProducer implements Producer {
	#last: Promise<unknown> = Promise.resolve();
	#stopped = false;

	constructor(
		private readonly database: Database,
		private readonly topics: Topics,
		private readonly wakeUp: WakeUp,
	) {}

	send(records: readonly OutgoingRecord[]): Promise<void> {
		const sent = this.#last.then(() => this.#append(records));
		this.#last = sent.catch(() => undefined);
		return sent;
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		await withDeadline(this.#last, 3_000, () => undefined);
	}

	async #append(records: readonly OutgoingRecord[]): Promise<void> {
		if (this.#stopped) throw new BusUnavailable('This producer was stopped; make another one.');
		const topics = await this.topics.named(new Set(records.map(({ topic }) => topic)));
		const rows = records.map((record) => rowOf(record, topics));
		for (const chunk of chunksOf(rows)) await appendRecords(this.database, chunk);
		this.wakeUp.tell(new Set(rows.map(({ topicId }) => topicId)));
	}
}

function rowOf(record: OutgoingRecord, topics: ReadonlyMap<string, Topic>): AppendRow {
	const topic = topics.get(record.topic);
	if (!topic)
		throw new RecordRefused('no-topic', `There is no topic ${record.topic} on the PostgreSQL bus. Create the topic.`);
	const key = Buffer.from(record.key);
	const row = {
		topicId: topic.id,
		partition: partitionOfKey(key, topic.partitions),
		key,
		value: record.value === null ? null : Buffer.from(record.value),
		headers: Buffer.from(JSON.stringify(record.headers)),
	};
	if (bytesOf(row) > recordBytesMax) {
		const message = `A record for ${record.topic} has ${bytesOf(row)} bytes; the PostgreSQL bus takes ${recordBytesMax}. Send less.`;
		throw new RecordRefused('too-large', message);
	}
	return row;
}

const bytesOf = ({ key, value, headers }: AppendRow) => key.length + (value?.length ?? 0) + headers.length;

function* chunksOf(rows: readonly AppendRow[]): Generator<readonly AppendRow[]> {
	let from = 0;
	let bytes = 0;
	for (const [at, row] of rows.entries()) {
		if (at > from && (at - from >= chunkRecordsMax || bytes + bytesOf(row) > chunkBytesMax)) {
			yield rows.slice(from, at);
			from = at;
			bytes = 0;
		}
		bytes += bytesOf(row);
	}
	if (from < rows.length) yield rows.slice(from);
}
