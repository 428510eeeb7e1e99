/** That no consumer of an orchestrator can stop for good without a word, on the PostgreSQL bus. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Consumer } from '@/bus/bus';
import { readingOf } from '@/server/runtime/consumers-watched';
import { connectionPool } from '@/server/store/connections';
import { PgLoopStore } from '@/server/store/pg-loop-store';
import { tell } from '@/tools/test-events';
import { testInstallation } from '@/tools/test-installation';
import { eventually } from '@/tools/test-orchestrator';

const { bus, environment, orchestrator, rows } = testInstallation();
const topic = 'domain.events';
let pool: pg.Pool;
let store: PgLoopStore;

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['performance'] });
	// Parts that keep something until an instant take 0 for one that is over.
	vi.advanceTimersByTime(1_000);
	pool = connectionPool({ databaseUrl: environment().DATABASE_URL ?? '', connectionsMax: 2, onLost: () => undefined });
	store = new PgLoopStore(pool);
});
afterEach(async () => {
	vi.useRealTimers();
	await pool.end();
});

const happened = (key: string) => tell(bus(), topic, { id: randomUUID(), name: 'paid', key });

async function consumer(received: string[]): Promise<Consumer> {
	const receive: Parameters<ReturnType<typeof bus>['consume']>[0]['receive'] = async ({ records, resolve }) => {
		for (const { key, offset } of records) {
			received.push(key ?? '');
			resolve(offset);
		}
	};
	return bus().consume({ group: 'watched', topics: [topic], receive });
}

function watched(member: Pick<Consumer, 'positions'>, cure: () => void = () => undefined) {
	const rebuilt: string[] = [];
	const intake = {
		positions: () => member.positions(),
		rebuild: async (of: string, reason: string) => {
			rebuilt.push(`${of}: ${reason}`);
			cure();
		},
	};
	const reading = readingOf(topic, { bus: bus(), store, intake, heldUp: () => false });
	return { rebuilt, reading, look: async (afterMs = 0) => reading.look((await store.nowMs()) + afterMs) };
}

describe('a topic of message events', () => {
	test('whose consumer stopped without a word has it rebuilt, and goes on', async () => {
		const received: string[] = [];
		await happened('o-1');
		const member = await consumer(received);
		await eventually('the first is read', () => received.length === 1);
		member.pause();
		await happened('o-2');
		const { rebuilt, look } = watched(member, () => member.resume());
		await look();
		vi.advanceTimersByTime(31_000);
		await look();
		expect(rebuilt).toEqual([expect.stringMatching(/^domain\.events: no progress on partition \d/)]);
		await eventually('the second is read', () => received.length === 2);
	});

	test('that is read to its end counts as read, also where nothing comes', async () => {
		const received: string[] = [];
		await happened('o-1');
		const member = await consumer(received);
		await eventually('it owns both partitions', async () => (await member.positions()).length === 2);
		const { rebuilt, reading, look } = watched(member);
		await eventually('it has been read', async () => {
			await look();
			return reading.readToMs !== null;
		});
		vi.advanceTimersByTime(60_000);
		await look();
		expect(rebuilt).toEqual([]);
	});

	test('that nobody reads has the consumer rebuilt that owns none of it, one that others read has not', async () => {
		await happened('o-1');
		const { rebuilt, look } = watched({ positions: async () => [] });
		const now = await store.nowMs();
		const partitions = [...(await bus().endOffsets(topic)).keys()];
		await store.recordReads(
			topic,
			partitions,
			partitions.map((partition) => ({ partition, readToMs: now })),
		);
		for (const afterMs of [0, 5_000, 40_000]) {
			await look(afterMs);
			vi.advanceTimersByTime(31_000);
		}
		expect(rebuilt).toEqual([]);
		for (const afterMs of [61_000, 92_000]) {
			await look(afterMs);
			vi.advanceTimersByTime(31_000);
		}
		expect(rebuilt).toEqual([`${topic}: nobody has read it for a minute and this consumer owns no partition`]);
	});
});

test('an orchestrator watches every topic that it consumes', async () => {
	vi.useRealTimers();
	orchestrator({ DOMAIN_TOPICS: 'paid=payments.events' });
	await eventually('all of them have been looked at', async () => {
		const seen = await rows<{ topic: string }>('select distinct topic from reply_read order by topic');
		const topics = seen.map((row) => row.topic);
		return topics.join() === 'domain.events,payments.events,saga.participants,saga.replies';
	});
});
