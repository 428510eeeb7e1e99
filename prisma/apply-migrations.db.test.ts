/** What a starter meets in a database, and what it says and leaves untouched. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testDatabases } from '@/tools/test-database';
import { applyMigrations } from './apply-migrations';

const databases = testDatabases('empty');
const root = process.cwd();
let databaseUrl: string;
let client: pg.Client;
let copy: string;

beforeEach(async () => {
	databaseUrl = await databases.fresh();
	client = new pg.Client({ connectionString: databaseUrl });
	await client.connect();
	copy = await mkdtemp(join(tmpdir(), 'unwind-migrations-'));
	await cp(join(root, 'prisma/schema.prisma'), join(copy, 'prisma/schema.prisma'));
	await cp(join(root, 'prisma/migrations'), join(copy, 'prisma/migrations'), { recursive: true });
});
afterEach(async () => {
	await client.end();
	await rm(copy, { recursive: true });
});

async function addMigration(name: string, sql: string): Promise<void> {
	await mkdir(join(copy, 'prisma/migrations', name));
	await writeFile(join(copy, 'prisma/migrations', name, 'migration.sql'), sql);
}

const tables = async () =>
	(await client.query(`select tablename from pg_tables where schemaname = 'public' order by 1`)).rows.map(
		({ tablename }) => tablename as string,
	);

test('several starters at once apply each migration once, and then there is nothing to do', async () => {
	const applied = await Promise.all([1, 2, 3].map(() => applyMigrations({ databaseUrl, root })));
	expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
	expect(await applyMigrations({ databaseUrl, root })).toEqual([]);
	expect(await tables()).toContain('saga_state');
});

test('an up-to-date database is not waited for while somebody else holds the turn', async () => {
	await applyMigrations({ databaseUrl, root });
	await client.query('begin');
	await client.query('lock table unwind_migration.turn in exclusive mode');
	expect(await applyMigrations({ databaseUrl, root })).toEqual([]);
	await client.query('rollback');
});

test('a database newer than the program is named as such and left alone', async () => {
	await addMigration('20991231000000_later', 'create table later (id integer);');
	await applyMigrations({ databaseUrl, root: copy });
	await expect(applyMigrations({ databaseUrl, root })).rejects.toMatchObject({
		reason: 'newer',
		message: expect.stringContaining('20991231000000_later'),
	});
});

test('a migration that fails is taken back as a whole, and the next start says what to do', async () => {
	await addMigration('20991231000000_bad', 'create table half (id integer); select 1 / 0;');
	await expect(applyMigrations({ databaseUrl, root: copy })).rejects.toMatchObject({
		reason: 'failed',
		message: expect.stringContaining('division by zero'),
	});
	expect(await tables()).not.toContain('half');
	await expect(applyMigrations({ databaseUrl, root: copy })).rejects.toMatchObject({
		reason: 'failed',
		message: expect.stringContaining('migrate resolve --rolled-back 20991231000000_bad'),
	});
});

test('a migration that was edited after it had been applied is refused', async () => {
	await applyMigrations({ databaseUrl, root });
	const file = join(copy, 'prisma/migrations/20261122210000_first/migration.sql');
	await writeFile(file, `${await readFile(file, 'utf8')}\n-- edited`);
	await expect(applyMigrations({ databaseUrl, root: copy })).rejects.toMatchObject({ reason: 'edited' });
});

test("a database with somebody else's tables is not touched", async () => {
	await client.query('create table theirs (id integer)');
	await expect(applyMigrations({ databaseUrl, root })).rejects.toMatchObject({ reason: 'foreign' });
	expect(await tables()).toEqual(['theirs']);
});
