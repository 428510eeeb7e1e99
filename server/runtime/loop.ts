/**
 * A loop that does one thing again and again: at a pace, at once when woken, and more slowly while it fails.
 *
 * Modes: *working* (`turn` runs; it is never run twice at a time) → *resting* until the pace is over or somebody wakes it
 * → working. A turn that says `again` is followed by the next without rest. A turn that throws is said once as trouble,
 * tried again with back-off, and the trouble is taken back by the first turn that succeeds. `stop` ends the rest at once
 * and waits for a running turn.
 */
import type { Trouble } from './trouble';
import { BackOff, delay, toError } from './waiting';

export interface LoopOptions {
	/** For trouble and logs: what is not being done while it fails. */
	readonly name: string;
	readonly everyMs: number;
	readonly trouble: Trouble;
	turn(): Promise<'rest' | 'again'>;
}

export class Loop {
	readonly #stop = new AbortController();
	readonly #backOff = new BackOff(200, 10_000);
	#woken = new AbortController();
	readonly #running: Promise<void>;

	constructor(private readonly options: LoopOptions) {
		this.#running = this.#run();
	}

	wake(): void {
		this.#woken.abort();
	}

	async stop(): Promise<void> {
		this.#stop.abort();
		this.#woken.abort();
		await this.#running;
	}

	async #run(): Promise<void> {
		const { name, everyMs, trouble, turn } = this.options;
		while (!this.#stop.signal.aborted) {
			this.#woken = new AbortController();
			try {
				const next = await turn();
				this.#backOff.reset();
				trouble.over(name);
				if (next === 'rest') await delay(everyMs, this.#woken.signal);
			} catch (thrown) {
				trouble.met(name, toError(thrown));
				await delay(this.#backOff.next(), this.#stop.signal);
			}
		}
	}
}
