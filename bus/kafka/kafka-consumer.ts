/**
 * A member of a consumer group on Kafka that does not stay down: it replaces its session whenever one crashed (KafkaJS
 * ends a consumer for good on an error it calls non-retriable), fell silent, or the watchdog asks for it.
 *
 * Invariant: at most one session is alive; queues of partitions end with their session, so what was not resolved is
 * fetched again from the last commit.
 * Not done here: one life of a consumer (kafka-session), the queues and commits (delivery/).
 */
import { BusUnavailable, type ConsumeOptions, type Consumer, type PartitionPosition } from '../bus';
import { DeliverySet } from '../delivery/delivery-set';
import { BackOff, delay, toError } from '../delivery/waiting';
import type { KafkaSettings } from './kafka-client';
import { KafkaSession } from './kafka-session';

const rebuildFirstMs = 200;
const rebuildLastMs = 5_000;
const receiveEndsMs = 2_500;

/** What the group has committed of these partitions, or where it would begin. */
export type ReadCommitted = (
	group: string,
	partitions: readonly PartitionKey[],
) => Promise<readonly PartitionPosition[]>;
export type PartitionKey = Pick<PartitionPosition, 'topic' | 'partition'>;

export class KafkaConsumer implements Consumer {
	readonly #deliveries: DeliverySet;
	readonly #stop = new AbortController();
	readonly #backOff = new BackOff(rebuildFirstMs, rebuildLastMs);
	#session: KafkaSession | undefined;
	#changing: Promise<void> = Promise.resolve();
	#stopped: Promise<void> | undefined;

	constructor(
		private readonly settings: KafkaSettings,
		private readonly options: ConsumeOptions,
		private readonly readCommitted: ReadCommitted,
	) {
		this.#deliveries = new DeliverySet(options, {
			commit: (positions) => {
				if (!this.#session) return Promise.reject(new BusUnavailable('The consumer is being rebuilt.'));
				this.#backOff.reset();
				return this.#session.commit(positions);
			},
			roomAgain: (topic, partition) => this.#session?.fetchAgain(topic, partition),
		});
		this.#changing = this.#begin();
	}

	async positions(): Promise<readonly PartitionPosition[]> {
		const unknown = this.#deliveries.owned().filter(({ committed }) => committed === undefined);
		if (unknown.length > 0) {
			for (const { topic, partition, committed } of await this.readCommitted(this.options.group, unknown)) {
				this.#deliveries.get(topic, partition)?.startsAt(committed);
			}
		}
		return this.#deliveries
			.owned()
			.flatMap(({ topic, partition, committed }) => (committed === undefined ? [] : [{ topic, partition, committed }]));
	}

	pause(): void {
		this.#deliveries.pause();
	}

	resume(): void {
		this.#deliveries.resume();
	}

	rebuild(reason: string): Promise<void> {
		this.settings.log('warn', `The consumer of group ${this.options.group} is rebuilt: ${reason}`);
		return this.#replace();
	}

	stop(): Promise<void> {
		this.#stopped ??= this.#stopOnce();
		return this.#stopped;
	}

	async #stopOnce(): Promise<void> {
		this.#stop.abort();
		await this.#deliveries.finish(this.#deliveries.owned(), receiveEndsMs);
		this.#deliveries.close();
		const session = this.#session;
		this.#session = undefined;
		await session?.end();
		for (const delivery of this.#deliveries.owned()) void this.#deliveries.drop(delivery);
	}

	/** Changes queue up, so that two rebuilds asked for at once do not leave two sessions. */
	#replace(): Promise<void> {
		this.#changing = this.#changing.then(async () => {
			await this.#end();
			await this.#begin();
		});
		return this.#changing;
	}

	async #end(): Promise<void> {
		const session = this.#session;
		this.#session = undefined;
		for (const delivery of this.#deliveries.owned()) void this.#deliveries.drop(delivery);
		await session?.end();
	}

	async #begin(): Promise<void> {
		while (!this.#stop.signal.aborted) {
			const session = new KafkaSession(this.settings, this.options, this.#deliveries, (cause) => {
				if (this.#session !== session) return;
				this.#say(cause);
				void delay(this.#backOff.next(), this.#stop.signal).then(async () => {
					if (this.#session === session) await this.#replace();
				});
			});
			this.#session = session;
			try {
				await session.start();
				return;
			} catch (thrown) {
				await this.#end();
				if (this.#stop.signal.aborted) return;
				this.#say(toError(thrown));
				await delay(this.#backOff.next(), this.#stop.signal);
			}
		}
	}

	#say(cause: Error): void {
		const message = `The Kafka consumer of group ${this.options.group} stopped and is rebuilt: ${cause.message}`;
		this.options.onTrouble?.(new Error(message, { cause }));
	}
}
