/**
 * One event stream for all tabs of a browser: keeps the union of what they subscribe to, resumes where it stopped
 * (`last`), and hands each event to those who asked for its topic. Runs in a SharedWorker, or in the page where there
 * is none.
 *
 * Invariant: a subscriber that asks for records older than what has already passed by is told to read again (`resync`),
 * so nobody has a silent gap. Time and connection are given, so tests need neither network nor sleep.
 */
import { paths } from '@/contract/http/paths';

export type StreamStatus = 'connecting' | 'live' | 'reconnecting';

export type HubMessage =
	| { readonly type: 'event'; readonly topic: string; readonly event: string; readonly data: unknown }
	| { readonly type: 'resync'; readonly topic: string }
	| { readonly type: 'status'; readonly status: StreamStatus };

export interface HubConnection {
	close(): void;
}

export interface HubEnvironment {
	connect(
		url: string,
		on: {
			open(): void;
			event(name: string, data: string, id: string): void;
			error(): void;
		},
	): HubConnection;
	/** Returns how to cancel it. */
	schedule(ms: number, run: () => void): () => void;
	random(): number;
}

const settleMs = 30;
const backoffMs = 500;
const backoffMaxMs = 10_000;

/** `saga:<id>@12` is the topic `saga:<id>`, asked for from record 13 on. */
export function bareTopic(topic: string): string {
	return topic.split('@', 1)[0] ?? topic;
}

const askedSeq = (topic: string): number => Number(topic.split('@')[1] ?? 0);

function topicOf(event: string, data: unknown): string | null {
	const record = typeof data === 'object' && data !== null ? data : {};
	if (event === 'history') return 'sagaId' in record ? `saga:${String(record.sagaId)}` : null;
	if (event === 'saga') return 'id' in record ? `saga:${String(record.id)}` : null;
	if (event === 'sagas-changed') return 'sagas';
	if (event === 'flow-changed') return 'flows';
	return event === 'health' ? 'health' : null;
}

function newestSeq(data: unknown): number {
	if (typeof data !== 'object' || data === null || !('records' in data) || !Array.isArray(data.records)) return 0;
	const last: unknown = data.records.at(-1);
	return typeof last === 'object' && last !== null && 'seq' in last ? Number(last.seq) : 0;
}

export class StreamHub {
	private readonly subscribers = new Map<(message: HubMessage) => void, Map<string, number>>();
	/** Highest record of each saga that has passed by. */
	private readonly passed = new Map<string, number>();
	/** Newest of what is told once at the beginning, for those who come later. */
	private readonly newest = new Map<string, HubMessage>();
	private connection: HubConnection | null = null;
	private connectedTopics = '';
	private last: string | undefined;
	private status: StreamStatus = 'connecting';
	private failures = 0;
	private cancelTimer: (() => void) | null = null;

	constructor(private readonly environment: HubEnvironment) {}

	join(tell: (message: HubMessage) => void): void {
		this.subscribers.set(tell, new Map());
		tell({ type: 'status', status: this.status });
	}

	leave(tell: (message: HubMessage) => void): void {
		this.subscribers.delete(tell);
		this.plan(settleMs);
	}

	subscribe(tell: (message: HubMessage) => void, topic: string): void {
		const bare = bareTopic(topic);
		const seq = askedSeq(topic);
		this.subscribers.get(tell)?.set(bare, seq);
		if ((this.passed.get(bare) ?? 0) > seq) tell({ type: 'resync', topic: bare });
		const newest = this.newest.get(bare);
		if (newest !== undefined) tell(newest);
		this.plan(settleMs);
	}

	unsubscribe(tell: (message: HubMessage) => void, topic: string): void {
		this.subscribers.get(tell)?.delete(bareTopic(topic));
		this.plan(settleMs);
	}

	private topics(): Map<string, number> {
		const wanted = new Map<string, number>();
		for (const asked of this.subscribers.values())
			for (const [topic, seq] of asked) wanted.set(topic, Math.min(seq, wanted.get(topic) ?? Number.POSITIVE_INFINITY));
		return wanted;
	}

	/** Several subscriptions in one moment make one connection. */
	private plan(ms: number): void {
		this.cancelTimer?.();
		this.cancelTimer = this.environment.schedule(ms, () => {
			this.cancelTimer = null;
			this.connect();
		});
	}

	private connect(): void {
		const wanted = this.topics();
		const key = [...wanted.keys()].sort().join(',');
		if (key === this.connectedTopics && this.connection !== null) return;
		this.connection?.close();
		this.connection = null;
		this.connectedTopics = key;
		for (const topic of [...this.passed.keys(), ...this.newest.keys()]) if (!wanted.has(topic)) this.forget(topic);
		if (wanted.size === 0) {
			this.last = undefined;
			return;
		}
		const topics = [...wanted].sort().map(([topic, seq]) => {
			const from = Math.max(seq, this.passed.get(topic) ?? 0);
			return topic.startsWith('saga:') && from > 0 ? `${topic}@${from}` : topic;
		});
		const connection = this.environment.connect(paths.stream(topics, this.last), {
			open: () => this.current(connection, () => this.opened()),
			event: (name, data, id) => this.current(connection, () => this.received(name, data, id)),
			error: () => this.current(connection, () => this.failed()),
		});
		this.connection = connection;
	}

	/** What an older, closed connection still says is not heard. */
	private current(connection: HubConnection, run: () => void): void {
		if (this.connection === connection) run();
	}

	private forget(topic: string): void {
		this.passed.delete(topic);
		this.newest.delete(topic);
	}

	private opened(): void {
		this.failures = 0;
		this.setStatus('live');
	}

	private failed(): void {
		this.connection?.close();
		this.connection = null;
		this.failures += 1;
		this.setStatus('reconnecting');
		const ceiling = Math.min(backoffMaxMs, backoffMs * 2 ** Math.min(this.failures - 1, 10));
		this.plan(ceiling / 2 + (ceiling / 2) * this.environment.random());
	}

	private received(event: string, text: string, id: string): void {
		if (id !== '') this.last = id;
		const data: unknown = JSON.parse(text);
		const topic = topicOf(event, data);
		if (topic === null) return;
		const message: HubMessage = { type: 'event', topic, event, data };
		if (event === 'history') this.passed.set(topic, Math.max(this.passed.get(topic) ?? 0, newestSeq(data)));
		if (event === 'health') this.newest.set(topic, message);
		for (const [tell, asked] of this.subscribers) if (asked.has(topic)) tell(message);
	}

	private setStatus(status: StreamStatus): void {
		if (status === this.status) return;
		this.status = status;
		for (const tell of this.subscribers.keys()) tell({ type: 'status', status });
	}
}
