/**
 * Sends what has been committed, from memory and in one send at a time, and remembers what the transport has
 * acknowledged, so that the next batch's transaction deletes those rows from the outbox.
 *
 * Invariants: a row is deleted only after its acknowledgement; a message that could not be sent within its lease is
 * dropped from memory, because it is the sweeper's by then. If we die with messages in memory, the sweeper finds their
 * rows. A message that the transport will never take is found by bisection and handed back as a refusal.
 */
import { type Bus, type Producer, RecordRefused, type TopicSpec } from '@/bus/bus';
import type { Failpoint } from './failpoint';
import type { OutboxMessage } from './ports';
import type { Trouble } from './trouble';
import { atMost, BackOff, delay, toError } from './waiting';

const sendMax = 500;
/** Consumption pauses above it. */
const backlogMax = 5_000;
/** Shorter than the lease in the store, so that a message is never in two hands for long. */
const careMs = 25_000;

export interface PublisherOptions {
	readonly bus: Bus;
	readonly trouble: Trouble;
	readonly failpoint: Failpoint;
	/** Of a topic that is missing when it is first sent to. */
	readonly partitions: number;
	/** The transport will never take it: resolves when that is stored. */
	refused(message: OutboxMessage, reason: string): Promise<void>;
}

interface InCare {
	readonly message: OutboxMessage;
	readonly until: number;
}

export class Publisher {
	readonly #stop = new AbortController();
	readonly #backOff = new BackOff(100, 5_000);
	#pending: InCare[] = [];
	#acknowledged: string[] = [];
	#takenAt = performance.now();
	#producer: Producer | null = null;
	#running: Promise<void> | null = null;

	constructor(private readonly options: PublisherOptions) {}

	get full(): boolean {
		return this.#pending.length > backlogMax;
	}

	publish(messages: readonly OutboxMessage[]): void {
		const until = performance.now() + careMs;
		for (const message of messages) this.#pending.push({ message, until });
		if (this.#pending.length > 0) this.#running ??= this.#run();
	}

	/** For the transaction that deletes their rows; to be given back when it fails. */
	takeAcknowledged(): readonly string[] {
		this.#takenAt = performance.now();
		return this.#acknowledged.splice(0);
	}

	giveBack(messageIds: readonly string[]): void {
		this.#acknowledged.push(...messageIds);
	}

	/** Acknowledged messages that no batch has come for since. */
	takeLeftOver(idleMs: number): readonly string[] {
		return performance.now() - this.#takenAt < idleMs ? [] : this.#acknowledged.splice(0);
	}

	/** Waits for what is being sent; the rest is for the sweeper. */
	async stop(withinMs: number): Promise<void> {
		if (this.#running) await atMost(withinMs, this.#running);
		this.#stop.abort();
		await atMost(500, Promise.all([this.#running, this.#producer?.stop()]));
	}

	async #run(): Promise<void> {
		await Promise.resolve();
		while (this.#pending.length > 0 && !this.#stop.signal.aborted) {
			const batch = this.#pending.splice(0, sendMax);
			try {
				await this.#send(batch);
				this.#backOff.reset();
				this.options.trouble.over('sending');
			} catch (thrown) {
				this.options.trouble.met('sending', toError(thrown));
				this.#pending.unshift(...batch);
				await delay(this.#backOff.next(), this.#stop.signal);
				const now = performance.now();
				this.#pending = this.#pending.filter(({ until }) => until > now);
			}
		}
		this.#running = null;
	}

	/** Throws only when the transport is away; then nothing is known of any of them. */
	async #send(batch: readonly InCare[]): Promise<void> {
		try {
			this.#producer ??= await this.options.bus.producer();
			await this.#producer.send(batch.map(({ message }) => message));
		} catch (thrown) {
			if (!(thrown instanceof RecordRefused)) throw thrown;
			return this.#bisect(batch, thrown);
		}
		this.options.failpoint('after-publish');
		for (const { message } of batch) this.#acknowledged.push(message.messageId);
	}

	async #bisect(batch: readonly InCare[], refusal: RecordRefused): Promise<void> {
		const [only] = batch;
		if (batch.length > 1) {
			const middle = Math.ceil(batch.length / 2);
			await this.#send(batch.slice(0, middle));
			return this.#send(batch.slice(middle));
		}
		if (only === undefined) return;
		if (refusal.reason === 'no-topic' && (await this.#madeTopic(only.message.topic))) return this.#send(batch);
		await this.options.refused(only.message, refusal.message);
		this.#acknowledged.push(only.message.messageId);
	}

	readonly #topicsMade = new Set<string>();

	/** A participant that has never run has no topic yet: its commands wait there for it. Once per topic. */
	async #madeTopic(name: string): Promise<boolean> {
		if (this.#topicsMade.has(name)) return false;
		this.#topicsMade.add(name);
		const topic: TopicSpec = { name, partitions: this.options.partitions };
		return this.options.bus.ensureTopics([topic]).then(
			() => true,
			() => false,
		);
	}
}
