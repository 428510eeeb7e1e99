/**
 * The tab's end of the stream: subscriptions are counted per topic, listeners are told of events and of `resync`.
 * Where the browser has no SharedWorker, the hub runs in the page.
 */
import { create } from 'zustand';
import { type StreamEvent, type StreamEventName, streamEventSchemas } from '@/contract/http/stream';
import { browserEnvironment } from './stream-environment';
import { bareTopic, type HubMessage, StreamHub, type StreamStatus } from './stream-hub';
import type { TabMessage } from './stream-worker';

export interface StreamListener {
	readonly onEvent: (event: StreamEvent) => void;
	/** Records may be missing: read again. */
	readonly onResync?: () => void;
}

/** `paused`: this tab does not listen, by choice. */
export const useStreamState = create<{ status: StreamStatus | 'paused' }>(() => ({ status: 'connecting' }));

const aliveEveryMs = 20_000;
const listeners = new Map<string, Set<StreamListener>>();
const asked = new Map<string, string>();
let hubStatus: StreamStatus = 'connecting';
let isPaused = false;
let post: ((message: TabMessage) => void) | null = null;

function heard(message: HubMessage): void {
	if (message.type === 'status') {
		hubStatus = message.status;
		if (!isPaused) useStreamState.setState({ status: hubStatus });
		return;
	}
	if (isPaused) return;
	const concerned = [...(listeners.get(message.topic) ?? [])];
	if (message.type === 'resync') {
		for (const listener of concerned) listener.onResync?.();
		return;
	}
	const event = readEvent(message.event, message.data);
	if (event !== null) for (const listener of concerned) listener.onEvent(event);
}

const isKnown = (name: string): name is StreamEventName => Object.hasOwn(streamEventSchemas, name);

function readEvent(name: string, data: unknown): StreamEvent | null {
	if (!isKnown(name)) return null;
	const read = streamEventSchemas[name].safeParse(data);
	return read.success ? ({ event: name, data: read.data } as StreamEvent) : null;
}

function joinWorker(): (message: TabMessage) => void {
	const worker = new SharedWorker(new URL('./stream-worker.ts', import.meta.url), {
		type: 'module',
		name: 'unwind-stream',
	});
	worker.port.onmessage = ({ data }: MessageEvent<HubMessage>) => heard(data);
	worker.port.start();
	setInterval(() => worker.port.postMessage({ type: 'alive' } satisfies TabMessage), aliveEveryMs);
	addEventListener('pagehide', () => {
		worker.port.postMessage({ type: 'leave' } satisfies TabMessage);
		post = null;
	});
	addEventListener('pageshow', (event) => {
		if (event.persisted) reconnectTab();
	});
	return (message) => worker.port.postMessage(message);
}

function joinPage(): (message: TabMessage) => void {
	const hub = new StreamHub(browserEnvironment);
	hub.join(heard);
	return (message) => {
		if (message.type === 'subscribe') hub.subscribe(heard, message.topic);
		if (message.type === 'unsubscribe') hub.unsubscribe(heard, message.topic);
	};
}

function hub(): (message: TabMessage) => void {
	post ??= typeof SharedWorker === 'undefined' ? joinPage() : joinWorker();
	return post;
}

function reconnectTab(): void {
	for (const topic of asked.values()) hub()({ type: 'subscribe', topic });
	for (const set of listeners.values()) for (const listener of set) listener.onResync?.();
}

/** Returns how to stop. `topic`: `sagas`, `flows`, `health` or `saga:<id>@<newest known record>`. */
export function subscribe(topic: string, listener: StreamListener): () => void {
	const bare = bareTopic(topic);
	const set = listeners.get(bare) ?? new Set();
	listeners.set(bare, set.add(listener));
	asked.set(bare, topic);
	if (!isPaused) hub()({ type: 'subscribe', topic });
	return () => {
		set.delete(listener);
		if (set.size > 0) return;
		listeners.delete(bare);
		asked.delete(bare);
		if (!isPaused) hub()({ type: 'unsubscribe', topic: bare });
	};
}

/** Stops and resumes listening in this tab; on resuming everything shown is read again. */
export function setPaused(paused: boolean): void {
	if (paused === isPaused) return;
	isPaused = paused;
	useStreamState.setState({ status: paused ? 'paused' : hubStatus });
	if (paused) for (const topic of asked.keys()) hub()({ type: 'unsubscribe', topic });
	else reconnectTab();
}
