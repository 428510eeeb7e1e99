/**
 * The web's one connection pool to PostgreSQL, as role unwind_web. It survives the reloads of `next dev`.
 * Invariant: no query waits without bound, neither for a connection nor for an answer. Interactive transactions are not
 * used: what must be atomic is one statement or one list of statements.
 */
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@/prisma/client/client';
import { environment } from './environment';

const connectTimeoutMs = 3_000;
const statementTimeoutMs = 10_000;
const connectionsMax = 10;

const shared = globalThis as typeof globalThis & { unwindDatabase?: PrismaClient };

export function database(): PrismaClient {
	shared.unwindDatabase ??= new PrismaClient({
		adapter: new PrismaPg(
			{
				connectionString: environment().WEB_DATABASE_URL,
				max: connectionsMax,
				connectionTimeoutMillis: connectTimeoutMs,
				statement_timeout: statementTimeoutMs,
				// A little longer, for a server that no longer answers at all.
				query_timeout: statementTimeoutMs + 2_000,
				keepAlive: true,
				application_name: 'unwind web',
			},
			// A connection that breaks while idle is replaced by the pool; the next query tells whether the server is away.
			{ onPoolError: () => undefined, onConnectionError: () => undefined },
		),
		transactionOptions: { maxWait: connectTimeoutMs, timeout: statementTimeoutMs },
	});
	return shared.unwindDatabase;
}

/** Whether this client is the one in use; a closed one would open again when asked. */
export function isOpen(client: PrismaClient): boolean {
	return shared.unwindDatabase === client;
}

/** For tests and for processes that end. */
export async function closeDatabase(): Promise<void> {
	await shared.unwindDatabase?.$disconnect();
	delete shared.unwindDatabase;
}

/** Prisma's and Node's codes for "not reachable", and PostgreSQL's classes: connection, resources, shut-down. */
const awayCodes =
	/^(P1000|P1001|P1002|P1003|P1008|P1010|P1011|P1017|P2024|P2037|ECONN[A-Z]+|ENOTFOUND|EAI_AGAIN|EPIPE|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|08...|53...|57P0.|58...|28...|3D000|25006)$/;
/** What the driver adapter calls the same. */
const awayKinds =
	/^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections|TlsConnectionError|AuthenticationFailed|DatabaseAccessDenied|DatabaseDoesNotExist)$/;
const awayWords =
	/connection terminated|connection timeout|connect timeout|timeout exceeded when trying to connect|query read timeout|client has encountered a connection error|server closed the connection|can't reach database server|connection.*closed/i;
/** A statement that was cancelled by its time-out (57014): the database is there but too busy. */
const busyCodes = /^(57014|P2028|P2034|40001|40P01|55P03|TransactionWriteConflict)$/;

/** Whether trying again later is the remedy, and what is wrong in words; null: it is a defect. */
export function databaseTrouble(error: unknown): string | null {
	for (const link of causes(error)) {
		const names = [link.code, link.originalCode, link.kind].filter((name) => typeof name === 'string');
		if (names.some((name) => busyCodes.test(name))) return 'The database did not answer in time';
		if (names.some((name) => awayCodes.test(name) || awayKinds.test(name))) return 'The database cannot be reached';
		if (typeof link.message === 'string' && awayWords.test(link.message)) return 'The database cannot be reached';
	}
	return null;
}

/** Whether another transaction was first with what may be there only once. */
export function isTaken(error: unknown): boolean {
	return causes(error).some(({ code, originalCode, kind }) =>
		[code, originalCode, kind].some(
			(name) => name === '23505' || name === 'UniqueConstraintViolation' || name === 'P2002',
		),
	);
}

type Link = Readonly<Record<string, unknown>>;

/** The error, its causes and what Prisma keeps of the driver's error. */
function causes(error: unknown): readonly Link[] {
	const found: Link[] = [];
	const open: unknown[] = [error];
	while (open.length > 0 && found.length < 20) {
		const next = open.shift();
		if (typeof next !== 'object' || next === null || found.includes(next as Link)) continue;
		const link = next as Link;
		found.push(link);
		open.push(link.cause, link.meta, link.driverAdapterError);
	}
	return found;
}
