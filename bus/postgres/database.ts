/**
 * The bus's own connections to PostgreSQL and what their errors mean.
 *
 * Invariant: nothing waits for ever: connecting, waiting for a lock and each statement have bounds on both sides of the
 * wire, and a connection on which a bound was hit is thrown away. The schema is there before the first statement runs.
 */
import { Pool, type PoolClient, type QueryResult, type QueryResultRow } from 'pg';
import { BusUnavailable, RecordRefused } from '../bus';
import { toError, withDeadline } from '../delivery/waiting';
import type { Log } from '../log';
import { ensureSchema } from './ensure-schema';
import { inTransaction } from './in-transaction';

const connectionsMax = 8;
const connectMs = 4_000;
const statementMs = 10_000;
const lockMs = 5_000;
const endMs = 2_000;

export interface Statement {
	readonly name: string;
	readonly text: string;
}

export class Database {
	readonly #pool: Pool;
	#schema: Promise<void> | undefined;

	constructor(connectionString: string, log: Log) {
		this.#pool = new Pool({
			connectionString,
			application_name: 'unwind bus',
			max: connectionsMax,
			connectionTimeoutMillis: connectMs,
			statement_timeout: statementMs,
			query_timeout: statementMs + 2_000,
			lock_timeout: lockMs,
			idle_in_transaction_session_timeout: lockMs,
			keepAlive: true,
			// All statements go by primary keys. Plans made on new tables, whose statistics know nothing, must do so too;
			// then one plan serves for ever, and planning (0.3 to 0.6 ms, more than a poll takes) is done once per connection.
			options: '-c enable_seqscan=off -c enable_bitmapscan=off -c plan_cache_mode=force_generic_plan',
		});
		this.#pool.on('error', (error) =>
			log('warn', `An idle connection of the PostgreSQL bus was lost: ${error.message}`),
		);
	}

	/** One statement in a transaction of its own. */
	async run<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<QueryResult<Row>> {
		try {
			await this.#ready();
			return await this.#pool.query<Row>({ ...statement, values: [...values] });
		} catch (thrown) {
			throw asBusError(thrown, statement.name);
		}
	}

	async transaction<T>(doing: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
		try {
			await this.#ready();
			return await inTransaction(this.#pool, work);
		} catch (thrown) {
			throw asBusError(thrown, doing);
		}
	}

	async end(): Promise<void> {
		await withDeadline(this.#pool.end(), endMs, () => undefined);
	}

	#ready(): Promise<void> {
		this.#schema ??= ensureSchema(this.#pool).catch((thrown: unknown) => {
			this.#schema = undefined;
			throw thrown;
		});
		return this.#schema;
	}
}

function sqlStateOf(thrown: unknown): string | undefined {
	return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}

function asBusError(thrown: unknown, doing: string): Error {
	if (thrown instanceof BusUnavailable || thrown instanceof RecordRefused) return thrown;
	const cause = toError(thrown);
	const state = sqlStateOf(thrown);
	if (state === '42501') {
		const message = `PostgreSQL refused ${doing}: ${cause.message}. Let this user read and write the schema bus.`;
		return new RecordRefused('unauthorised', message, { cause });
	}
	if (state?.startsWith('54')) {
		return new RecordRefused('too-large', `PostgreSQL refused ${doing}: ${cause.message}. Send less.`, { cause });
	}
	return new BusUnavailable(
		`The PostgreSQL bus did not do it: ${doing}: ${cause.message}. It is tried again; check that PostgreSQL runs and can be reached.`,
		{ cause },
	);
}
