/**
 * Bounds how many partitions of one consumer are worked on at the same time.
 * Invariant: whoever got a slot gives it back once; waiters are served in the order in which they came.
 */
export class Slots {
	#free: number;
	readonly #waiters: (() => void)[] = [];

	constructor(slotsMax: number) {
		this.#free = slotsMax;
	}

	async acquire(): Promise<void> {
		if (this.#free > 0) {
			this.#free -= 1;
			return;
		}
		await new Promise<void>((resolve) => this.#waiters.push(resolve));
	}

	release(): void {
		const next = this.#waiters.shift();
		if (next) next();
		else this.#free += 1;
	}
}
