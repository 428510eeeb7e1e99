/**
 * Rebuilds a consumer that makes no progress while there is lag, and one that owns nothing while nobody reads: some
 * faults stop a consumer without a word. Not done here: lag that is only our own slowness (a batch that waits for the
 * database), which a new consumer would not cure.
 */
import type { PartitionPosition } from '@/bus/bus';

const stillMs = 30_000;

export interface WatchdogOptions {
	rebuild(reason: string): Promise<void>;
	/** The lanes are held up by something that is known. */
	heldUp(): boolean;
}

export class Watchdog {
	readonly #seen = new Map<number, { committed: string; since: number }>();
	#ownsNothingSince: number | null = null;

	constructor(private readonly options: WatchdogOptions) {}

	/** `nobodyReads`: no orchestrator has recorded progress for a minute. */
	async look(
		mine: readonly PartitionPosition[],
		ends: ReadonlyMap<number, string>,
		nobodyReads: boolean,
	): Promise<void> {
		const now = performance.now();
		if (this.options.heldUp()) {
			this.#forget();
			return;
		}
		if (mine.length > 0 || !nobodyReads) this.#ownsNothingSince = null;
		else this.#ownsNothingSince ??= now;
		const stuck = mine.filter((position) => this.#isStuck(position, ends.get(position.partition), now));
		if (stuck.length > 0)
			await this.#rebuild(`no progress on partition ${stuck[0]?.partition} for 30 s while there is lag`);
		else if (this.#ownsNothingSince !== null && now - this.#ownsNothingSince > stillMs)
			await this.#rebuild('nobody has read it for a minute and this consumer owns no partition');
	}

	#isStuck({ partition, committed }: PartitionPosition, end: string | undefined, now: number): boolean {
		const seen = this.#seen.get(partition);
		if (seen?.committed !== committed || end === undefined || BigInt(end) <= BigInt(committed)) {
			this.#seen.set(partition, { committed, since: now });
			return false;
		}
		return now - seen.since > stillMs;
	}

	async #rebuild(reason: string): Promise<void> {
		this.#forget();
		await this.options.rebuild(reason);
	}

	#forget(): void {
		this.#seen.clear();
		this.#ownsNothingSince = null;
	}
}
