/**
 * Brings a database to the schema of this program, before any part of it connects. Used by `npm run migrate`, by the
 * launcher and by tests. The work is done by Prisma's own schema engine as WebAssembly, so `_prisma_migrations` is the
 * standard table and `prisma migrate deploy` can go on from it.
 *
 * Invariants: each migration is one transaction; when the database is up to date nothing is locked and nothing is
 * waited for; when it is newer than this program, holds other tables, or a migration has failed, nothing is touched.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
	bindMigrationAwareSqlAdapterFactory,
	type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as schemaEngine from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

interface Migration {
	readonly name: string;
	readonly script: string;
}

/** The database cannot be used as it is, and a person has to decide: `message` says what and how. */
export class MigrationRefused extends Error {
	override readonly name = 'MigrationRefused';
	constructor(
		readonly reason: 'newer' | 'failed' | 'edited' | 'foreign',
		message: string,
		options?: ErrorOptions,
	) {
		super(message, options);
	}
}

export interface MigrationOptions {
	/** Of a role that may create tables and roles. */
	readonly databaseUrl: string;
	/** The project's folder. */
	readonly root: string;
}

const lockWaitMs = 60_000;

/** Names of the migrations that were applied now; empty when there was nothing to do. */
export async function applyMigrations({ databaseUrl, root }: MigrationOptions): Promise<readonly string[]> {
	const ours = await readMigrations(join(root, 'prisma', 'migrations'));
	const client = new pg.Client({ connectionString: databaseUrl, application_name: 'unwind-migrate' });
	await client.connect();
	try {
		if (await upToDate(client, ours)) return [];
		await refuseForeignTables(client);
		return await inTurn(client, async () => {
			const open = await missing(client, ours);
			if (open.length > 0) await runSchemaEngine(databaseUrl, root, ours);
			return open;
		});
	} finally {
		await client.end();
	}
}

async function readMigrations(folder: string): Promise<readonly Migration[]> {
	const entries = await readdir(folder, { withFileTypes: true });
	const names = entries
		.filter((entry) => entry.isDirectory())
		.map((entry) => entry.name)
		.sort();
	return Promise.all(
		names.map(async (name) => ({ name, script: await readFile(join(folder, name, 'migration.sql'), 'utf8') })),
	);
}

interface Recorded {
	readonly name: string;
	readonly checksum: string;
	readonly finished: boolean;
	readonly logs: string | null;
}

async function recorded(client: pg.Client): Promise<readonly Recorded[]> {
	const table = await client.query<{ there: boolean }>(`select to_regclass('_prisma_migrations') is not null as there`);
	if (!table.rows[0]?.there) return [];
	const { rows } = await client.query<Recorded>(
		`select migration_name as name, checksum, finished_at is not null as finished, logs
			from _prisma_migrations where rolled_back_at is null`,
	);
	return rows;
}

/** Looks without a lock, so another process may be at it this moment: only a plain yes can be trusted. */
async function upToDate(client: pg.Client, ours: readonly Migration[]): Promise<boolean> {
	const rows = await recorded(client);
	return (
		rows.length === ours.length &&
		ours.every(({ name, script }) =>
			rows.some((row) => row.name === name && row.finished && row.checksum === checksumOf(script)),
		)
	);
}

/** What this program has and the database has not; throws where a person has to decide. Under the lock only. */
async function missing(client: pg.Client, ours: readonly Migration[]): Promise<readonly string[]> {
	const rows = await recorded(client);
	for (const row of rows) refuseWhatCannotBeMended(row, ours);
	const applied = new Set(rows.map(({ name }) => name));
	return ours.filter(({ name }) => !applied.has(name)).map(({ name }) => name);
}

/** One statement: the first migration of a process beside us makes its own table before any other. */
async function refuseForeignTables(client: pg.Client): Promise<void> {
	const { rows } = await client.query<{ name: string }>(
		`select tablename as name from pg_tables
			where schemaname = current_schema() and to_regclass('_prisma_migrations') is null
			order by tablename limit 1`,
	);
	const foreign = rows[0];
	if (foreign === undefined) return;
	throw new MigrationRefused(
		'foreign',
		`The database holds tables that are not Unwind's ("${foreign.name}" among them). ` +
			'Name an empty database of its own in DATABASE_URL; nothing was touched.',
	);
}

