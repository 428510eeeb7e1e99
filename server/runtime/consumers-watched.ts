/**
 * Whether every topic we consume is read: each consumer has its watchdog and its record of how far all of the topic has
 * been read. That of the replies is looked at more often, because time-outs wait for it (replies-read).
 */
import type { Bus } from '@/bus/bus';
import type { Intake } from './intake';
import { Loop } from './loop';
import type { LoopStore } from './ports';
import { TopicReading } from './topic-reading';
import type { Trouble } from './trouble';
import { Watchdog } from './watchdog';

const everyMs = 5_000;

export interface ReadingOptions {
	readonly bus: Pick<Bus, 'endOffsets'>;
	readonly store: Pick<LoopStore, 'nowMs' | 'recordReads'>;
	readonly intake: Pick<Intake, 'positions' | 'rebuild'>;
	/** The lanes are held up by something that is known. */
	heldUp(): boolean;
}

export function readingOf(topic: string, { bus, store, intake, heldUp }: ReadingOptions): TopicReading {
	const watchdog = new Watchdog({ rebuild: (reason) => intake.rebuild(topic, reason), heldUp });
	return new TopicReading({ topic, bus, store, watchdog, positions: () => intake.positions(topic) });
}

/** A loop per topic: one that cannot be asked about hides none of the others. */
export function watchConsumers(topics: readonly string[], trouble: Trouble, options: ReadingOptions): readonly Loop[] {
	return topics.map((topic) => {
		const reading = readingOf(topic, options);
		return new Loop({
			name: `reading ${topic}`,
			everyMs,
			trouble,
			turn: async () => {
				await reading.look(await options.store.nowMs());
				return 'rest';
			},
		});
	});
}
