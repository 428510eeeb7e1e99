/**
 * A database of its own for a test file, on the throw-away cluster of the run (TEST_DATABASE_URL). The migrated one is
 * copied from a template that is made once per schema, so a file pays milliseconds, not migrations.
 *
 * Dropping one fails when a connection has been left open: a leak in a test is a leak in the code.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll } from 'vitest';
import { applyMigrations } from '@/prisma/apply-migrations';

export interface TestDatabases {
	/** The address of a database that nobody has used yet, signed in as the superuser. */
	fresh(): Promise<string>;
}

/** For the top of a test file: its databases are dropped after its last test. `empty`: without the product's tables. */
export function testDatabases(content: 'migrated' | 'empty' = 'migrated'): TestDatabases {
	const names: string[] = [];
	afterAll(async () => {
		for (const name of names) await onMaintenance((client) => dropUnused(client, name));
	});
	return {
		async fresh() {
			const template = content === 'migrated' ? await migratedTemplate() : 'template0';
			const name = `test_${randomBytes(6).toString('hex')}`;
			await onMaintenance((client) => client.query(`create database ${name} template ${template}`));
			names.push(name);
			return urlOf(name);
		},
	};
}

async function dropUnused(client: pg.Client, name: string): Promise<void> {
	// Closed connections take a moment to vanish from the server's list; one that stays is a leak.
	const deadline = Date.now() + 3_000;
	for (;;) {
		const { rows } = await client.query(
			'select application_name, state, query from pg_stat_activity where datname = $1',
			[name],
		);
		if (rows.length === 0) break;
		if (Date.now() > deadline) {
			await client.query(`drop database ${name} with (force)`);
			throw new Error(`Connections were left open: ${JSON.stringify(rows)}`);
		}
	}
	await client.query(`drop database ${name}`);
}

async function migratedTemplate(): Promise<string> {
	const root = process.cwd();
	const migrations = (await readdir(join(root, 'prisma', 'migrations'))).sort().join('\n');
	const name = `template_${createHash('sha256').update(migrations).digest('hex').slice(0, 12)}`;
	await onMaintenance(async (client) => {
		// One file makes it, those beside it wait for the row: the lock lives as long as this transaction.
		await client.query('create table if not exists test_template (name text primary key)').catch(ignoreLostRace);
		await client.query('begin');
		await client.query('lock table test_template in exclusive mode');
		const { rowCount } = await client.query('select 1 from test_template where name = $1', [name]);
		if (rowCount === 0) {
			await onMaintenance(async (other) => {
				await other.query(`drop database if exists ${name}`);
				await other.query(`create database ${name} template template0`);
			});
			await applyMigrations({ databaseUrl: urlOf(name), root });
			await client.query('insert into test_template values ($1)', [name]);
		}
		await client.query('commit');
	});
	return name;
}

function ignoreLostRace(error: { code?: string }): void {
	if (!['23505', '42710', '42P07'].includes(error.code ?? '')) throw error;
}

function urlOf(database: string): string {
	const address = new URL(maintenanceUrl());
	address.pathname = `/${database}`;
	return address.toString();
}

function maintenanceUrl(): string {
	const url = process.env.TEST_DATABASE_URL;
	if (!url)
		throw new Error(
			'TEST_DATABASE_URL is not set: `npm test` sets it, or name a PostgreSQL cluster that may be filled with test databases.',
		);
	return url;
}

async function onMaintenance<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
	const client = new pg.Client({ connectionString: maintenanceUrl(), application_name: 'unwind-test' });
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}
