/**
 * The loop that keeps an eye on how far the replies have been read, which is how far command time-outs may be judged.
 * While the transport is away time-outs freeze, and after a quarter of an hour the installation says so.
 */
import { Loop } from './loop';
import type { LoopStore } from './ports';
import type { TopicReading } from './topic-reading';
import type { Trouble } from './trouble';

const everyMs = 500;
const behindMs = 15 * 60_000;

export interface RepliesReadOptions {
	readonly reading: TopicReading;
	readonly store: Pick<LoopStore, 'nowMs' | 'openInstallationIncident' | 'resolveInstallationIncident'>;
	readonly trouble: Trouble;
	/** For the beat. */
	readTo(ms: number | null): void;
}

export function watchRepliesRead({ reading, store, trouble, readTo }: RepliesReadOptions): Loop {
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
	return new Loop({
		name: 'replies',
		everyMs,
		trouble,
		turn: async () => {
			const nowMs = await store.nowMs();
			try {
				await reading.look(nowMs);
				readTo(reading.readToMs);
			} finally {
				await behind(nowMs, reading.readToMs);
			}
			return 'rest';
		},
	});
}

const behindWords =
	'Replies have not been read for more than 15 minutes, so no command is timed out meanwhile. Check that the brokers run and can be reached; everything goes on by itself then.';