function refuseWhatCannotBeMended(row: Recorded, ours: readonly Migration[]): void {
	const migration = ours.find(({ name }) => name === row.name);
	if (migration === undefined) {
		throw new MigrationRefused(
			'newer',
			`The database is newer than this program: it has the change "${row.name}", which this version does not know. ` +
				'Start the newer version again, or restore a backup made before it ran; nothing was touched.',
		);
	}
	if (!row.finished) {
		throw new MigrationRefused(
			'failed',
			`The change "${row.name}" of the database failed (${firstLine(row.logs)}) and was taken back. ` +
				`Mend what it names, then run: npx prisma migrate resolve --rolled-back ${row.name}, and start again.`,
		);
	}
	if (row.checksum !== checksumOf(migration.script)) {
		throw new MigrationRefused(
			'edited',
			`The change "${row.name}" was applied with another text than prisma/migrations/${row.name}/migration.sql has now. ` +
				'Restore that file from version control; migrations are never edited once applied.',
		);
	}
}

function checksumOf(script: string): string {
	return createHash('sha256').update(script).digest('hex');
}

function firstLine(logs: string | null): string {
	return logs?.split('\n').find((line) => line.trim() !== '') ?? 'without a word';
}

/** One process at a time: the others wait here, and the lock goes with the connection that holds it. */
async function inTurn<Result>(client: pg.Client, work: () => Promise<Result>): Promise<Result> {
	await createLockTable(client);
	await client.query('begin');
	try {
		await client.query(`set local lock_timeout = ${lockWaitMs}`);
		await client.query('lock table unwind_migration.turn in exclusive mode');
		return await work();
	} catch (error) {
		if (sqlState(error) !== '55P03') throw error;
		throw new Error(
			`Another process has been changing the database for more than ${lockWaitMs / 1000} s. ` +
				'Wait for it, or end it (look for application_name unwind-migrate in pg_stat_activity), and start again.',
			{ cause: error },
		);
	} finally {
		await client.query('rollback').catch(() => undefined);
	}
}

/**
 * In a schema of its own: Prisma takes a first migration only into a schema without tables.
 * `if not exists` still collides when two create at the same instant; then the second try finds it.
 */
async function createLockTable(client: pg.Client): Promise<void> {
	const create = () =>
		client.query('create schema if not exists unwind_migration; create table if not exists unwind_migration.turn ()');
	try {
		await create();
	} catch (error) {
		if (!['23505', '42P06', '42P07'].includes(sqlState(error) ?? '')) throw error;
		await create();
	}
}

function sqlState(error: unknown): string | null {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

let engineLoaded: Promise<void> | undefined;

function loadSchemaEngine(): Promise<void> {
	engineLoaded ??= (async () => {
		const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
		const bytes = await readFile(join(dirname(entry), 'schema_engine_bg.wasm'));
		const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': schemaEngine });
		schemaEngine.__wbg_set_wasm(instance.exports);
		(instance.exports.__wbindgen_start as () => void)();
	})();
	return engineLoaded;
}

async function runSchemaEngine(databaseUrl: string, root: string, ours: readonly Migration[]): Promise<void> {
	await loadSchemaEngine();
	const schema = await readFile(join(root, 'prisma', 'schema.prisma'), 'utf8');
	const pool = new pg.Pool({ connectionString: databaseUrl, max: 1, application_name: 'unwind-migrate' });
	let cause: unknown;
	const failed = (error: unknown) => {
		cause ??= error;
	};
	try {
		const factory = bindMigrationAwareSqlAdapterFactory(wholeScripts(pool, failed));
		const engine = await schemaEngine.SchemaEngine.new(
			{ datamodels: [['schema.prisma', schema]] },
			() => undefined,
			factory,
		);
		try {
			await engine.applyMigrations({
				migrationsList: {
					baseDir: join(root, 'prisma', 'migrations'),
					lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
					shadowDbInitScript: '',
					migrationDirectories: ours.map(({ name, script }) => ({
						path: name,
						migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: script } },
					})),
				},
				filters: { externalTables: [], externalEnums: [] },
			});
		} finally {
			engine.free();
		}
	} catch (error) {
		throw new MigrationRefused('failed', failureText(cause ?? error), { cause: cause ?? error });
	} finally {
		await pool.end();
	}
}

/**
 * Prisma's adapter cuts a script at every semicolon, also within a function body, and runs the pieces one by one.
 * Sent whole, PostgreSQL runs it as one transaction. The engine keeps an error's code only: the words go to `failed`.
 */
function wholeScripts(pool: pg.Pool, failed: (error: unknown) => void): SqlMigrationAwareDriverAdapterFactory {
	const factory = new PrismaPg(pool);
	return {
		provider: factory.provider,
		adapterName: factory.adapterName,
		connectToShadowDb: () => factory.connectToShadowDb(),
		connect: async () => {
			const adapter = await factory.connect();
			adapter.executeScript = async (script) => {
				await pool.query(script).catch((error: unknown) => {
					failed(error);
					throw error;
				});
			};
			return adapter;
		},
	};
}

function failureText(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	return `A change of the database failed and was taken back (${message}). Mend what it names and start again.`;
}
