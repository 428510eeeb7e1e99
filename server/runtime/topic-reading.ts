/**
 * How far a topic has been read, by all orchestrators together: per partition read the database's time T, then the
 * partition's end offset; once everything below that offset is committed, all that was there at T has had its say. The
 * watchdog of the topic's consumer looks at the same numbers.
 *
 * Invariant: T is read before the offset and recorded after the commit, never the other way round. While the transport is
 * away nothing is recorded.
 */
import type { Bus, PartitionPosition } from '@/bus/bus';
import type { LoopStore } from './ports';
import type { Watchdog } from './watchdog';

const nobodyReadsMs = 60_000;

export interface TopicReadingOptions {
	readonly topic: string;
	readonly bus: Pick<Bus, 'endOffsets'>;
	readonly store: Pick<LoopStore, 'recordReads'>;
	readonly watchdog: Watchdog;
	/** Of this process's consumer; null while it has none. */
	positions(): Promise<readonly PartitionPosition[] | null>;
}

interface Mark {
	readonly readToMs: number;
	readonly end: bigint;
}

export class TopicReading {
	readonly #marks = new Map<number, Mark>();
	#readToMs: number | null = null;

	constructor(private readonly options: TopicReadingOptions) {}

	/** As of the last look; null while a partition was never read. */
	get readToMs(): number | null {
		return this.#readToMs;
	}

	/** `nowMs`: the database's time, read before. */
	async look(nowMs: number): Promise<void> {
		const { topic, bus, store, watchdog, positions } = this.options;
		const owned = await positions();
		// The topic may not be there yet, and some brokers make what is asked for, as they see fit.
		if (owned === null) return;
		const ends = await bus.endOffsets(topic);
		const mine = owned.filter((position) => position.topic === topic);
		const reads = passed(mine, this.#marks);
		renew(mine, ends, nowMs, this.#marks);
		await watchdog.look(mine, ends, this.#readToMs === null || nowMs - this.#readToMs > nobodyReadsMs);
		this.#readToMs = await store.recordReads(topic, [...ends.keys()], reads);
	}
}

/** Partitions whose mark has been committed past. */
function passed(mine: readonly PartitionPosition[], marks: ReadonlyMap<number, Mark>) {
	return mine.flatMap(({ partition, committed }) => {
		const mark = marks.get(partition);
		return mark !== undefined && BigInt(committed) >= mark.end ? [{ partition, readToMs: mark.readToMs }] : [];
	});
}

/** A new mark where the last one was reached; none for partitions that others own now. */
function renew(
	mine: readonly PartitionPosition[],
	ends: ReadonlyMap<number, string>,
	nowMs: number,
	marks: Map<number, Mark>,
): void {
	const owned = new Map(mine.map(({ partition, committed }) => [partition, BigInt(committed)]));
	for (const partition of marks.keys()) if (!owned.has(partition)) marks.delete(partition);
	for (const [partition, committed] of owned) {
		const mark = marks.get(partition);
		const end = ends.get(partition);
		if (end !== undefined && (mark === undefined || committed >= mark.end))
			marks.set(partition, { readToMs: nowMs, end: BigInt(end) });
	}
}
