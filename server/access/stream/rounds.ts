/**
 * The pace of one stream: a round follows a wake-up, but not at once upon another, so that a burst of commits costs a
 * few rounds and not thousands. Ends at once when the stream does.
 */
import { onWakeUp } from '../wake-up';

export class Rounds {
	private woken = false;
	private proceed: (() => void) | null = null;
	private readonly unsubscribe: () => void;

	constructor(private readonly signal: AbortSignal) {
		this.unsubscribe = onWakeUp(() => this.wake());
		signal.addEventListener('abort', this.onAbort);
	}

	/** Resolves after `gapMs` at the earliest, then with the next wake-up (the clock gives one within a second), or at the end. */
	async next(gapMs: number): Promise<void> {
		await this.pause(gapMs);
		if (!this.woken && !this.signal.aborted) {
			await new Promise<void>((resolve) => {
				this.proceed = resolve;
			});
		}
		this.woken = false;
	}

	stop(): void {
		this.unsubscribe();
		this.signal.removeEventListener('abort', this.onAbort);
	}

	/** Also for a reader that never asks for the next event again. */
	private readonly onAbort = () => {
		this.unsubscribe();
		this.wake();
	};

	private wake(): void {
		this.woken = true;
		this.proceed?.();
		this.proceed = null;
	}

	private async pause(ms: number): Promise<void> {
		if (this.signal.aborted) return;
		await new Promise<void>((resolve) => {
			const end = () => {
				clearTimeout(timer);
				this.signal.removeEventListener('abort', end);
				resolve();
			};
			const timer = setTimeout(end, ms);
			this.signal.addEventListener('abort', end);
		});
	}
}
