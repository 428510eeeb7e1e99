/**
 * A look into the databases of the installation, for what no screen and no API tells: what the pretend services really
 * hold, and whether a command is left behind. Only ever reads.
 *
 * The data folder says where they are: `npm test` names it in UNWIND_DATA, by hand it is that of `npm start`.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { choosePostgresPlace } from '@/server/local/postgres-place';

/** One effect of a pretend service. */
export interface Holding {
	readonly service: string;
	readonly state: 'held' | 'given back';
}

export class Databases {
	private constructor(
		private readonly demo: pg.Pool,
		private readonly product: pg.Pool,
		readonly productUrl: string,
	) {}

	static async open(): Promise<Databases> {
		const folder = resolve(process.env.UNWIND_DATA ?? '.data');
		const { postgresPort }: { postgresPort?: number } = JSON.parse(
			await readFile(join(folder, 'remembered.json'), 'utf8'),
		);
		const place = await choosePostgresPlace(process.cwd(), join(folder, 'postgres'));
		const password = (await readFile(`${place.data}.password`, 'utf8')).trim();
		const url = (database: string) => `postgresql://postgres:${password}@127.0.0.1:${postgresPort}/${database}`;
		const pool = (database: string) => new pg.Pool({ connectionString: url(database), max: 1 });
		return new Databases(pool('unwind_demo'), pool('unwind'), url('unwind'));
	}

	/** By service; a service that did a thing twice is there twice. */
	async holdingsOf(sagaId: string): Promise<readonly Holding[]> {
		const { rows } = await this.demo.query<Holding>(
			`select service, case when given_back_at is null then 'held' else 'given back' end as state
			 from holding where key like $1 || '/%' order by service`,
			[sagaId],
		);
		return rows;
	}

	/** Commands that were stored and never reached the bus. */
	async commandsLeftBehind(): Promise<number> {
		const { rows } = await this.product.query<{ count: number }>('select count(*)::int as count from outbox');
		return rows[0]?.count ?? 0;
	}

	async close(): Promise<void> {
		await Promise.all([this.demo.end(), this.product.end()]);
	}
}
