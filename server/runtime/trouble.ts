/**
 * What this orchestrator is waiting for, in words: shown on the health dot through its beat, and logged once when it
 * begins and once when it is over, never once per try.
 */
import { StoreFault } from './ports';

export interface Logger {
	debug(words: string): void;
	info(words: string): void;
	warn(words: string): void;
	error(words: string): void;
}

export class Trouble {
	readonly #open = new Map<string, string>();

	constructor(private readonly logger: Logger) {}

	/** All that is wrong now, in one line; empty: all well. */
	get words(): string {
		return [...new Set(this.#open.values())].join(' ');
	}

	met(who: string, error: Error): void {
		const words = wordsFor(error);
		if (this.#open.get(who) === words) return;
		this.#open.set(who, words);
		this.logger.warn(`${who}: ${words}`);
	}

	/** Something went wrong that is over already. */
	note(words: string): void {
		this.logger.warn(words);
	}

	over(who: string): void {
		if (this.#open.delete(who)) this.logger.info(`${who}: goes on again.`);
	}
}

function wordsFor(error: Error): string {
	if (!(error instanceof StoreFault)) return error.message;
	switch (error.kind) {
		case 'away':
			return `The database cannot be reached; it is tried again by itself. (${error.message})`;
		case 'busy':
			return 'The database is busy with others; it is tried again by itself.';
		case 'input':
		case 'fatal':
			return `The database refuses the orchestrator's work, which stands still until that is mended: ${error.message}`;
	}
}
