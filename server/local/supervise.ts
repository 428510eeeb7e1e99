/**
 * Keeps a part running: one that ends without having been told to is started again, at once the first time and then
 * with a growing pause, and said so. What it lost is nothing: the book of record is PostgreSQL.
 */
import type { DataFolder } from './data-folder';
import type { Part } from './part';
import { note } from './progress';

export interface Supervised {
	stop(): Promise<void>;
	kill(): void;
}

const pauseMaxMs = 10_000;
/** A part that ran this long was well: the next end counts as its first again. */
const wellAfterMs = 30_000;

/** `start` is called now and whenever the part has ended by itself. */
export async function supervise(start: () => Promise<Part>, folder: DataFolder): Promise<Supervised> {
	let stopping = false;
	let waiting: { readonly timer: NodeJS.Timeout; readonly wake: () => void } | undefined;
	let current = await begin();
	const watching = watch();
	return {
		kill: () => current.kill(),
		async stop() {
			stopping = true;
			if (waiting !== undefined) {
				clearTimeout(waiting.timer);
				waiting.wake();
			}
			await current.stop();
			await watching;
		},
	};

	async function begin(): Promise<Part> {
		const part = await start();
		await folder.note(part);
		return part;
	}

	async function watch(): Promise<void> {
		let ends = 0;
		while (!stopping) {
			const from = performance.now();
			const how = await current.ended;
			if (stopping) return;
			ends = performance.now() - from > wellAfterMs ? 1 : ends + 1;
			const pauseMs = ends === 1 ? 0 : Math.min(pauseMaxMs, 250 * 2 ** ends);
			note(
				`${current.name}: ${how}; starting it again${pauseMs === 0 ? '' : ` in ${pauseMs / 1_000} s (see ${folder.path}/logs)`}`,
			);
			await pause(pauseMs);
			if (stopping) return;
			current = await begin();
			// The order to stop may have come while it was starting.
			if (stopping) await current.stop();
		}
	}

	function pause(ms: number): Promise<void> {
		return new Promise((resolve) => {
			waiting = { timer: setTimeout(resolve, ms), wake: resolve };
		});
	}
}
