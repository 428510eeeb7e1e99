/**
 * Tells others that something was committed, and hears it from them: LISTEN and NOTIFY on a connection of its own,
 * without payload. A hint only: everybody also looks by themselves, slowly.
 *
 * Invariant: never part of a batch's transaction (a commit with NOTIFY takes a lock of the whole cluster), at most
 * `perSecondMax` a second; after a reconnect the listener is woken once, for what it may have missed.
 */
import pg from 'pg';

/** The web uses the same one. */
const channel = 'unwind_changed';
const perSecondMax = 10;
const reconnectMs = 1_000;

export class WakeUp {
	#client: pg.Client | null = null;
	#connected = false;
	#stopped = false;
	#owed = false;
	#pause: NodeJS.Timeout | null = null;
	#reconnect: NodeJS.Timeout | null = null;

	constructor(
		private readonly databaseUrl: string,
		private readonly heard: () => void,
	) {
		this.#connect();
	}

	/** Returns at once. */
	tell(): void {
		this.#owed = true;
		if (this.#pause === null && !this.#stopped) this.#send();
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		if (this.#pause) clearTimeout(this.#pause);
		if (this.#reconnect) clearTimeout(this.#reconnect);
		if (this.#owed && this.#connected) await this.#client?.query(`notify ${channel}`).catch(() => undefined);
		await this.#client?.end().catch(() => undefined);
	}

	#send(): void {
		this.#pause = setTimeout(() => {
			this.#pause = null;
			if (this.#owed) this.#send();
		}, 1_000 / perSecondMax).unref();
		if (!this.#connected || this.#client === null) return;
		this.#owed = false;
		this.#client.query(`notify ${channel}`).catch(() => undefined);
	}

	#connect(): void {
		const client = new pg.Client({
			connectionString: this.databaseUrl,
			application_name: 'unwind-orchestrator wake-ups',
			connectionTimeoutMillis: 5_000,
			query_timeout: 5_000,
			keepAlive: true,
		});
		this.#client = client;
		client.on('notification', ({ processId }) => {
			if (processId !== (client as { processID?: number | null }).processID) this.heard();
		});
		client.on('error', () => this.#lost(client));
		client.on('end', () => this.#lost(client));
		client
			.connect()
			.then(() => client.query(`listen ${channel}`))
			.then(() => {
				this.#connected = true;
				this.heard();
			})
			.catch(() => this.#lost(client));
	}

	#lost(client: pg.Client): void {
		if (this.#client !== client) return;
		this.#client = null;
		this.#connected = false;
		void client.end().catch(() => undefined);
		if (!this.#stopped) this.#reconnect = setTimeout(() => this.#connect(), reconnectMs);
	}
}
