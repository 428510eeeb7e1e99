/**
 * Tells whether a process that was noted earlier is still the same one: pids are reused, so the instant of its start
 * belongs to its identity. Reads /proc where there is one, else asks `ps`.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface ProcessIdentity {
	readonly pid: number;
	/** Opaque; equal for the same process, different for a later one with the same pid. */
	readonly started: string;
}

const run = promisify(execFile);
const hasProc = existsSync('/proc/self/stat');

/** Null when no such process runs (any more); a zombie does not run. */
export async function identify(pid: number): Promise<ProcessIdentity | null> {
	try {
		if (!hasProc) {
			const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]);
			return stdout.trim() === '' ? null : { pid, started: stdout.trim() };
		}
		const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
		// The second field is the command in parentheses and may hold anything; fields 3 and 22 are state and start time.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return fields[0] === 'Z' || fields[0] === 'X' ? null : { pid, started: String(fields[19]) };
	} catch {
		return null;
	}
}

export async function isRunning(noted: ProcessIdentity): Promise<boolean> {
	return (await identify(noted.pid))?.started === noted.started;
}

/** True once it has gone, false when it is still there after `withinMs`. */
export async function gone(noted: ProcessIdentity, withinMs: number): Promise<boolean> {
	const deadline = Date.now() + withinMs;
	while (await isRunning(noted)) {
		if (Date.now() > deadline) return false;
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	return true;
}
