/**
 * The port between Unwind and its message transport. Everything that travels (commands, replies, events,
 * dead letters) goes through it; `bus/kafka` and `bus/postgres` implement it and both pass `bus/contract-suite`.
 *
 * Invariant: at-least-once. A record is delivered again until its offset has been resolved and committed;
 * nothing here promises order between keys, between partitions, or a single delivery.
 * Not done here: decoding (contract/wire), deciding (saga/engine), storing (server/store).
 */

export interface OutgoingRecord {
	readonly topic: string;
	/** Records with one key stay in order on one partition. */
	readonly key: string;
	/** UTF-8 text; null is a tombstone on a compacted topic. */
	readonly value: string | null;
	readonly headers: Readonly<Record<string, string>>;
}

export interface ReceivedRecord {
	readonly topic: string;
	readonly partition: number;
	/** Decimal, as Kafka prints it: offsets exceed what a double holds. */
	readonly offset: string;
	readonly key: string | null;
	/** Raw: whether it is text, or of a bearable size, is for contract/wire to judge. */
	readonly value: Buffer | null;
	readonly headers: Readonly<Record<string, string>>;
	/** Milliseconds since the epoch, as the broker recorded it. */
	readonly timestampMs: number;
}

export interface TopicSpec {
	readonly name: string;
	readonly partitions: number;
	/** Keep the newest record per key for ever instead of all records for `retentionMs`. */
	readonly compacted?: boolean;
	/** Default 7 days. */
	readonly retentionMs?: number;
}

/** What one partition handed over at once. The next fetch of that partition waits until `receive` has returned. */
export interface Fetch {
	readonly topic: string;
	readonly partition: number;
	readonly records: readonly ReceivedRecord[];
	/**
	 * All records up to and including this offset are done; they are committed within a fraction of a second.
	 * If we die before the commit they are delivered again.
	 */
	resolve(offset: string): void;
	/** Aborted when the partition was taken away or the consumer stops: leave what is not yet resolved to the next owner. */
	readonly signal: AbortSignal;
}

export interface ConsumeOptions {
	/** One group per topic set: members with different topic sets in one group starve each other. */
	readonly group: string;
	readonly topics: readonly string[];
	/** Called once per fetch, concurrently for different partitions, serially for one. A rejection redelivers what is not resolved, after a back-off. */
	receive(fetch: Fetch): Promise<void>;
	/** How many records a fetch holds at most; default 500. */
	readonly recordsMax?: number;
	/** How many partitions are worked on at the same time; default 4. */
	readonly concurrencyMax?: number;
	/** Told what went wrong and that the consumer goes on by itself; for logs and the health dot. */
	onTrouble?(error: Error): void;
}

export interface PartitionPosition {
	readonly topic: string;
	readonly partition: number;
	/** The next offset to be delivered after a restart: everything below it is committed. */
	readonly committed: string;
}

export interface Consumer {
	/** Partitions this member owns now, with what it has committed of each. */
	positions(): Promise<readonly PartitionPosition[]>;
	/** Stop fetching without leaving the group (the outbox is above its bound). */
	pause(): void;
	resume(): void;
	/** Leave and join anew: for the watchdog, when there is lag and no progress. */
	rebuild(reason: string): Promise<void>;
	/** Waits for running `receive` calls, commits, leaves the group. Bounded: at most 5 s. */
	stop(): Promise<void>;
}

export interface Producer {
	/**
	 * Resolves when every record is acknowledged durably. Calls are serialised: one send in flight.
	 * Throws `BusUnavailable` (outcome unknown: send again with the same ids) or `RecordRefused` (at least one of
	 * these records can never be produced: bisect to find it).
	 */
	send(records: readonly OutgoingRecord[]): Promise<void>;
	stop(): Promise<void>;
}

export interface Bus {
	readonly kind: 'kafka' | 'postgres';
	/** Creates what is missing, never shrinks or deletes; adds partitions where fewer exist. */
	ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
	producer(): Promise<Producer>;
	consume(options: ConsumeOptions): Promise<Consumer>;
	/** Per partition the offset that the next record appended will get. */
	endOffsets(topic: string): Promise<ReadonlyMap<number, string>>;
	/** Resolves when the transport answers; rejects with `BusUnavailable` otherwise. At most 5 s. */
	ping(): Promise<void>;
	close(): Promise<void>;
}

/** The transport is away or did not answer in time. The outcome of what was under way is unknown. */
export class BusUnavailable extends Error {
	override readonly name = 'BusUnavailable';
}

/** The transport answered that it will never take one of these records. */
export class RecordRefused extends Error {
	override readonly name = 'RecordRefused';
	constructor(
		readonly reason: 'too-large' | 'unauthorised' | 'no-topic',
		message: string,
		options?: ErrorOptions,
	) {
		super(message, options);
	}
}
