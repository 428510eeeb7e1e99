/** The web signs in as unwind_web, which may read everything, ask for things, and write nothing of the orchestrator's. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabases } from '@/tools/test-database';

const databases = testDatabases();
let client: pg.Client;

beforeAll(async () => {
	client = new pg.Client({ connectionString: await databases.fresh() });
	await client.connect();
	await client.query('set role unwind_web');
});
afterAll(() => client.end());

const ofTheOrchestrator = [
	'saga',
	'saga_state',
	'saga_data',
	'saga_history',
	'saga_history_default',
	'saga_ledger',
	'saga_ledger_default',
	'saga_input',
	'outbox',
	'incident',
	'dead_letter',
	'orchestrator',
	'reply_read',
	'participant',
	'message_wait',
	'signal_wait',
	'early_message',
	'inbox',
	'message_count',
	'start_key',
	'timer_start',
];

test.each(ofTheOrchestrator)('it cannot write %s', async (table) => {
	const refused = { code: '42501' };
	await expect(client.query(`insert into ${table} default values`)).rejects.toMatchObject(refused);
	await expect(client.query(`delete from ${table}`)).rejects.toMatchObject(refused);
	await expect(client.query(`truncate ${table}`)).rejects.toMatchObject(refused);
	const column = (
		await client.query(
			`select attname from pg_attribute where attrelid = $1::regclass and attnum = 1 and not attisdropped`,
			[table],
		)
	).rows[0]?.attname;
	await expect(client.query(`update ${table} set ${column} = ${column}`)).rejects.toMatchObject(refused);
});

test('every table is either listed here or meant to be written by the web', async () => {
	const { rows } = await client.query(`select tablename from pg_tables where schemaname = 'public' order by 1`);
	const web = [
		'_prisma_migrations',
		'audit_entry',
		'flow',
		'flow_version',
		'flow_version_scenario',
		'request',
		'scenario',
		'setting',
	];
	expect(rows.map(({ tablename }) => tablename)).toEqual([...ofTheOrchestrator, ...web].sort());
});

test('it asks, but neither answers nor takes back what was asked', async () => {
	await client.query(
		`insert into request (id, kind, saga_id, body, actor, body_hash)
			values ('01900000-0000-7000-8000-000000000001', 'action', '01900000-0000-7000-8000-000000000002', '', '', '')`,
	);
	await expect(client.query(`update request set status = 'done'`)).rejects.toMatchObject({ code: '42501' });
	await expect(client.query('delete from request')).rejects.toMatchObject({ code: '42501' });
});

test('it writes flows and never changes a deployed version', async () => {
	await client.query(`insert into flow (id, name, draft, updated_by) values ('f', 'F', '{}', 'x')`);
	await client.query(`update flow set draft = '{"a":1}', revision = 2`);
	await client.query(
		`insert into flow_version (flow_id, version, definition, hash, message, deployed_by) values ('f', 1, '{}', '', '', 'x')`,
	);
	await expect(client.query(`update flow_version set definition = ''`)).rejects.toMatchObject({ code: '42501' });
	await expect(client.query('delete from flow_version')).rejects.toMatchObject({ code: '42501' });
});

test('it can neither make tables nor read the bus', async () => {
	await expect(client.query('create table mine (id integer)')).rejects.toMatchObject({ code: '42501' });
	await client.query('reset role');
	await client.query('create schema bus; create table bus.record (value bytea)');
	await client.query('set role unwind_web');
	await expect(client.query('select * from bus.record')).rejects.toMatchObject({ code: '42501' });
});
