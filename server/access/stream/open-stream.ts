/**
 * GET /stream: one connection's rounds. A round asks every topic what is new; between rounds it sleeps until a wake-up,
 * the clock, or the end. What is sent is pulled by the reader, so a slow browser makes rounds slower and nothing piles up.
 *
 * Invariant: while the database is away the stream stays open, says so on the topic `health`, and goes on from where it
 * stood. `ready` comes once the starting points are known: what a client reads after it, the stream continues.
 */
import type { StreamEvent } from '@/contract/http/stream';
import type { Actor } from '../actor';
import { databaseTrouble } from '../database';
import { FlowTopic } from './flow-topic';
import { HealthTopic } from './health-topic';
import { ListTopic } from './list-topic';
import { Rounds } from './rounds';
import { SagaTopic } from './saga-topic';
import { encodePosition, nowhere, type StreamPosition } from './stream-position';
import type { StreamTopics } from './stream-topics';
import type { TopicFeed } from './topic-feed';

const heartbeatMs = 15_000;
/** History and health are looked at in every round; what costs more, less often. Both within the second promised. */
const roundMs = 200;
const slowRoundMs = 500;

export type StreamItem = 'heartbeat' | { readonly event: StreamEvent; readonly id: string };

export async function* openStream(
	actor: Actor,
	topics: StreamTopics,
	from: StreamPosition,
	signal: AbortSignal,
): AsyncGenerator<StreamItem> {
	const rounds = new Rounds(signal);
	const feeds = feedsFor(actor, topics, from);
	let position = nowhere;
	let ready = false;
	let spokeAt = performance.now();
	try {
		while (!signal.aborted) {
			let more = false;
			if (!ready) {
				const begun = await whileDatabaseIsThere(() => Promise.all(feeds.map(({ feed }) => feed.begin())));
				if (begun) {
					ready = true;
					position = Object.assign({}, position, ...begun) as StreamPosition;
					yield { event: { event: 'ready', data: { at: Date.now() } }, id: encodePosition(position) };
				}
			}
			for (const timed of feeds) {
				if (!(ready || timed.evenBefore) || !timed.isDue()) continue;
				const news = await whileDatabaseIsThere(() => timed.feed.next());
				if (!news) continue;
				more ||= news.more;
				for (const { event, place } of news.events) {
					position = { ...position, ...place };
					spokeAt = performance.now();
					yield { event, id: encodePosition(position) };
				}
			}
			if (performance.now() - spokeAt > heartbeatMs) {
				spokeAt = performance.now();
				yield 'heartbeat';
			}
			if (!more) await rounds.next(roundMs);
		}
	} finally {
		rounds.stop();
	}
}

interface TimedFeed {
	readonly feed: TopicFeed;
	/** It has something to say also while the database is away. */
	readonly evenBefore: boolean;
	isDue(): boolean;
}

function feedsFor(actor: Actor, topics: StreamTopics, from: StreamPosition): readonly TimedFeed[] {
	const feeds: TimedFeed[] = [];
	if (topics.health) feeds.push({ feed: new HealthTopic(actor), evenBefore: true, isDue: () => true });
	if (Object.keys(from.sagas).length > 0)
		feeds.push({ feed: new SagaTopic(from.sagas), evenBefore: false, isDue: () => true });
	if (topics.list) feeds.push({ feed: new ListTopic(from.list), evenBefore: false, isDue: every(slowRoundMs) });
	if (topics.flows) feeds.push({ feed: new FlowTopic(from.flows), evenBefore: false, isDue: every(slowRoundMs) });
	return feeds;
}

function every(ms: number): () => boolean {
	let dueAt = 0;
	return () => {
		const now = performance.now();
		if (now < dueAt) return false;
		dueAt = now + ms;
		return true;
	};
}

/** Null: it is away; the topic `health` says so, and the next round tries again. */
async function whileDatabaseIsThere<Value>(read: () => Promise<Value>): Promise<Value | null> {
	try {
		return await read();
	} catch (error) {
		if (databaseTrouble(error) === null) throw error;
		return null;
	}
}
