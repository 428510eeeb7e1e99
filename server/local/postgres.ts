/**
 * The embedded PostgreSQL: real server binaries from npm, durable settings, started and stopped by us alone.
 *
 * Invariant: the folder holds either nothing or a whole cluster (initdb works beside it and is moved in at its end).
 * A server that survived a `kill -9` of its launcher is stopped in the orderly way before another is started on its data.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { lastLines, type Part, startPart, stopSurvivor } from './part';
import { freePort, loopback } from './ports';
import { choosePostgresPlace, makeFolderFor, type PostgresPlace } from './postgres-place';
import { gone, identify } from './process-identity';
import { LocalTrouble } from './trouble';

export interface EmbeddedPostgresOptions {
	/** The project's folder, in whose node_modules the binaries are. */
	readonly root: string;
	/** Where the cluster should be kept; see postgres-place for when it cannot be there. */
	readonly folder: string;
	readonly logFile: string;
	readonly port?: number;
	/** Further settings, such as `{ max_connections: '300' }`. */
	readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres extends Part {
	readonly port: number;
	/** Address of a database of it, signed in as its superuser. */
	url(database: string): string;
	readonly moved: string | null;
	/** Where the cluster is, in the end. */
	readonly data: string;
	/** Starts the server anew on the same port, after it has ended by itself. */
	again(): Promise<Part>;
}

const majorVersion = '18';
const superuser = 'postgres';
const startWithinMs = 60_000;

export async function startPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
	const place = await choosePostgresPlace(options.root, options.folder);
	if (!existsSync(place.data)) await initialise(place, options.logFile);
	await refuseForeignData(place);
	await stopSurvivingServer(place);
	const password = (await readFile(passwordFile(place), 'utf8')).trim();
	const port = await freePort(options.port);
	const url = (database: string) => `postgresql://${superuser}:${password}@${loopback}:${port}/${database}`;
	const logFrom = existsSync(options.logFile) ? (await stat(options.logFile)).size : 0;
	const again = () =>
		startPart({
			name: 'PostgreSQL',
			command: join(place.binaries, 'bin', 'postgres'),
			args: ['-D', place.data, ...settingArgs(port, options.settings)],
			env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
			cwd: dirname(place.data),
			logFile: options.logFile,
			stopWithinMs: 8_000,
			// Fast shutdown: open transactions are rolled back, everything committed is on disk.
			stopSignal: 'SIGINT',
			...(place.user === null ? {} : { user: place.user }),
		});
	const part = await again();
	await answering(part, url('postgres'), options.logFile, logFrom);
	return { ...part, port, url, moved: place.moved, data: place.data, again };
}

function settingArgs(port: number, settings: Readonly<Record<string, string>> = {}): string[] {
	const all: Record<string, string> = {
		port: String(port),
		listen_addresses: loopback,
		unix_socket_directories: '',
		shared_buffers: '256MB',
		max_connections: '200',
		fsync: 'on',
		log_line_prefix: '%m [%p] ',
		...settings,
	};
	return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Beside the cluster, not inside: initdb wants an empty folder. Readable by its owner only. */
function passwordFile(place: PostgresPlace): string {
	return `${place.data}.password`;
}

async function initialise(place: PostgresPlace, logFile: string): Promise<void> {
	const partial = `${place.data}.new`;
	await rm(partial, { recursive: true, force: true });
	await makeFolderFor(place, partial);
	const secret = passwordFile(place);
	await writeFile(secret, randomBytes(18).toString('base64url'), { mode: 0o600 });
	if (place.user !== null) await chown(secret, place.user.uid, place.user.gid);
	const part = await startPart({
		name: 'initdb',
		command: join(place.binaries, 'bin', 'initdb'),
		args: [
			'-D',
			partial,
			'-U',
			superuser,
			'-A',
			'scram-sha-256',
			`--pwfile=${secret}`,
			'-E',
			'UTF8',
			'--locale=C.UTF-8',
		],
		env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
		cwd: dirname(place.data),
		logFile,
		stopWithinMs: 5_000,
		...(place.user === null ? {} : { user: place.user }),
	});
	const end = await part.ended;
	if (end !== 'it ended with code 0') {
		throw new LocalTrouble(
			`PostgreSQL could not make its data folder (${end}); its last words: ${await lastLines(logFile, 3)}`,
		);
	}
	await rename(partial, place.data);
}

async function refuseForeignData(place: PostgresPlace): Promise<void> {
	const version = await readFile(join(place.data, 'PG_VERSION'), 'utf8').catch(() => null);
	if (version === null || !existsSync(passwordFile(place))) {
		throw new LocalTrouble(
			`The data folder ${place.data} is damaged (${version === null ? 'PG_VERSION' : passwordFile(place)} is missing). Restore it from a backup, or move it away to begin anew; nothing was changed.`,
		);
	}
	if (version.trim() !== majorVersion) {
		throw new LocalTrouble(
			`The data in ${place.data} was written by PostgreSQL ${version.trim()}, this program brings ${majorVersion}. Dump it with the old one and restore it here, or set UNWIND_DATA to another folder; nothing was changed.`,
		);
	}
}

async function stopSurvivingServer(place: PostgresPlace): Promise<void> {
	const pidFile = await readFile(join(place.data, 'postmaster.pid'), 'utf8').catch(() => '');
	const pid = Number(pidFile.split('\n')[0]);
	if (!(pid > 1)) return;
	const survivor = await identify(pid);
	if (survivor === null || !(await isServerOf(pid, place.data))) return;
	await stopSurvivor(survivor, 'SIGINT', 15_000);
}

/** A pid may have been given to something else since. Where that cannot be seen, PostgreSQL's own check of the pid decides. */
async function isServerOf(pid: number, data: string): Promise<boolean> {
	const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
	return commandLine.split('\0').includes(data);
}

async function answering(part: Part, url: string, logFile: string, logFrom: number): Promise<void> {
	const deadline = Date.now() + startWithinMs;
	for (;;) {
		const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
		client.on('error', () => undefined);
		try {
			await client.connect();
			return;
		} catch (error) {
			if (await gone(part.identity, 0)) {
				const words = (await lastLines(logFile, 50, logFrom))
					.split('\n')
					.filter((line) => /FATAL|PANIC|ERROR|HINT/.test(line));
				throw new LocalTrouble(
					`PostgreSQL does not start on its data folder: ${words.slice(-3).join(' ') || (await part.ended)} (all of it in ${logFile}). Nothing was changed.`,
				);
			}
			if (Date.now() > deadline) {
				await part.stop();
				throw new LocalTrouble(
					`PostgreSQL does not answer after ${startWithinMs / 1_000} s (${error}); see ${logFile}.`,
				);
			}
			await new Promise((resolve) => setTimeout(resolve, 50));
		} finally {
			await client.end().catch(() => undefined);
		}
	}
}
