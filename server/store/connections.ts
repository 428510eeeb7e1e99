/**
 * The orchestrator's sessions. Invariant: nothing waits for ever, neither for a lock, nor in a transaction that nobody
 * goes on with, nor for a server that is gone without a word (keepalives, and a bound on each statement).
 */
import pg from 'pg';

const lockTimeoutMs = 2_000;
const idleInTransactionMs = 5_000;
const statementTimeoutMs = 20_000;

const sessionSettings = [
	`lock_timeout=${lockTimeoutMs}`,
	`idle_in_transaction_session_timeout=${idleInTransactionMs}`,
	`statement_timeout=${statementTimeoutMs}`,
	// Every statement looks rows up by key. Statistics of tables whose rows live for a second are always wrong, and led to
	// whole tables being read for each batch (EXPLAIN: 480 pages instead of 18); with these off only the way over the keys
	// is left, so one plan per connection will do, whenever it was made (plans.db.test.ts looks at each).
	'plan_cache_mode=force_generic_plan',
	'enable_seqscan=off',
	'enable_hashjoin=off',
	'enable_mergejoin=off',
	'random_page_cost=1.1',
	'jit=off',
	'tcp_keepalives_idle=10',
	'tcp_keepalives_interval=5',
	'tcp_keepalives_count=3',
];

export interface ConnectionOptions {
	readonly databaseUrl: string;
	readonly connectionsMax: number;
	/** Told of connections that broke while nobody awaited an answer; they are replaced. */
	onLost(error: Error): void;
}

export function connectionPool({ databaseUrl, connectionsMax, onLost }: ConnectionOptions): pg.Pool {
	const pool = new pg.Pool({
		connectionString: databaseUrl,
		application_name: 'unwind-orchestrator',
		max: connectionsMax,
		connectionTimeoutMillis: 5_000,
		// A little longer than the server's own bound: for a server that is gone.
		query_timeout: statementTimeoutMs + 5_000,
		keepAlive: true,
		keepAliveInitialDelayMillis: 10_000,
		options: sessionSettings.map((setting) => `-c ${setting}`).join(' '),
		// A batch's statements go out without waiting for each other's answers.
		pipeline: true,
	});
	// A connection in use reports by itself what ends it between two statements (25P03, for one); unheard, that would end
	// the process. Whoever uses it learns from its next statement.
	pool.on('connect', (client) => client.on('error', onLost));
	pool.on('error', () => undefined);
	return pool;
}
