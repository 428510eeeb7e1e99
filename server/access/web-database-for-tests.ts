/**
 * For tests: the web's connection as role unwind_web to a database made for the test, and rows as an orchestrator would
 * have written them, which this role may not.
 */
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { HistoryRecord } from '@/saga/engine/entry';
import type { SagaId } from '@/saga/engine/input';
import type { Actor } from './actor';
import { closeDatabase } from './database';

export const admin: Actor = { id: 'ada', role: 'admin' };
export const viewer: Actor = { id: 'vic', role: 'viewer' };

export interface WebDatabase {
	/** Signed in as the superuser. */
	readonly owner: pg.Pool;
	count(table: string): Promise<number>;
	/** How many statements of this database wait for a lock. */
	waitingForLocks(): Promise<number>;
	close(): Promise<void>;
}

export function openWebDatabase(superuserUrl: string): WebDatabase {
	const web = new URL(superuserUrl);
	web.username = 'unwind_web';
	web.password = '';
	process.env.WEB_DATABASE_URL = web.toString();
	const owner = new pg.Pool({ connectionString: superuserUrl, max: 4 });
	return {
		owner,
		async count(table) {
			const { rows } = await owner.query<{ count: number }>(
				`select count(*)::integer as count from ${pg.escapeIdentifier(table)}`,
			);
			return rows[0]?.count ?? -1;
		},
		async waitingForLocks() {
			const { rows } = await owner.query<{ waiting: number }>(
				`select count(*)::integer as waiting from pg_stat_activity
				where datname = current_database() and wait_event_type = 'Lock'`,
			);
			return rows[0]?.waiting ?? -1;
		},
		async close() {
			await closeDatabase();
			await owner.end();
		},
	};
}

type Client = pg.Pool | pg.PoolClient;

interface SagaFields {
	readonly id?: string;
	readonly flowId?: string;
	readonly businessKey?: string;
	readonly status?: string;
	readonly openIncidents?: number;
}

/** A row of the list; returns its id. */
export async function insertSaga(client: Client, fields: SagaFields = {}): Promise<SagaId> {
	const id = fields.id ?? uuidv7();
	await client.query(
		`insert into saga (id, flow_id, flow_version, business_key, status, steps, open_incidents, started_at, updated_at)
		values ($1, $2, 1, $3, $4, '{}', $5, now(), now())`,
		[
			id,
			fields.flowId ?? 'book-trip',
			fields.businessKey ?? null,
			fields.status ?? 'running',
			fields.openIncidents ?? 0,
		],
	);
	return id as SagaId;
}

export async function insertHistory(client: Client, sagaId: string, record: Partial<HistoryRecord>): Promise<void> {
	await client.query('insert into saga_history (saga_id, seq, at, input, entries) values ($1, $2, $3, $4, $5)', [
		sagaId,
		record.seq ?? 1,
		new Date(record.at ?? 1_800_000_000_000),
		JSON.stringify(record.input ?? { type: 'timeCame', at: 1_800_000_000_000 }),
		JSON.stringify(record.entries ?? []),
	]);
}
