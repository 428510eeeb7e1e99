/** What the pretend services have in common: a table of what they hold, a visible pace, and failing when told to. */
import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { Connection } from '@/participant/connect';
import { Failed } from '@/participant/outcome';

/** The command that is to fail, mapped by the flow from `demo.fail`. */
export const fail = z.string().nullish();

export function failIfAsked(asked: string | null | undefined, command: string, code: string, message: string): void {
	if (asked === command) throw new Failed(code, message);
}

/** Real services take their time; DEMO_PACE=0 makes these ones instant. */
export function pace(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms * Number(process.env.DEMO_PACE ?? 1)));
}

/** What happens some time after the answer; a pretend service forgets it when it stops. */
export function later({ log }: Pick<Connection, 'log'>, ms: number, happens: () => Promise<void>): void {
	void pace(ms)
		.then(happens)
		.catch((error: unknown) => log('warn', `It could not be told: ${String(error)}`));
}

export const createHoldings = `
	create table if not exists holding (
		service   text not null,
		key       text not null,
		what      jsonb not null,
		held_at   timestamptz not null default now(),
		given_back_at timestamptz,
		primary key (service, key)
	)`;

/** The effect: exactly one row per command, whatever is repeated. Returns its number as people see it. */
export async function hold(db: PoolClient, service: string, key: string, what: object): Promise<string> {
	await db.query('insert into holding (service, key, what) values ($1, $2, $3)', [service, key, JSON.stringify(what)]);
	return `${service.slice(0, 1).toUpperCase()}-${key.slice(-6).replace(/\W/g, '').toUpperCase()}`;
}

export async function giveBack(db: PoolClient, service: string, key: string): Promise<void> {
	const { rowCount } = await db.query(
		'update holding set given_back_at = now() where service = $1 and key = $2 and given_back_at is null',
		[service, key],
	);
	if (rowCount !== 1) throw new Error(`${service} holds nothing for ${key} that could be given back`);
}
