/**
 * Tells consumers that there is something new, by LISTEN and NOTIFY on a connection of its own. A hint only: whoever
 * misses one finds the records at the next poll.
 *
 * Invariant: a notification is never part of a transaction that appends records (committing one takes a lock of the whole
 * cluster), and a process sends at most `perSecondMax` of them, however many records it appends.
 */
import { Client } from 'pg';
import { BackOff, delay } from '../delivery/waiting';
import type { Log } from '../log';
import type { Database } from './database';

const channel = 'unwind_bus';
const perSecondMax = 10;
const topicsPerHintMax = 200;

/** A topic's id, or the name of a group whose members changed. */
type Subject = number | string;

const notify = { name: 'bus-notify', text: `SELECT pg_notify('${channel}', $1)` };

export class WakeUp {
	readonly #listeners = new Set<(subjects: ReadonlySet<Subject>) => void>();
	readonly #stop = new AbortController();
	readonly #pending = new Set<Subject>();
	#allowed = perSecondMax;
	#refill: NodeJS.Timeout | undefined;
	#listening: Promise<void> | undefined;

	constructor(
		private readonly connectionString: string,
		private readonly database: Database,
		private readonly log: Log,
	) {}

	/** Returns what ends the subscription. An empty set means: anything may have happened. */
	subscribe(listener: (subjects: ReadonlySet<Subject>) => void): () => void {
		this.#listeners.add(listener);
		this.#listening ??= this.#listen();
		return () => this.#listeners.delete(listener);
	}

	/** Returns at once. */
	tell(subjects: Iterable<Subject>): void {
		for (const subject of subjects) this.#pending.add(subject);
		this.#send();
	}

	async close(): Promise<void> {
		this.#stop.abort();
		clearInterval(this.#refill);
		await this.#listening;
	}

	#send(): void {
		if (this.#pending.size === 0 || this.#allowed === 0 || this.#stop.signal.aborted) return;
		this.#allowed -= 1;
		this.#refill ??= setInterval(() => this.#replenish(), 1000 / perSecondMax).unref();
		const subjects = this.#pending.size > topicsPerHintMax ? [] : [...this.#pending];
		this.#pending.clear();
		this.database.run(notify, [JSON.stringify(subjects)]).catch((error: unknown) => {
			this.log('debug', `A wake-up was not sent, consumers find the records by polling: ${String(error)}`);
		});
	}

	#replenish(): void {
		this.#allowed += 1;
		this.#send();
		if (this.#allowed < perSecondMax) return;
		clearInterval(this.#refill);
		this.#refill = undefined;
	}

	async #listen(): Promise<void> {
		const backOff = new BackOff(200, 5_000);
		while (!this.#stop.signal.aborted) {
			const client = new Client({
				connectionString: this.connectionString,
				application_name: 'unwind bus wake-up',
				connectionTimeoutMillis: 4_000,
				keepAlive: true,
			});
			try {
				await this.#untilLost(client, () => backOff.reset());
			} catch (error) {
				this.log('debug', `Wake-ups of the PostgreSQL bus are off, consumers poll: ${String(error)}`);
			}
			await client.end().catch(() => undefined);
			await delay(backOff.next(), this.#stop.signal);
		}
	}

	async #untilLost(client: Client, connected: () => void): Promise<void> {
		let end = () => {};
		const lost = new Promise<void>((resolve) => {
			end = resolve;
		});
		client.on('error', end);
		client.once('end', end);
		// Outlives every client: what is added for one is taken away with it.
		this.#stop.signal.addEventListener('abort', end);
		try {
			client.on('notification', ({ payload }) => this.#heard(new Set(JSON.parse(payload || '[]'))));
			await client.connect();
			await client.query(`LISTEN ${channel}`);
			connected();
			// What was told while nobody listened is found by looking once.
			this.#heard(new Set());
			await lost;
		} finally {
			this.#stop.signal.removeEventListener('abort', end);
		}
	}

	#heard(subjects: ReadonlySet<Subject>): void {
		for (const listener of this.#listeners) listener(subjects);
	}
}
