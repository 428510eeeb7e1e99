/**
 * The few ways in which a bus waits: with a deadline, with an end to it, and longer after each failure.
 * Invariant: no timer outlives what it was set for, so a stopped bus lets its process end.
 */

/** Resolves after the delay, or at once when the signal is aborted: the caller looks at the signal. */
export function delay(ms: number, signal?: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal?.aborted) return resolve();
		const done = () => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', done);
			resolve();
		};
		const timer = setTimeout(done, ms);
		signal?.addEventListener('abort', done, { once: true });
	});
}

/** Resolves when everything that is ready in this turn of the event loop has been seen to. */
export function turnEnds(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}

/** What the work came to, or what `late` makes of it when the time is over. The work itself is not stopped. */
export async function withDeadline<T>(work: Promise<T>, ms: number, late: () => T | Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const over = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, ms);
	});
	try {
		return await Promise.race([work, over.then(late)]);
	} finally {
		clearTimeout(timer);
	}
}

/** Doubles from `firstMs` to `lastMs`, ± 20 % so that processes which failed together do not come back together. */
export class BackOff {
	#nextMs: number;

	constructor(
		private readonly firstMs: number,
		private readonly lastMs: number,
	) {
		this.#nextMs = firstMs;
	}

	next(): number {
		const ms = this.#nextMs;
		this.#nextMs = Math.min(this.lastMs, ms * 2);
		return ms * (0.8 + 0.4 * Math.random());
	}

	reset(): void {
		this.#nextMs = this.firstMs;
	}
}

export function toError(thrown: unknown): Error {
	return thrown instanceof Error ? thrown : new Error(String(thrown));
}
