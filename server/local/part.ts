/**
 * One part of the product as a process of its own: started detached (so that Ctrl-C in the terminal reaches the launcher
 * alone, which orders the stop), logging to a file, noted so that a launcher that comes after a `kill -9` finds it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { gone, identify, type ProcessIdentity } from './process-identity';
import { LocalTrouble } from './trouble';

export interface PartOptions {
	/** As people read it: `PostgreSQL`, `Orchestrator`. */
	readonly name: string;
	readonly command: string;
	readonly args: readonly string[];
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly cwd: string;
	readonly logFile: string;
	/** Run as another user; only root may. */
	readonly user?: { readonly uid: number; readonly gid: number };
	/** What it takes as the order to stop; default SIGTERM. */
	readonly stopSignal?: NodeJS.Signals;
	/** How long it may take to stop before it is killed. */
	readonly stopWithinMs: number;
}

export interface Part {
	readonly name: string;
	readonly identity: ProcessIdentity;
	/** Resolves with words for how it ended. */
	readonly ended: Promise<string>;
	/** Orders it to stop, kills it when it does not; resolves when its process group has gone. */
	stop(): Promise<void>;
	/** Kills at once. */
	kill(): void;
}

export async function startPart(options: PartOptions): Promise<Part> {
	const log = openSync(options.logFile, 'a');
	const child = spawn(options.command, options.args, {
		cwd: options.cwd,
		env: options.env as NodeJS.ProcessEnv,
		detached: true,
		stdio: ['ignore', log, log],
		...(options.user ?? {}),
	});
	closeSync(log);
	const ended = endOf(child);
	if (child.pid === undefined) throw new LocalTrouble(`${options.name} could not be started: ${await ended}.`);
	const identity = (await identify(child.pid)) ?? { pid: child.pid, started: 'ended at once' };
	const kill = () => signalGroup(identity.pid, 'SIGKILL');
	return {
		name: options.name,
		identity,
		ended,
		kill,
		async stop() {
			if (child.exitCode === null && child.signalCode === null) child.kill(options.stopSignal ?? 'SIGTERM');
			if (!(await gone(identity, options.stopWithinMs))) kill();
			await ended;
			// Whatever it started itself and left behind belongs to its group.
			kill();
		},
	};
}

/** Stops a part that an earlier launcher left behind. */
export async function stopSurvivor(noted: ProcessIdentity, signal: NodeJS.Signals, withinMs: number): Promise<void> {
	signalGroup(noted.pid, signal);
	if (await gone(noted, withinMs)) return;
	signalGroup(noted.pid, 'SIGKILL');
	if (!(await gone(noted, 5_000)))
		throw new LocalTrouble(`Process ${noted.pid} of an earlier start does not end; end it, then start again.`);
}

/** The last lines of a log that say something, for the sentence that explains why a part did not start. */
export async function lastLines(logFile: string, count: number, fromByte = 0): Promise<string> {
	const file = await open(logFile, 'r');
	try {
		const { size } = await file.stat();
		const start = Math.max(fromByte, size - 8_192);
		const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
		const lines = buffer.subarray(0, bytesRead).toString('utf8').split('\n');
		return lines
			.filter((line) => line.trim() !== '')
			.slice(-count)
			.join('\n');
	} finally {
		await file.close();
	}
}

function endOf(child: ChildProcess): Promise<string> {
	return new Promise((resolve) => {
		child.once('error', (error) => resolve(error.message));
		child.once('exit', (code, signal) =>
			resolve(signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`),
		);
	});
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-pid, signal);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}
