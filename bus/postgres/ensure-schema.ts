/**
 * Makes the bus's tables in the schema `bus`. They are not part of the product's schema: a bus is a transport with a
 * life of its own, and a participant may use one without Unwind's database.
 *
 * Invariant: any number of processes may come at once; one makes the tables under a table lock, the others see them made.
 * A process without the right to create anything passes when the tables are there.
 */
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from './in-transaction';

const schemaVersion = 1;

/** Two processes that create the same name at once: one of them gets these, and finds it made when it tries again. */
const madeByAnother = new Set(['23505', '42710', '42P06', '42P07', 'XX000', '40001', '40P01']);
const attemptsMax = 10;

const tables = `
CREATE TABLE bus.topic (
	id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	name text NOT NULL UNIQUE,
	compacted boolean NOT NULL,
	retention_ms bigint NOT NULL,
	swept_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- One row per partition is the lock under which its offsets are given out. Half empty, so that updates stay HOT.
CREATE TABLE bus.partition (
	topic_id int NOT NULL REFERENCES bus.topic (id),
	partition int NOT NULL,
	next_offset bigint NOT NULL DEFAULT 0,
	first_offset bigint NOT NULL DEFAULT 0,
	compacted_to bigint NOT NULL DEFAULT 0,
	PRIMARY KEY (topic_id, partition)
) WITH (fillfactor = 50);
CREATE TABLE bus.record (
	topic_id int NOT NULL,
	partition int NOT NULL,
	"offset" bigint NOT NULL,
	key bytea NOT NULL,
	value bytea,
	headers bytea NOT NULL,
	appended_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	PRIMARY KEY (topic_id, partition, "offset")
);
CREATE TABLE bus.consumer_group (
	name text PRIMARY KEY
);
CREATE TABLE bus.member (
	group_name text NOT NULL REFERENCES bus.consumer_group (name),
	id uuid NOT NULL,
	topics text[] NOT NULL,
	lease_until timestamptz NOT NULL,
	PRIMARY KEY (group_name, id)
) WITH (fillfactor = 50);
-- The epoch grows with each change of owner: a member that lost a partition commits nothing of it any more.
CREATE TABLE bus.group_partition (
	group_name text NOT NULL REFERENCES bus.consumer_group (name),
	topic_id int NOT NULL,
	partition int NOT NULL,
	owner uuid,
	epoch bigint NOT NULL DEFAULT 0,
	committed bigint NOT NULL,
	PRIMARY KEY (group_name, topic_id, partition)
) WITH (fillfactor = 50);
`;

export async function ensureSchema(pool: Pool): Promise<void> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			if ((await versionFound(pool)) === schemaVersion) return;
			await makeTables(pool);
			return;
		} catch (thrown) {
			const state = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
			if (!madeByAnother.has(state) || attempt >= attemptsMax) throw thrown;
		}
	}
}

async function versionFound(pool: Pool): Promise<number | undefined> {
	const table = await pool.query<{ found: boolean }>(`SELECT to_regclass('bus.schema_version') IS NOT NULL AS found`);
	if (!table.rows[0]?.found) return undefined;
	const { rows } = await pool.query<{ version: number }>('SELECT max(version) AS version FROM bus.schema_version');
	return checked(rows[0]?.version);
}

function checked(version: number | null | undefined): number | undefined {
	if (version === null || version === undefined) return undefined;
	if (version > schemaVersion) {
		throw new Error(
			`The bus in this database was made by a newer Unwind (version ${version}, this one knows ${schemaVersion}). Run the newer Unwind, or another database.`,
		);
	}
	return version;
}

async function makeTables(pool: Pool): Promise<void> {
	await pool.query('CREATE SCHEMA IF NOT EXISTS bus');
	await pool.query('CREATE TABLE IF NOT EXISTS bus.schema_version (version int PRIMARY KEY)');
	await inTransaction(pool, underLock);
}

async function underLock(client: PoolClient): Promise<void> {
	await client.query('LOCK TABLE bus.schema_version IN EXCLUSIVE MODE');
	const { rows } = await client.query<{ version: number | null }>(
		'SELECT max(version) AS version FROM bus.schema_version',
	);
	if (checked(rows[0]?.version) === undefined) {
		await client.query(tables);
		await client.query('INSERT INTO bus.schema_version (version) VALUES ($1)', [schemaVersion]);
	}
}
