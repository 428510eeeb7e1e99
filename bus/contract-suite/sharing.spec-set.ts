/** What every bus promises to groups: who gets what, and what happens when members come, go and die. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Consumer, Fetch } from '../bus';
import { type Bench, records, sendAll } from './bus-under-test';
import { eventually } from './eventually';
import { Gate } from './gate';
import type { Inbox } from './inbox';

async function partitionsOf(consumer: Consumer): Promise<number[]> {
	return (await consumer.positions()).map(({ partition }) => partition).sort();
}

function startHoldingMember(
	settings: object,
	group: string,
	topic: string,
): { child: ChildProcess; said: () => string } {
	const script = fileURLToPath(new URL('holding-member.ts', import.meta.url));
	const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify({ settings, group, topic })], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let output = '';
	child.stdout?.on('data', (chunk: Buffer) => {
		output += chunk.toString();
	});
	return { child, said: () => output };
}

export function sharingSpecs(bench: Bench): void {
	it('gives every group everything', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus);
		const [one, other] = [await bench.inbox(bus, topic), await bench.inbox(bus, topic)];
		await sendAll(bus, records(topic, 100));
		await eventually('both have all', () => one.inbox.distinct().size === 100 && other.inbox.distinct().size === 100);
	});

	it('gives two members disjoint partitions, and one all of them when the other leaves', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus);
		const first = await bench.inbox(bus, topic);
		await eventually('the first has all', async () => (await partitionsOf(first.consumer)).length === 4);
		const second = await bench.inbox(bench.bus(), topic, { group: first.group });
		const halves = async () =>
			(await partitionsOf(first.consumer)).length === 2 && (await partitionsOf(second.consumer)).length === 2;
		await eventually('each has half', halves);
		const both = [...(await partitionsOf(first.consumer)), ...(await partitionsOf(second.consumer))];
		expect(both.sort()).toEqual([0, 1, 2, 3]);
		await sendAll(bus, records(topic, 200, 40));
		const arrived = () => first.inbox.records.length + second.inbox.records.length;
		await eventually('they share the records', () => arrived() === 200);
		expect(first.inbox.partitions().size + second.inbox.partitions().size).toBe(4);
		await second.consumer.stop();
		await eventually('the first has all again', async () => (await partitionsOf(first.consumer)).length === 4);
		await sendAll(bus, records(topic, 200, 40));
		await eventually('and receives for all', () => arrived() === 400);
	});

	it('loses nothing while members come and go under load', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus);
		const inboxes: Inbox[] = [];
		const join = async (group: string) => {
			const joined = await bench.inbox(bench.bus(), topic, { group });
			inboxes.push(joined.inbox);
			return joined.consumer;
		};
		const group = bench.name('group');
		const distinct = () => new Set(inboxes.flatMap((inbox) => inbox.values())).size;
		const producer = await bus.producer();
		const all = records(topic, 3_000, 50);
		const send = async (from: number) => {
			for (let at = from; at < from + 1_000; at += 50) await producer.send(all.slice(at, at + 50));
		};
		const first = await join(group);
		await send(0);
		const second = await join(group);
		await send(1_000);
		await eventually('the second works too', async () => (await partitionsOf(second)).length > 0);
		await first.stop();
		await send(2_000);
		await eventually('all arrive', () => distinct() === 3_000);
	});

	it('reads partitions that were added later, from their beginning', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus, 1);
		const { inbox, consumer } = await bench.inbox(bus, topic);
		await eventually('it has one partition', async () => (await partitionsOf(consumer)).length === 1);
		await bus.ensureTopics([{ name: topic, partitions: 4 }]);
		await sendAll(bus, records(topic, 200, 40));
		await eventually('all arrive, also from the new ones', () => inbox.distinct().size === 200);
		expect(inbox.partitions().size).toBe(4);
	});

	it('reads a topic that is made after it was asked for', async () => {
		const bus = bench.bus();
		const topic = bench.name('topic');
		const { inbox } = await bench.inbox(bus, topic);
		await bus.ping();
		await bus.ensureTopics([{ name: topic, partitions: 2 }]);
		await sendAll(bus, records(topic, 20));
		await eventually('all arrive', () => inbox.distinct().size === 20);
	});

	it('goes on after it was rebuilt', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus);
		const { inbox, consumer } = await bench.inbox(bus, topic);
		await sendAll(bus, records(topic, 20));
		await eventually('it receives', () => inbox.distinct().size === 20);
		await Promise.all([consumer.rebuild('the spec asks for it'), consumer.rebuild('and for it again')]);
		await sendAll(bus, records(topic, 40));
		await eventually('it receives again', () => inbox.distinct().size === 40);
	});

	it('goes on by itself after its connections broke, in sending and in receiving', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus);
		const { inbox } = await bench.inbox(bus, topic);
		const producer = await bus.producer();
		await producer.send(records(topic, 20));
		await eventually('it receives', () => inbox.distinct().size === 20);
		await bench.under.cutConnections();
		const sent = () =>
			producer.send(records(topic, 40)).then(
				() => true,
				() => false,
			);
		await eventually('it sends again', sent);
		await eventually('it receives again', () => inbox.distinct().size === 40);
	});

	it('keeps its partitions through work that lasts longer than a dead member is waited for', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus);
		const group = bench.name('group');
		const { child, said } = startHoldingMember(bench.under.settings, group, topic);
		const work = new Gate();
		const held: Fetch[] = [];
		try {
			await sendAll(bus, records(topic, 40, 40));
			await eventually('the other process works on it', () => said().includes('holding'), 30_000);
			const { consumer } = await bench.inbox(bus, topic, {
				group,
				receive: async (fetch) => {
					held.push(fetch);
					await work.passed;
				},
			});
			await eventually(
				'they share',
				async () => (await partitionsOf(consumer)).length === 2 && held.length === 2,
				30_000,
			);
			child.kill('SIGKILL');
			await eventually('the dead one is given up', () => held.length === 4, 40_000);
		} finally {
			child.kill('SIGKILL');
			work.open();
		}
		expect(held.map(({ signal }) => signal.aborted)).toEqual([false, false, false, false]);
		expect(new Set(held.map(({ partition }) => partition)).size).toBe(4);
	});

	it('delivers to another member what a process held that was killed', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus);
		const group = bench.name('group');
		const { child, said } = startHoldingMember(bench.under.settings, group, topic);
		try {
			await sendAll(bus, records(topic, 40, 40));
			await eventually('the other process works on it', () => said().includes('holding'), 30_000);
		} finally {
			child.kill('SIGKILL');
		}
		const { inbox } = await bench.inbox(bus, topic, { group });
		await eventually('this one has all of it', () => inbox.distinct().size === 40, 40_000);
	});
}
