/** What every bus promises to who sends. */
import { expect, it } from 'vitest';
import { BusUnavailable } from '../bus';
import { type Bench, records, sendAll } from './bus-under-test';
import { eventually } from './eventually';

export function producingSpecs(bench: Bench): void {
	it('carries key, value, headers and time as they were sent', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus);
		const { inbox } = await bench.inbox(bus, topic);
		const value = 'Grüße, 世界 🌍, "quoted", \\ and \u0000';
		await sendAll(bus, [
			{ topic, key: 'schlüssel', value, headers: { ce_id: '1', 'content-type': 'application/json' } },
		]);
		await eventually('the record arrives', () => inbox.records.length === 1);
		const [record] = inbox.records;
		expect(record?.key).toBe('schlüssel');
		expect(record?.value?.toString()).toBe(value);
		expect(record?.headers).toEqual({ ce_id: '1', 'content-type': 'application/json' });
		expect(record?.offset).toBe('0');
		expect(Math.abs((record?.timestampMs ?? 0) - Date.now())).toBeLessThan(60_000);
	});

	it('carries a tombstone as null and an empty text as empty', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus, 1);
		const { inbox } = await bench.inbox(bus, topic);
		await sendAll(bus, [
			{ topic, key: 'gone', value: null, headers: {} },
			{ topic, key: 'empty', value: '', headers: {} },
		]);
		await eventually('both arrive', () => inbox.records.length === 2);
		expect(inbox.records.map(({ value }) => value?.length ?? null)).toEqual([null, 0]);
	});

	it('keeps the order of a key, also over sends that were not waited for', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus);
		const { inbox } = await bench.inbox(bus, topic);
		const producer = await bus.producer();
		const all = records(topic, 600, 3);
		await Promise.all([0, 150, 300, 450].map((from) => producer.send(all.slice(from, from + 150))));
		await eventually('all arrive', () => inbox.distinct().size === 600);
		for (const key of ['key-0', 'key-1', 'key-2']) {
			const sent = all.filter((record) => record.key === key).map(({ value }) => value);
			expect(inbox.valuesOf(key)).toEqual(sent);
			expect(new Set(inbox.records.filter((record) => record.key === key).map(({ partition }) => partition)).size).toBe(
				1,
			);
		}
	});

	it('takes a batch that is larger than one record may be', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus, 1);
		const { inbox } = await bench.inbox(bus, topic);
		const value = 'x'.repeat(100_000);
		await sendAll(
			bus,
			Array.from({ length: 30 }, (_, nth) => ({ topic, key: 'k', value: `${nth} ${value}`, headers: {} })),
		);
		await eventually('all arrive', () => inbox.distinct().size === 30);
	});

	it('refuses a record that is too large, and then goes on', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus, 1);
		const { inbox } = await bench.inbox(bus, topic);
		const producer = await bus.producer();
		const tooLarge = { topic, key: 'k', value: 'x'.repeat(1_100_000), headers: {} };
		await expect(producer.send([tooLarge])).rejects.toMatchObject({ name: 'RecordRefused', reason: 'too-large' });
		await producer.send(records(topic, 3));
		await eventually('the others arrive', () => inbox.distinct().size === 3);
	});

	it('refuses only the call that holds such a record, of calls that come at once', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus, 1);
		const { inbox } = await bench.inbox(bus, topic);
		const producer = await bus.producer();
		const tooLarge = { topic, key: 'k', value: 'x'.repeat(1_100_000), headers: {} };
		const calls = [...records(topic, 5).map((record) => [record]), [tooLarge]].map((call) => producer.send(call));
		const settled = await Promise.allSettled(calls);
		expect(settled.map(({ status }) => status)).toEqual([...Array(5).fill('fulfilled'), 'rejected']);
		await eventually('the others arrive', () => inbox.distinct().size === 5);
	});

	it('refuses a record for a topic that does not exist, and then goes on', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus, 1);
		const { inbox } = await bench.inbox(bus, topic);
		const producer = await bus.producer();
		const nowhere = records(bench.name('missing'), 1);
		await expect(producer.send(nowhere)).rejects.toMatchObject({ name: 'RecordRefused', reason: 'no-topic' });
		await producer.send(records(topic, 3));
		await eventually('the others arrive', () => inbox.distinct().size === 3);
	});

	it('does nothing for an empty batch', async () => {
		await sendAll(bench.bus(), []);
	});

	it('makes the same topics from many processes at once, and widens what is narrower', async () => {
		const names = [bench.name('topic'), bench.name('topic')];
		const specs = (partitions: number) => names.map((name) => ({ name, partitions }));
		await Promise.all([1, 2, 3, 4].map(() => bench.bus().ensureTopics(specs(2))));
		const bus = bench.bus();
		await bus.ensureTopics([...specs(5), ...specs(5)]);
		await bus.ensureTopics(specs(1));
		for (const name of names) expect([...(await bus.endOffsets(name)).keys()].sort()).toEqual([0, 1, 2, 3, 4]);
	});

	it('counts the end of each partition', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus, 2);
		await sendAll(bus, records(topic, 100));
		const ends = await bus.endOffsets(topic);
		expect([...ends.keys()].sort()).toEqual([0, 1]);
		expect([...ends.values()].reduce((sum, end) => sum + Number(end), 0)).toBe(100);
	});

	it('answers a ping, and says in time that nobody answers', async () => {
		await bench.bus().ping();
		const bus = bench.bus(bench.under.unreachable);
		const began = performance.now();
		await expect(bus.ping()).rejects.toBeInstanceOf(BusUnavailable);
		expect(performance.now() - began).toBeLessThan(5_000);
		const producer = await bus.producer();
		await expect(producer.send(records('any', 1))).rejects.toBeInstanceOf(BusUnavailable);
	});
}
