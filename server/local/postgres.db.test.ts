import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedPostgres, startPostgres } from './postgres';
import { isRunning } from './process-identity';

let folder: string;
let first: EmbeddedPostgres;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'unwind-postgres-'));
	first = await start();
});

afterAll(async () => {
	await first.stop();
	if (first.moved !== null) await rm(dirname(first.data), { recursive: true, force: true });
	await rm(folder, { recursive: true, force: true });
});

function start(): Promise<EmbeddedPostgres> {
	return startPostgres({
		root: process.cwd(),
		folder: join(folder, 'postgres'),
		logFile: join(folder, 'postgres.log'),
	});
}

async function query(server: EmbeddedPostgres, text: string): Promise<unknown[]> {
	const client = new pg.Client({ connectionString: server.url('postgres') });
	await client.connect();
	try {
		return (await client.query(text)).rows;
	} finally {
		await client.end();
	}
}

describe('the embedded PostgreSQL', () => {
	test('is durable and asks for a password', async () => {
		expect(await query(first, 'show fsync')).toEqual([{ fsync: 'on' }]);
		const stranger = new pg.Client({ connectionString: first.url('postgres').replace(/:[^:@/]+@/, ':wrong@') });
		await expect(stranger.connect()).rejects.toThrow(/password/);
	});

	test('that survived its launcher is stopped in good order, and its data is there', async () => {
		await query(first, 'create table kept as select 42 as answer');
		// Whoever starts next knows nothing of the first but its data folder.
		const second = await start();
		expect(await isRunning(first.identity)).toBe(false);
		expect(await query(second, 'select answer from kept')).toEqual([{ answer: 42 }]);
		first = second;
	});

	test('is not started on data of another version, and nothing is changed', async () => {
		await first.stop();
		const version = join(first.data, 'PG_VERSION');
		await writeFile(version, '15\n');
		await expect(start()).rejects.toThrow(/PostgreSQL 15.*brings 18.*nothing was changed/);
		await writeFile(version, '18\n');
		first = await start();
	});

	test('is not started on a damaged folder, and says what is missing', async () => {
		await first.stop();
		const version = join(first.data, 'PG_VERSION');
		await rm(version);
		await expect(start()).rejects.toThrow(/damaged.*PG_VERSION.*backup/);
		await writeFile(version, '18\n');
		first = await start();
	});

	test('whose data cannot be read says PostgreSQL’s own words', async () => {
		await first.stop();
		const control = join(first.data, 'global', 'pg_control');
		const intact = await readFile(control);
		await writeFile(control, Buffer.alloc(intact.length));
		await expect(start()).rejects.toThrow(/does not start on its data folder.*(FATAL|PANIC)/);
		await writeFile(control, intact);
		first = await start();
	});
});
