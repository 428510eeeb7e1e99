/** What every bus promises to one member that receives. */
import { expect, it } from 'vitest';
import type { Fetch } from '../bus';
import { type Bench, records, sendAll } from './bus-under-test';
import { eventually } from './eventually';
import { Gate } from './gate';
import { Inbox, textOf } from './inbox';

export function deliveringSpecs(bench: Bench): void {
	it('delivers again what a rejection left unresolved, and tells of the trouble', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus, 1);
		let rejections = 0;
		const taken = new Inbox();
		const { inbox } = await bench.inbox(bus, topic, {
			receive: async (fetch) => {
				if (rejections < 2) {
					rejections += 1;
					throw new Error('the database is away');
				}
				await taken.receive(fetch);
			},
		});
		await sendAll(bus, records(topic, 20));
		await eventually('all are taken', () => taken.distinct().size === 20);
		expect(taken.values()).toEqual(records(topic, 20).map(({ value }) => value));
		expect(inbox.troubles).toHaveLength(2);
		expect(inbox.troubles[0]?.message).toContain('the database is away');
	});

	it('delivers the rest again when only a part was resolved', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus, 1);
		const inbox = new Inbox();
		await bench.inbox(bus, topic, {
			receive: async ({ records: [first], resolve }) => {
				if (!first) return;
				inbox.take([first]);
				resolve(first.offset);
			},
		});
		await sendAll(bus, records(topic, 30));
		await eventually('all came one by one', () => inbox.records.length === 30);
		expect(inbox.values()).toEqual(records(topic, 30).map(({ value }) => value));
	});

	it('does not let a poisoned record stop other partitions, nor its own once it is resolved around', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus);
		const inbox = new Inbox();
		const foundOut = new Gate();
		let isolated = false;
		await bench.inbox(bus, topic, {
			receive: async (fetch) => {
				const poison = fetch.records.find((record) => textOf(record) === 'poison');
				if (poison && !isolated) throw new Error('cannot decode');
				if (poison) foundOut.open();
				await inbox.receive(fetch);
			},
		});
		const all = records(topic, 400, 40);
		await sendAll(bus, [{ topic, key: 'key-0', value: 'poison', headers: {} }, ...all]);
		const stuck = async () => {
			const untouched = [...(await bus.endOffsets(topic)).values()].filter((end) => end !== '0').length;
			return inbox.partitions().size === untouched - 1;
		};
		await eventually('all other partitions arrive', stuck);
		isolated = true;
		await foundOut.passed;
		await eventually('its own partition goes on', () => inbox.distinct().size === 401);
	});

	it('does not let long work on one partition stop the others, and keeps that partition meanwhile', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus);
		const inbox = new Inbox();
		const work = new Gate();
		let held: number | undefined;
		let heldCalls = 0;
		const { consumer } = await bench.inbox(bus, topic, {
			receive: async (fetch) => {
				held ??= fetch.partition;
				if (fetch.partition === held) {
					heldCalls += 1;
					await work.passed;
				}
				await inbox.receive(fetch);
			},
		});
		await sendAll(bus, records(topic, 10, 10));
		await eventually('one partition is worked on', () => held !== undefined);
		await sendAll(bus, records(topic, 400, 40));
		const elsewhere = async () => {
			let sum = 0;
			for (const [partition, end] of await bus.endOffsets(topic)) if (partition !== held) sum += Number(end);
			return sum;
		};
		await eventually('everything else arrives', async () => inbox.records.length >= (await elsewhere()));
		expect(heldCalls).toBe(1);
		expect((await consumer.positions()).length).toBe(4);
		work.open();
		await eventually(
			'the held partition follows',
			() => inbox.distinct().size === 400 && inbox.partitions().size === 4,
		);
	});

	it('works on one partition serially and on no more than allowed at once', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus);
		const inbox = new Inbox();
		const running = new Set<number>();
		let atOnceMax = 0;
		let overlapped = false;
		await bench.inbox(bus, topic, {
			concurrencyMax: 2,
			recordsMax: 5,
			receive: async (fetch) => {
				overlapped ||= running.has(fetch.partition);
				running.add(fetch.partition);
				atOnceMax = Math.max(atOnceMax, running.size);
				await new Promise((resolve) => setImmediate(resolve));
				expect(fetch.records.length).toBeLessThanOrEqual(5);
				await inbox.receive(fetch);
				running.delete(fetch.partition);
			},
		});
		await sendAll(bus, records(topic, 400, 40));
		await eventually('all arrive', () => inbox.records.length === 400);
		expect(overlapped).toBe(false);
		expect(atOnceMax).toBe(2);
	});

	it('hands over nothing while it is paused, stays a member, and goes on when resumed', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus);
		const { inbox, consumer } = await bench.inbox(bus, topic);
		await sendAll(bus, records(topic, 10));
		await eventually('it receives', () => inbox.distinct().size === 10);
		consumer.pause();
		await sendAll(bus, records(topic, 50));
		const { inbox: witness } = await bench.inbox(bus, topic);
		await eventually('another group has them', () => witness.records.length === 60);
		expect(inbox.records.length).toBe(10);
		expect((await consumer.positions()).length).toBe(4);
		consumer.resume();
		await eventually('it goes on', () => inbox.records.length === 60);
	});

	it('commits what was resolved: its positions reach the ends, and the next member begins there', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus);
		const { inbox, consumer, group } = await bench.inbox(bus, topic);
		await sendAll(bus, records(topic, 100, 40));
		await eventually('all arrive', () => inbox.distinct().size === 100);
		const caughtUp = async () => {
			const ends = await bus.endOffsets(topic);
			const positions = await consumer.positions();
			return positions.length === 4 && positions.every(({ partition, committed }) => ends.get(partition) === committed);
		};
		await eventually('its positions are the ends', caughtUp);
		await consumer.stop();
		await sendAll(bus, records(topic, 1));
		const { inbox: next } = await bench.inbox(bus, topic, { group });
		await eventually('the next member receives', () => next.records.length > 0);
		expect(next.records.length).toBe(1);
	});

	it('stops in time although a receiver does not return, tells it, and leaves the rest to the next', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus, 1);
		const stuck = new Gate();
		let held: Fetch | undefined;
		const { consumer, group } = await bench.inbox(bus, topic, {
			receive: async (fetch) => {
				held = fetch;
				await stuck.passed;
			},
		});
		await sendAll(bus, records(topic, 10));
		await eventually('it is worked on', () => held !== undefined);
		const began = performance.now();
		await consumer.stop();
		expect(performance.now() - began).toBeLessThan(5_000);
		expect(held?.signal.aborted).toBe(true);
		const { inbox: next } = await bench.inbox(bus, topic, { group });
		await eventually('the next member has all of it', () => next.distinct().size === 10);
		stuck.open();
	});

	it('commits what a receiver resolved after it was told to stop', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus, 1);
		let working = false;
		const { consumer, group } = await bench.inbox(bus, topic, {
			receive: async (fetch) => {
				working = true;
				await new Promise((resolve) => fetch.signal.addEventListener('abort', resolve, { once: true }));
				const [first] = fetch.records;
				if (first) fetch.resolve(first.offset);
			},
		});
		await sendAll(bus, records(topic, 10));
		await eventually('it is worked on', () => working);
		await consumer.stop();
		const { inbox: next } = await bench.inbox(bus, topic, { group });
		await eventually('the next member goes on', () => next.distinct().size === 9);
		expect(next.values()[0]).toBe('1');
	});
}
