/**
 * How far the replies have been read, which is how far command time-outs may be judged: per partition read the database's
 * time T, then the partition's end offset; once everything below that offset is committed, all replies that were there
 * at T have had their say.
 *
 * Invariant: T is read before the offset and recorded after the commit, never the other way round. While the transport is
 * away nothing is recorded, time-outs freeze, and after a quarter of an hour the installation says so.
 */
import type { Bus, PartitionPosition } from '@/bus/bus';
import { Loop } from './loop';
import type { LoopStore } from './ports';
import type { Trouble } from './trouble';
import type { Watchdog } from './watchdog';

const everyMs = 500;
const behindMs = 15 * 60_000;

export interface RepliesReadOptions {
	readonly topic: string;
	readonly bus: Bus;
	readonly store: LoopStore;
	readonly trouble: Trouble;
	readonly watchdog: Watchdog;
	/** Of this process's consumer; empty while it has none. */
	positions(): Promise<readonly PartitionPosition[]>;
	/** Least over all partitions; for the beat. */
	readTo(ms: number | null): void;
}

interface Mark {
	readonly readToMs: number;
	readonly end: bigint;
}

export function watchRepliesRead({
	topic,
	bus,
	store,
	trouble,
	watchdog,
	positions,
	readTo,
}: RepliesReadOptions): Loop {
	const marks = new Map<number, Mark>();
	const startedAt = performance.now();
	let told: boolean | null = null;
	const behind = async (nowMs: number, readToMs: number | null) => {
		if (performance.now() - startedAt < behindMs) return;
		const isBehind = readToMs === null || nowMs - readToMs > behindMs;
		if (isBehind === told) return;
		if (isBehind) await store.openInstallationIncident('bus-behind', behindWords);
		else await store.resolveInstallationIncident('bus-behind');
		told = isBehind;
	};
	let last = { nowMs: 0, readToMs: null as number | null };
	return new Loop({
		name: 'replies',
		everyMs,
		trouble,
		turn: async () => {
			const nowMs = await store.nowMs();
			try {
				const ends = await bus.endOffsets(topic);
				const mine = (await positions()).filter((position) => position.topic === topic);
				const reads = passed(mine, marks);
				renew(mine, ends, nowMs, marks);
				await watchdog.look(mine, ends, last.readToMs === null || nowMs - last.readToMs > 60_000);
				last = await store.recordReplyReads(topic, [...ends.keys()], reads);
				readTo(last.readToMs);
			} finally {
				await behind(nowMs, last.readToMs);
			}
			return 'rest';
		},
	});
}

const behindWords =
	'Replies have not been read for more than 15 minutes, so no command is timed out meanwhile. Check that the brokers run and can be reached; everything goes on by itself then.';

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
