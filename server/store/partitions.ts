/**
 * History and ledger lie in one partition per week of saga ids (a UUIDv7 begins with its time), so that old weeks can be
 * dropped whole. Weeks are made ahead; rows that came before their week was made are moved out of the default partition.
 *
 * Invariants: a week is dropped only when it is older than what is kept and no live saga is inside; one process at a time
 * changes partitions, the others skip their turn (a lock that is not free soon is tried again an hour later).
 */
import type pg from 'pg';
import { sqlStateOf } from './fault';

const weekMs = 7 * 86_400_000;
/** 1970-01-05 was a Monday. */
const firstMondayMs = 4 * 86_400_000;
const weeksAhead = 2;
const keepDaysDefault = 90;
const tables = ['saga_history', 'saga_ledger'] as const;

interface Week {
	/** `20261116`: its Monday. */
	readonly name: string;
	/** The least saga ids of this and of the next week. */
	readonly from: string;
	readonly to: string;
	readonly endMs: number;
}

function weekAt(ms: number): Week {
	const startMs = firstMondayMs + Math.floor((ms - firstMondayMs) / weekMs) * weekMs;
	const name = new Date(startMs).toISOString().slice(0, 10).replaceAll('-', '');
	return { name, from: leastIdAt(startMs), to: leastIdAt(startMs + weekMs), endMs: startMs + weekMs };
}

function leastIdAt(ms: number): string {
	const hex = ms.toString(16).padStart(12, '0');
	return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

function weekNamed(name: string): Week {
	return weekAt(Date.parse(`${name.slice(0, 4)}-${name.slice(4, 6)}-${name.slice(6)}T00:00:00Z`));
}

/** What was done, in words; empty when nothing was to do or another process is at it. */
export async function maintainPartitions(pool: pg.Pool, nowMs: number): Promise<readonly string[]> {
	const wanted = Array.from({ length: weeksAhead + 1 }, (_, ahead) => weekAt(nowMs + ahead * weekMs));
	const done: string[] = [];
	for (const week of wanted) {
		const made = await inTurn(pool, (client) => makeWeek(client, week));
		if (made) done.push(`made the week of ${week.name}`);
	}
	const keepDays = await keptDays(pool);
	const old = (await weeksOf(pool, 'saga_history'))
		.map(weekNamed)
		.filter(({ endMs }) => endMs < nowMs - keepDays * 86_400_000);
	for (const week of old) {
		const dropped = await inTurn(pool, (client) => dropWeek(client, week));
		if (dropped) done.push(`dropped the week of ${week.name}`);
	}
	return done;
}

/** Setting `history.keep-days`: how long history stays after its week, at the least. */
async function keptDays(pool: pg.Pool): Promise<number> {
	const { rows } = await pool.query<{ value: string }>(`select value from setting where key = 'history.keep-days'`);
	const days = Number(rows[0]?.value);
	return Number.isInteger(days) && days > 0 ? days : keepDaysDefault;
}

async function weeksOf(client: pg.Pool | pg.PoolClient, table: string): Promise<readonly string[]> {
	const { rows } = await client.query<{ week: string }>(
		`select right(c.relname, 8) as week
			from pg_inherits i join pg_class c on c.oid = i.inhrelid
			where i.inhparent = $1::regclass and c.relname ~ '_w[0-9]{8}$'
			order by 1`,
		[table],
	);
	return rows.map(({ week }) => week);
}

/** A transaction under a lock that conflicts only with itself; `false` when it was not to be had soon. */
async function inTurn(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<boolean>): Promise<boolean> {
	const client = await pool.connect();
	try {
		await client.query('begin');
		await client.query('lock table saga_history in share update exclusive mode');
		const done = await work(client);
		await client.query('commit');
		client.release();
		return done;
	} catch (error) {
		client.release(true);
		// Not free in time, or a row came into the default partition meanwhile: the next turn does it.
		if (sqlStateOf(error) === '55P03' || sqlStateOf(error) === '23514') return false;
		throw error;
	}
}

async function makeWeek(client: pg.PoolClient, { name, from, to }: Week): Promise<boolean> {
	let made = false;
	for (const table of tables) {
		if ((await weeksOf(client, table)).includes(name)) continue;
		const partition = `${table}_w${name}`;
		await client.query(`create table ${partition} (like ${table} including defaults)`);
		await client.query(
			`with moved as (
				delete from ${table}_default where saga_id >= '${from}' and saga_id < '${to}' returning *
			) insert into ${partition} select * from moved`,
		);
		await client.query(`alter table ${table} attach partition ${partition} for values from ('${from}') to ('${to}')`);
		made = true;
	}
	return made;
}

async function dropWeek(client: pg.PoolClient, { name, from, to }: Week): Promise<boolean> {
	const { rows } = await client.query<{ live: boolean }>(
		'select exists (select from saga_state where id >= $1 and id < $2) as live',
		[from, to],
	);
	if (rows[0]?.live) return false;
	for (const table of tables) await client.query(`drop table if exists ${table}_w${name}`);
	return true;
}
