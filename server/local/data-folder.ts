/**
 * The folder in which `npm start` keeps everything: the database, the broker's log, logs, ports. One launcher at a time.
 *
 * Invariant: every process that a launcher starts is noted before it matters, so that after a `kill -9` of the launcher the
 * next one finds what still runs and stops it in the orderly way.
 */
import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Part, stopSurvivor } from './part';
import { identify, isRunning, type ProcessIdentity } from './process-identity';
import { LocalTrouble } from './trouble';

interface LockNote {
	readonly launcher: ProcessIdentity;
	readonly url: string;
}

interface PartNote {
	readonly name: string;
	readonly identity: ProcessIdentity;
}

export interface DataFolder {
	readonly path: string;
	/** Parts of an unclean earlier end that were stopped now; their names. */
	readonly tookOver: readonly string[];
	logFile(part: string): string;
	/** A number or word that should be the same at the next start. */
	remembered<T>(name: string): T | undefined;
	remember(name: string, value: unknown): Promise<void>;
	note(part: Part): Promise<void>;
	release(): Promise<void>;
}

export async function openDataFolder(folder: string, url: string): Promise<DataFolder> {
	const path = resolve(folder);
	await mkdir(join(path, 'logs'), { recursive: true }).catch((error) => {
		throw new LocalTrouble(
			`The data folder ${path} cannot be used (${error.message}). Mend it, or set UNWIND_DATA to another folder.`,
		);
	});
	const lock = join(path, 'launcher.json');
	await takeLock(lock, url);
	const partsFile = join(path, 'parts.json');
	const tookOver = await stopSurvivors(partsFile);
	const memoryFile = join(path, 'remembered.json');
	const memory = (await readJson<Record<string, unknown>>(memoryFile)) ?? {};
	const parts = new Map<string, PartNote>();
	const writePartsInTurn = inTurn(() => replaceFile(partsFile, [...parts.values()]));
	const writeMemoryInTurn = inTurn(() => replaceFile(memoryFile, memory));
	return {
		path,
		tookOver,
		logFile: (part) => join(path, 'logs', `${part}.log`),
		remembered: <T>(name: string) => memory[name] as T | undefined,
		async remember(name, value) {
			memory[name] = value;
			await writeMemoryInTurn();
		},
		async note({ name, identity }) {
			parts.set(name, { name, identity });
			await writePartsInTurn();
		},
		async release() {
			await rm(partsFile, { force: true });
			await rm(lock, { force: true });
		},
	};
}

/** A link is made whole or not at all, so two launchers that start at once cannot both win. */
async function takeLock(lock: string, url: string): Promise<void> {
	const own = await identify(process.pid);
	const mine = `${lock}.${randomBytes(6).toString('hex')}`;
	await writeFile(mine, JSON.stringify({ launcher: own, url }));
	try {
		for (;;) {
			try {
				await link(mine, lock);
				return;
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
			}
			const holder = await readJson<LockNote>(lock);
			if (holder !== null && (await isRunning(holder.launcher))) {
				throw new LocalTrouble(
					`Unwind already runs on this data: ${holder.url} (process ${holder.launcher.pid}). Use that one, stop it with Ctrl-C where it was started, or set PORT and UNWIND_DATA to start another beside it.`,
				);
			}
			await rm(lock, { force: true });
		}
	} finally {
		await rm(mine, { force: true });
	}
}

/** Newest first: the web and the orchestrator before what they stand on. PostgreSQL takes SIGINT as its fast shutdown. */
async function stopSurvivors(partsFile: string): Promise<string[]> {
	const noted = (await readJson<PartNote[]>(partsFile)) ?? [];
	const stopped: string[] = [];
	for (const { name, identity } of noted.reverse()) {
		if (!(await isRunning(identity))) continue;
		await stopSurvivor(identity, name === 'PostgreSQL' ? 'SIGINT' : 'SIGTERM', 6_000);
		stopped.push(name);
	}
	await rm(partsFile, { force: true });
	return stopped;
}

/** Parts start side by side: their notes are written one after the other, each whole. */
function inTurn(write: () => Promise<void>): () => Promise<void> {
	let last: Promise<void> = Promise.resolve();
	return () => {
		last = last.then(write, write);
		return last;
	};
}

async function replaceFile(file: string, content: unknown): Promise<void> {
	const next = `${file}.next`;
	await writeFile(next, JSON.stringify(content, null, '\t'), { mode: 0o600 });
	await rename(next, file);
}

async function readJson<T>(file: string): Promise<T | null> {
	try {
		return JSON.parse(await readFile(file, 'utf8')) as T;
	} catch {
		return null;
	}
}
