/** What only the PostgreSQL bus has to prove: gapless offsets, fencing by epochs, its schema, retention and compaction. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { BusUnavailable, type ReceivedRecord } from '../bus';
import { Bench, type PlainSettings, records, sendAll } from '../contract-suite/bus-under-test';
import { eventually } from '../contract-suite/eventually';
import { Database } from './database';
import { Membership } from './membership';
import { ThrowAwayDatabase } from './testing/throw-away-database';

const throwAway = new ThrowAwayDatabase();
const connectionString = throwAway.url;
const settings: PlainSettings = { kind: 'postgres', connectionString, leaseMs: 2_000, pollMs: 100 };
const bench = new Bench(() => ({ settings, unreachable: settings, cutConnections: () => throwAway.cutConnections() }));

async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
	const database = new Database(connectionString, () => undefined);
	try {
		return await work(database);
	} finally {
		await database.end();
	}
}

describe('the schema', () => {
	it('is made by any number of processes that come at once', async () => {
		await Promise.all(
			Array.from({ length: 8 }, () => bench.bus().ensureTopics([{ name: bench.name('topic'), partitions: 1 }])),
		);
		const { rows } = await throwAway.client.query('SELECT version FROM bus.schema_version');
		expect(rows).toEqual([{ version: 1 }]);
	});

	it('of a newer program is refused with the remedy', async () => {
		await throwAway.client.query('INSERT INTO bus.schema_version VALUES (999)');
		const refused = bench.bus().ensureTopics([{ name: bench.name('topic'), partitions: 1 }]);
		await expect(refused).rejects.toThrow(/made by a newer Unwind.*Run the newer Unwind/);
		await throwAway.client.query('DELETE FROM bus.schema_version WHERE version = 999');
	});
});

describe('appending', () => {
	it('gives out offsets that a reader sees in order and without gaps, however many append at once', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus, 3);
		const seen = new Map<number, ReceivedRecord[]>();
		await bench.inbox(bus, topic, {
			receive: async (fetch) => {
				seen.set(fetch.partition, [...(seen.get(fetch.partition) ?? []), ...fetch.records]);
				const last = fetch.records.at(-1);
				if (last) fetch.resolve(last.offset);
			},
		});
		const append = async (writer: number) => {
			const producer = await bench.bus().producer();
			for (let batch = 0; batch < 30; batch += 1) {
				await producer.send(records(topic, 1 + ((writer * 7 + batch * 13) % 40), 12));
			}
		};
		await Promise.all([1, 2, 3, 4, 5, 6].map(append));
		const sent = [...(await bus.endOffsets(topic)).values()].reduce((sum, end) => sum + Number(end), 0);
		const got = () => [...seen.values()].reduce((sum, list) => sum + list.length, 0);
		await eventually('all arrive', () => got() >= sent);
		for (const list of seen.values()) {
			expect(list.map(({ offset }) => offset)).toEqual(list.map((_, nth) => String(nth)));
		}
	});

	it('does not show a record before all below it: a late commit holds its successors back', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus, 1);
		const { inbox } = await bench.inbox(bus, topic);
		await sendAll(bus, records(topic, 1));
		await eventually('it receives', () => inbox.records.length === 1);
		await throwAway.client.query('BEGIN');
		await throwAway.client.query(
			`UPDATE bus.partition SET next_offset = next_offset + 1 WHERE topic_id = (SELECT id FROM bus.topic WHERE name = $1)`,
			[topic],
		);
		const later = sendAll(bus, records(topic, 1));
		const waiting = async () => {
			const { rows } = await throwAway.maintenance.query(
				`SELECT FROM pg_stat_activity WHERE datname = $1 AND wait_event_type = 'Lock'`,
				[throwAway.name],
			);
			return rows.length === 1;
		};
		await eventually('the later one waits for the earlier', waiting);
		expect(inbox.records.length).toBe(1);
		await throwAway.client.query('ROLLBACK');
		await later;
		await eventually('both are there', () => inbox.records.length === 2);
		expect(inbox.records.map(({ offset }) => offset)).toEqual(['0', '1']);
	});
});

describe('membership', () => {
	it('lets nobody commit what was taken over by another member', async () => {
		const topic = await bench.topic(bench.bus(), 2);
		const group = bench.name('group');
		await withDatabase(async (database) => {
			const member = () => new Membership(database, group, randomUUID(), [topic], 60_000);
			const [silent, next] = [member(), member()];
			const { owned } = await silent.renew();
			expect(owned.length).toBe(2);
			await throwAway.client.query(
				`UPDATE bus.member SET lease_until = now() - interval '1 second' WHERE group_name = $1`,
				[group],
			);
			expect((await next.renew()).owned.length).toBe(2);
			expect(await silent.commit(owned.map((of) => ({ of, committed: '5' })))).toEqual([]);
			expect((await next.renew()).owned.map(({ committed }) => committed)).toEqual(['0', '0']);
			// The silent one comes back: it is a member again, and the other gives half of it up.
			expect((await silent.renew()).owned).toEqual([]);
			const { owned: before, surplus } = await next.renew();
			expect(surplus).toBe(1);
			await next.release(before.slice(-1));
			expect((await silent.renew()).owned.length).toBe(1);
		});
	});

	it('shares evenly whatever the numbers', async () => {
		const topic = await bench.topic(bench.bus(), 7);
		const group = bench.name('group');
		await withDatabase(async (database) => {
			const members = [1, 2, 3].map(() => new Membership(database, group, randomUUID(), [topic], 60_000));
			for (const member of members) await member.renew();
			const counts = [];
			for (const member of members) {
				const { owned, surplus } = await member.renew();
				await member.release(owned.slice(owned.length - surplus));
			}
			for (const member of members) counts.push((await member.renew()).owned.length);
			expect(counts.sort()).toEqual([2, 2, 3]);
		});
	});
});

describe('housekeeping', () => {
	const count = async (topic: string) => {
		const { rows } = await throwAway.client.query<{ rows: number }>(
			'SELECT count(*)::int AS rows FROM bus.record WHERE topic_id = (SELECT id FROM bus.topic WHERE name = $1)',
			[topic],
		);
		return rows[0]?.rows;
	};

	it('removes records older than the retention, and a group that had not read them passes over', async () => {
		const bus = bench.bus({ ...settings, kind: 'postgres', sweepMs: 50 });
		const topic = bench.name('topic');
		await bus.ensureTopics([{ name: topic, partitions: 2, retentionMs: 1 }]);
		await sendAll(bus, records(topic, 2_500, 100));
		await eventually('they are gone', async () => (await count(topic)) === 0);
		const { inbox, consumer } = await bench.inbox(bus, topic);
		const ends = await bus.endOffsets(topic);
		expect([...ends.values()].reduce((sum, end) => sum + Number(end), 0)).toBe(2_500);
		const caughtUp = async () => {
			const positions = await consumer.positions();
			return positions.length === 2 && positions.every(({ partition, committed }) => ends.get(partition) === committed);
		};
		await eventually('there is no lag', caughtUp);
		expect(inbox.records).toEqual([]);
	});

	it('keeps records within the retention', async () => {
		const bus = bench.bus({ ...settings, kind: 'postgres', sweepMs: 50 });
		const [kept, expired] = [bench.name('topic'), bench.name('topic')];
		await bus.ensureTopics([
			{ name: kept, partitions: 1, retentionMs: 60_000 },
			{ name: expired, partitions: 1, retentionMs: 1 },
		]);
		await sendAll(bus, [...records(kept, 10), ...records(expired, 10)]);
		await eventually('the others are gone', async () => (await count(expired)) === 0);
		expect(await count(kept)).toBe(10);
	});

	it('keeps the newest record of each key on a compacted topic', async () => {
		const bus = bench.bus({ ...settings, kind: 'postgres', sweepMs: 50 });
		const topic = bench.name('topic');
		await bus.ensureTopics([{ name: topic, partitions: 2, compacted: true, retentionMs: 1 }]);
		await sendAll(bus, records(topic, 3_000, 10));
		await eventually('one per key is left', async () => (await count(topic)) === 10);
		await sendAll(bus, [{ topic, key: 'key-3', value: null, headers: {} }]);
		const tombstoneOnly = async () => {
			const { rows } = await throwAway.client.query(
				`SELECT value FROM bus.record WHERE key = 'key-3' AND topic_id = (SELECT id FROM bus.topic WHERE name = $1)`,
				[topic],
			);
			return rows.length === 1 && rows[0].value === null;
		};
		await eventually('the tombstone replaces its key', tombstoneOnly);
		const { inbox } = await bench.inbox(bus, topic);
		await eventually('a new group reads what is left', () => inbox.records.length === 10);
		expect(
			inbox
				.values()
				.filter((value) => value !== '')
				.map(Number)
				.every((value) => value >= 2_990),
		).toBe(true);
	});
});

it('reports a wrong address instead of hanging', async () => {
	const bus = bench.bus({ kind: 'postgres', connectionString: 'postgres://127.0.0.1:1/nobody' });
	await expect(bus.endOffsets('any')).rejects.toBeInstanceOf(BusUnavailable);
});
