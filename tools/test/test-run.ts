/**
 * One run of `npm test`: its temporary folder and every process that it starts.
 *
 * Invariant: each process is started as the head of a group of its own and is known here, so that the end of the run,
 * Ctrl-C or SIGTERM stops all of them, in the opposite order of their start, and removes the folder. The folder can be
 * searched by other users, because PostgreSQL does not run as root.
 */
import { chmodSync, mkdtempSync, realpathSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Part, type PartOptions, startPart } from '@/server/local/part';

export interface Ended {
	readonly ok: boolean;
	/** Everything that it wrote. */
	readonly said: string;
}

/** Anything that was started and has to be stopped. */
interface Stoppable {
	stop(): Promise<void>;
}

export type ChildOptions = Pick<PartOptions, 'name' | 'command' | 'args' | 'env'> & {
	readonly stopSignal?: NodeJS.Signals;
};

const stopWithinMs = 15_000;

export class TestRun {
	readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'unwind-test-')));
	readonly #interrupted = new AbortController();
	readonly #running: Stoppable[] = [];
	#ends: Promise<void> | undefined;

	constructor(readonly root: string) {
		chmodSync(this.folder, 0o755);
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.on(signal, () => this.#interrupt(signal));
		}
	}

	get interrupted(): AbortSignal {
		return this.#interrupted.signal;
	}

	get wasInterrupted(): boolean {
		return this.interrupted.aborted;
	}

	file(name: string): string {
		return join(this.folder, name);
	}

	/** Runs a command to its end. */
	async run(options: ChildOptions): Promise<Ended> {
		const part = await this.start(options);
		const how = await part.ended;
		await this.stop(part);
		return { ok: how === 'it ended with code 0', said: await readFile(this.logOf(options.name), 'utf8') };
	}

	/** Starts a process that goes on until it is stopped. */
	async start(options: ChildOptions): Promise<Part> {
		const part = await startPart({
			...options,
			cwd: this.root,
			logFile: this.logOf(options.name),
			stopWithinMs,
		});
		return this.keep(part);
	}

	/** Takes over something that was started elsewhere; it is stopped at once when the run is over already. */
	async keep<Started extends Stoppable>(started: Started): Promise<Started> {
		this.#running.push(started);
		if (this.wasInterrupted) {
			await this.stop(started);
			throw new Error('The run was interrupted.');
		}
		return started;
	}

	async stop(started: Stoppable): Promise<void> {
		await started.stop();
		const at = this.#running.indexOf(started);
		if (at >= 0) this.#running.splice(at, 1);
	}

	logOf(name: string): string {
		return this.file(`${name.replaceAll(/[^a-z0-9]+/gi, '-')}.log`);
	}

	/** Stops what still runs, the newest first, and removes the folder. Called once or more, does it once. */
	end(): Promise<void> {
		this.#ends ??= this.#stopAll();
		return this.#ends;
	}

	async #stopAll(): Promise<void> {
		for (let started = this.#running.at(-1); started !== undefined; started = this.#running.at(-1)) {
			await this.stop(started);
		}
		await rm(this.folder, { recursive: true, force: true });
	}

	#interrupt(signal: NodeJS.Signals): void {
		if (this.wasInterrupted) return;
		process.stdout.write(`\n${signal}: stopping what was started\n`);
		this.#interrupted.abort();
		void this.end().then(() => process.exit(signal === 'SIGINT' ? 130 : 143));
	}
}
