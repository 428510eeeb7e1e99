/**
 * Processor time used by each part: unlike wall-clock figures it hardly changes when other programs use the cores too.
 * From /proc (Linux): user and system time of a process and, for PostgreSQL, of its children, the ended ones included.
 */
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** Milliseconds by part; empty where there is no /proc. */
export function processorTimes(pids: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
	const times = new Map<string, number>();
	try {
		const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [statOf(Number(name))] : []));
		for (const [name, pid] of Object.entries(pids)) {
			const own = all.filter((stat) => stat !== null && (stat.pid === pid || stat.parent === pid));
			times.set(
				name,
				own.reduce((sum, stat) => sum + (stat?.ms ?? 0), 0),
			);
		}
	} catch {
		return new Map();
	}
	return times;
}

/** Milliseconds in which the cores worked for anybody at all; 0 where there is no /proc. */
export function processorTimeOfAll(): number {
	try {
		const [all = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
		const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = all.split(/ +/).map(Number);
		return ((user + nice + system + irq + softirq) * 1_000) / ticksPerSecond;
	} catch {
		return 0;
	}
}

function statOf(pid: number): { pid: number; parent: number; ms: number } | null {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The name in brackets may hold blanks: count from behind it.
		const fields = text
			.slice(text.lastIndexOf(')') + 2)
			.split(' ')
			.map(Number);
		const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
		return { pid, parent: fields[1] ?? 0, ms: ((user + system + endedUser + endedSystem) * 1_000) / ticksPerSecond };
	} catch {
		return null;
	}
}
