/**
 * Tells this process that something was stored: LISTEN on one connection for all event streams, and a slow clock for
 * what LISTEN misses. A wake-up carries nothing and promises nothing; whoever is woken looks for itself.
 *
 * Invariant: a lost connection costs latency, never an event: after a reconnect everybody is woken once, and the clock
 * never stops while somebody waits. The connection exists only while somebody waits. Prisma cannot LISTEN, hence pg.
 */
import pg from 'pg';
import type { PrismaClient } from '@/prisma/client/client';
import { database, isOpen } from './database';
import { environment } from './environment';

const wakeUpChannel = 'unwind_changed';

const reconnectMs = 1_000;
/** Together with the pace of a stream's rounds still within the second that is promised. */
const clockMs = 700;

const tellMs = 100;

type Listener = () => void;

class WakeUps {
	private readonly listeners = new Set<Listener>();
	private client: pg.Client | null = null;
	private clock: NodeJS.Timeout | null = null;
	private retry: NodeJS.Timeout | null = null;

	subscribe(listener: Listener): () => void {
		this.listeners.add(listener);
		if (this.listeners.size === 1) this.begin();
		return () => {
			if (this.listeners.delete(listener) && this.listeners.size === 0) this.end();
		};
	}

	private begin(): void {
		this.clock = setInterval(() => this.wakeAll(), clockMs);
		this.connect();
	}

	private end(): void {
		if (this.clock) clearInterval(this.clock);
		if (this.retry) clearTimeout(this.retry);
		this.clock = null;
		this.retry = null;
		const client = this.client;
		this.client = null;
		void client?.end().catch(() => undefined);
	}

	private connect(): void {
		const client = new pg.Client({
			connectionString: environment().WEB_DATABASE_URL,
			connectionTimeoutMillis: 3_000,
			keepAlive: true,
			application_name: 'unwind web wake-ups',
		});
		this.client = client;
		client.on('notification', () => this.wakeAll());
		client.on('error', () => this.reconnectLater(client));
		client.on('end', () => this.reconnectLater(client));
		client
			.connect()
			.then(() => client.query(`listen ${wakeUpChannel}`))
			.then(() => this.wakeAll())
			.catch(() => this.reconnectLater(client));
	}

	private reconnectLater(lost: pg.Client): void {
		if (this.client !== lost) return;
		this.client = null;
		void lost.end().catch(() => undefined);
		this.retry = setTimeout(() => this.connect(), reconnectMs);
	}

	private wakeAll(): void {
		for (const listener of this.listeners) listener();
	}
}

const shared = globalThis as typeof globalThis & { unwindWakeUps?: WakeUps };

/** Calls `listener` whenever something may have changed, by the clock at the latest; returns how to stop. */
export function onWakeUp(listener: Listener): () => void {
	shared.unwindWakeUps ??= new WakeUps();
	return shared.unwindWakeUps.subscribe(listener);
}

let told: { readonly db: PrismaClient; again: boolean } | null = null;

/**
 * Wakes orchestrators and other web processes after something was stored: at once, then at most ten times a second,
 * because commits with NOTIFY queue up behind each other in the whole cluster. A hint: who misses it looks a little later.
 */
export function wakeOthers(): void {
	const db = database();
	if (told?.db === db) {
		told.again = true;
		return;
	}
	const telling = { db, again: false };
	told = telling;
	// What matters is stored already; failing now would tell the sender the opposite.
	db.$queryRaw`select pg_notify(${wakeUpChannel}, '')::text`.catch(() => undefined);
	setTimeout(() => {
		if (told === telling) told = null;
		if (telling.again && isOpen(db)) wakeOthers();
	}, tellMs).unref();
}
