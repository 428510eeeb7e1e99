/**
 * Makes a database ready for the product: the databases, the newest schema, the web's own role with a password.
 * Embedded or given by DATABASE_URL alike; nothing is done twice.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { applyMigrations, MigrationRefused } from '@/prisma/apply-migrations';
import { LocalTrouble } from './trouble';

export interface DatabaseUrls {
	readonly orchestrator: string;
	/** As role unwind_web. */
	readonly web: string;
	/** The demo participants' own; null where it may not be made. */
	readonly demo: string | null;
}

export interface DatabaseOptions {
	readonly root: string;
	/** Of the product's database; the role may create databases and roles. */
	readonly url: string;
	/** Given by the environment; null: a password is set for the role. */
	readonly webUrl: string | null;
}

const demoDatabase = 'unwind_demo';

/** The database itself must exist; `createDatabase` makes it on a server of our own. */
export async function prepareDatabase({ root, url, webUrl }: DatabaseOptions): Promise<DatabaseUrls> {
	await applyMigrations({ databaseUrl: url, root }).catch((error) => {
		if (error instanceof MigrationRefused) throw new LocalTrouble(error.message);
		throw new LocalTrouble(
			`The database at ${withoutPassword(url)} could not be brought to this version: ${error.message}`,
		);
	});
	const demo = await createDatabase(url, demoDatabase).then(
		() => withDatabase(url, demoDatabase),
		() => null,
	);
	return { orchestrator: url, web: webUrl ?? (await webUrlFor(url)), demo };
}

/** Does nothing when it is there. Throws when the role may not. */
export async function createDatabase(url: string, name: string): Promise<void> {
	await withClient(url, async (client) => {
		const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
		if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
	});
}

async function webUrlFor(url: string): Promise<string> {
	const password = randomBytes(18).toString('base64url');
	await withClient(url, (client) => client.query(`alter role unwind_web password ${pg.escapeLiteral(password)}`)).catch(
		(error) => {
			throw new LocalTrouble(
				`The role unwind_web could not be given a password (${error.message}): set WEB_DATABASE_URL to sign in as it.`,
			);
		},
	);
	const address = new URL(url);
	address.username = 'unwind_web';
	address.password = password;
	return address.toString();
}

function withDatabase(url: string, name: string): string {
	const address = new URL(url);
	address.pathname = `/${name}`;
	return address.toString();
}

function withoutPassword(url: string): string {
	const { host, pathname } = new URL(url);
	return host + pathname;
}

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
	const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
	client.on('error', () => undefined);
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}
