/**
 * All partitions that one member of a group owns, and the commits of what they resolved.
 *
 * Invariant: one commit is under way at a time and takes along everything resolved until it starts; what it did not
 * reach is resolved again by the next owner. Two deliveries of one partition never run at once in this process.
 * Not done here: deciding what is ours; the transport says `take` and `drop`.
 */
import type { ConsumeOptions, PartitionPosition } from '../bus';
import { PartitionDelivery } from './partition-delivery';
import { Slots } from './slots';
import { toError, withDeadline } from './waiting';

const concurrencyMaxDefault = 4;
const commitSoonMs = 200;
const commitAgainMs = 500;

export interface DeliveryTransport {
	/** Rejects when nothing was committed. */
	commit(positions: readonly PartitionPosition[]): Promise<void>;
	/** A partition whose queue was full can be fetched again. */
	roomAgain(topic: string, partition: number): void;
}

const keyOf = (topic: string, partition: number) => `${topic}/${partition}`;

export class DeliverySet {
	readonly #owned = new Map<string, PartitionDelivery>();
	/** Ends of `receive` calls that still ran when their partition was dropped. */
	readonly #leaving = new Map<string, Promise<void>>();
	readonly #slots: Slots;
	#paused = false;
	#committing: Promise<void> | undefined;
	#commitAgain = false;
	#soon: NodeJS.Timeout | undefined;

	constructor(
		private readonly options: ConsumeOptions,
		private readonly transport: DeliveryTransport,
	) {
		this.#slots = new Slots(options.concurrencyMax ?? concurrencyMaxDefault);
	}

	owned(): readonly PartitionDelivery[] {
		return [...this.#owned.values()];
	}

	get(topic: string, partition: number): PartitionDelivery | undefined {
		return this.#owned.get(keyOf(topic, partition));
	}

	take(topic: string, partition: number): PartitionDelivery {
		const key = keyOf(topic, partition);
		const existing = this.#owned.get(key);
		if (existing) return existing;
		const delivery = new PartitionDelivery(
			topic,
			partition,
			this.options,
			this.#slots,
			{
				resolved: () => this.#commitSoon(commitSoonMs),
				roomAgain: () => this.transport.roomAgain(topic, partition),
			},
			this.#leaving.get(key) ?? Promise.resolve(),
		);
		if (this.#paused) delivery.pause();
		this.#owned.set(key, delivery);
		return delivery;
	}

	/** The partition is not ours any more: nothing of it is committed from here on. */
	drop(delivery: PartitionDelivery): Promise<void> {
		const key = keyOf(delivery.topic, delivery.partition);
		if (this.#owned.get(key) === delivery) this.#owned.delete(key);
		const earlier = this.#leaving.get(key) ?? Promise.resolve();
		const left = Promise.all([earlier, delivery.abort()]).then(() => {
			if (this.#leaving.get(key) === left) this.#leaving.delete(key);
		});
		this.#leaving.set(key, left);
		return left;
	}

	pause(): void {
		this.#paused = true;
		for (const delivery of this.#owned.values()) delivery.pause();
	}

	resume(): void {
		this.#paused = false;
		for (const delivery of this.#owned.values()) delivery.resume();
	}

	/** Aborts these deliveries, waits for their `receive` calls at most so long, and commits what they resolved. */
	async finish(deliveries: readonly PartitionDelivery[], ms: number): Promise<void> {
		const work = (async () => {
			await Promise.all(deliveries.map((delivery) => delivery.abort()));
			this.#commitNow();
			await this.#committing;
		})();
		await withDeadline(work, ms, () => undefined);
	}

	close(): void {
		clearTimeout(this.#soon);
		this.#soon = undefined;
	}

	#commitSoon(ms: number): void {
		this.#soon ??= setTimeout(() => {
			this.#soon = undefined;
			this.#commitNow();
		}, ms).unref();
	}

	#commitNow(): void {
		clearTimeout(this.#soon);
		this.#soon = undefined;
		if (this.#committing) {
			this.#commitAgain = true;
			return;
		}
		this.#committing = this.#commit().finally(() => {
			this.#committing = undefined;
		});
	}

	async #commit(): Promise<void> {
		do {
			this.#commitAgain = false;
			const due: { delivery: PartitionDelivery; committed: string }[] = [];
			for (const delivery of this.#owned.values()) {
				const committed = delivery.uncommitted;
				if (committed !== undefined) due.push({ delivery, committed });
			}
			if (due.length === 0) return;
			try {
				await this.transport.commit(
					due.map(({ delivery: { topic, partition }, committed }) => ({ topic, partition, committed })),
				);
				for (const { delivery, committed } of due) delivery.committedUpTo(committed);
			} catch (thrown) {
				this.#commitFailed(toError(thrown));
				return;
			}
		} while (this.#commitAgain);
	}

	#commitFailed(cause: Error): void {
		const message = `What is done could not be committed and is tried again (until then it would be delivered twice): ${cause.message}`;
		this.options.onTrouble?.(new Error(message, { cause }));
		this.#commitSoon(commitAgainMs);
	}
}
