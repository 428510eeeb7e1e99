/**
 * One partition in the care of one member: between the transport, which appends what it fetched, and `receive`.
 *
 * Invariant: `receive` runs serially; a record leaves the queue only when it was resolved, so what a rejection, an
 * unresolved return or a pause left behind is handed over again, in order. `position` never passes an unresolved record.
 * Not done here: fetching and committing (kafka/, postgres/), which partitions are ours (delivery-set's owner).
 */
import type { ConsumeOptions, ReceivedRecord } from '../bus';
import { compareOffsets, followingOffset } from './offset';
import type { Slots } from './slots';
import { BackOff, delay, toError } from './waiting';

export const recordsMaxDefault = 500;
const bytesQueuedMax = 8 * 1024 * 1024;
const retryFirstMs = 100;
const retryLastMs = 5_000;

export interface DeliveryTrigger {
	/** Something was resolved: commit soon. Not at each return, a commit costs the broker as much as a send. */
	resolved(): void;
	/** The queue has room again after it was full. */
	roomAgain(delivery: PartitionDelivery): void;
}

export class PartitionDelivery {
	readonly #stop = new AbortController();
	readonly #backOff = new BackOff(retryFirstMs, retryLastMs);
	readonly #recordsMax: number;
	#queue: ReceivedRecord[] = [];
	#queuedBytes = 0;
	#wasFull = false;
	#paused = false;
	#running: Promise<void> | undefined;
	/** Behind everything that was appended, transaction markers and compacted gaps included. */
	#end: string | undefined;
	/** Everything below it is done. */
	#position: string | undefined;
	#committed: string | undefined;

	/** `after` ends when an earlier owner in this process has let go of the same partition. */
	constructor(
		readonly topic: string,
		readonly partition: number,
		private readonly options: ConsumeOptions,
		private readonly slots: Slots,
		private readonly trigger: DeliveryTrigger,
		private readonly after: Promise<void>,
	) {
		this.#recordsMax = options.recordsMax ?? recordsMaxDefault;
	}

	get end(): string | undefined {
		return this.#end;
	}

	get aborted(): boolean {
		return this.#stop.signal.aborted;
	}

	get committed(): string | undefined {
		return this.#committed;
	}

	/** What is resolved beyond the last commit; undefined when there is nothing to commit. */
	get uncommitted(): string | undefined {
		return this.#position === this.#committed ? undefined : this.#position;
	}

	/** One fetch is worked on while the next waits; more than that stays with the transport. */
	get full(): boolean {
		return this.#queue.length >= 2 * this.#recordsMax || this.#queuedBytes >= bytesQueuedMax;
	}

	/** Nothing waits and nothing is worked on. */
	get idle(): boolean {
		return this.#queue.length === 0;
	}

	/** Where the group stands in the transport's own book, read once when the partition was taken over. */
	startsAt(committed: string): void {
		this.#committed ??= committed;
		this.#position ??= committed;
		this.#end ??= committed;
	}

	committedUpTo(position: string): void {
		this.#committed = position;
	}

	/** `end` is the offset to fetch next; the transport never appends a record twice while we own the partition. */
	append(records: readonly ReceivedRecord[], end: string): void {
		if (this.aborted) return;
		for (const record of records) {
			this.#queue.push(record);
			this.#queuedBytes += record.value?.length ?? 0;
		}
		this.#end = end;
		if (this.#queue.length === 0 && end !== this.#position) {
			this.#position = end;
			this.trigger.resolved();
		}
		this.#wasFull ||= this.full;
		this.#run();
	}

	pause(): void {
		this.#paused = true;
	}

	resume(): void {
		this.#paused = false;
		this.#run();
	}

	/** Resolves when everything that was appended has been worked on, or cannot be now. */
	async worked(): Promise<void> {
		await this.#running;
	}

	/** Resolves when no `receive` of this partition is running any more; that is for the receiver to hasten. */
	async abort(): Promise<void> {
		this.#stop.abort();
		await this.#running;
	}

	#run(): void {
		this.#running ??= this.#deliver().finally(() => {
			this.#running = undefined;
			if (this.#hasWork()) this.#run();
		});
	}

	#hasWork(): boolean {
		return this.#queue.length > 0 && !this.#paused && !this.aborted;
	}

	async #deliver(): Promise<void> {
		await this.after;
		while (this.#hasWork()) {
			await this.slots.acquire();
			let progress = false;
			try {
				if (this.#hasWork()) progress = await this.#receiveOnce();
			} finally {
				this.slots.release();
			}
			if (progress) this.#backOff.reset();
			else await delay(this.#backOff.next(), this.#stop.signal);
		}
	}

	/** True when it may go on at once: nothing went wrong and at least one record was resolved. */
	async #receiveOnce(): Promise<boolean> {
		const records = this.#queue.slice(0, this.#recordsMax);
		const before = this.#position;
		try {
			await this.options.receive({
				topic: this.topic,
				partition: this.partition,
				records,
				resolve: (offset) => this.#resolve(records, offset),
				signal: this.#stop.signal,
			});
			return this.#position !== before;
		} catch (thrown) {
			const cause = toError(thrown);
			const message = `Records of ${this.topic}/${this.partition} were not taken and are delivered again: ${cause.message}`;
			if (!this.aborted) this.options.onTrouble?.(new Error(message, { cause }));
			return false;
		} finally {
			if (this.#wasFull && !this.full) {
				this.#wasFull = false;
				this.trigger.roomAgain(this);
			}
		}
	}

	#resolve(records: readonly ReceivedRecord[], offset: string): void {
		const last = records.at(-1);
		if (last === undefined || compareOffsets(offset, last.offset) > 0) {
			throw new RangeError(`Offset ${offset} of ${this.topic}/${this.partition} was not part of this fetch.`);
		}
		let done = 0;
		for (const record of this.#queue) {
			if (compareOffsets(record.offset, offset) > 0) break;
			this.#queuedBytes -= record.value?.length ?? 0;
			done += 1;
		}
		if (done === 0) return;
		this.#queue.splice(0, done);
		this.#position = this.#queue.length === 0 ? this.#end : followingOffset(offset);
		this.trigger.resolved();
	}
}
