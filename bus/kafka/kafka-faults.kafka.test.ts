/**
 * One spec per known fault of KafkaJS that can be provoked: what would go wrong with the library alone, and does not here.
 * Those that the port's contract provokes anyway (new partitions, missing topics, long work) are in the contract suite.
 */
import { createServer, type Server, Socket } from 'node:net';
import kafkajs from 'kafkajs';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { BusUnavailable } from '../bus';
import { Bench, type BusUnderTest, records, sendAll } from '../contract-suite/bus-under-test';
import { eventually } from '../contract-suite/eventually';
import { registerCodecs } from './codecs';
import { KafkaClient } from './kafka-client';
import { OpenSockets } from './testing/open-sockets';

const brokers = (process.env.TEST_KAFKA_BROKERS ?? '').split(',');
const sockets = new OpenSockets();
const under: BusUnderTest = {
	settings: { kind: 'kafka', brokers, clientId: 'fault-spec', metadataMaxAgeMs: 1_000 },
	unreachable: { kind: 'kafka', brokers: ['127.0.0.1:1'], clientId: 'fault-spec' },
	cutConnections: async () => sockets.cut(),
};

async function withKafka<T>(work: (kafka: KafkaClient['kafka']) => Promise<T>): Promise<T> {
	const client = new KafkaClient({ brokers, clientId: 'fault-spec-raw', log: () => undefined });
	try {
		return await work(client.kafka);
	} finally {
		await client.end(async () => undefined);
	}
}

/** The broker itself compresses what comes to such a topic, with the libraries of the Java clients. */
async function compressedTopic(bench: Bench, codec: string): Promise<string> {
	const topic = bench.name(codec);
	await withKafka(async (kafka) => {
		const admin = kafka.admin();
		await admin.connect();
		await admin.createTopics({
			// KafkaJS asks for the leaders before every broker knows the topic, and fails; what is below waits better.
			waitForLeaders: false,
			topics: [{ topic, numPartitions: 1, configEntries: [{ name: 'compression.type', value: codec }] }],
		});
	});
	await bench.bus().ensureTopics([{ name: topic, partitions: 1 }]);
	return topic;
}

describe('the faults of KafkaJS', { timeout: 120_000 }, () => {
	const bench = new Bench(() => under);
	afterEach(() => {
		registerCodecs();
		vi.restoreAllMocks();
	});

	it.each(['gzip', 'snappy', 'lz4', 'zstd'])('reads what others compressed with %s', async (codec) => {
		const topic = await compressedTopic(bench, codec);
		const bus = bench.bus();
		const { inbox } = await bench.inbox(bus, topic);
		const mixed = (nth: number) => Array.from({ length: 50 }, (_, i) => (nth * 7919 + i * i).toString(36)).join(' ');
		const sent = Array.from({ length: 300 }, (_, nth) => ({
			topic,
			key: 'k',
			value: `${nth} ${mixed(nth)}`,
			headers: {},
		}));
		await sendAll(bus, sent);
		await eventually('all arrive', () => inbox.distinct().size === 300);
		expect(inbox.valuesOf('k')).toEqual(sent.map(({ value }) => value));
	});

	it('rebuilds a consumer that KafkaJS has ended for good', async () => {
		kafkajs.CompressionCodecs[kafkajs.CompressionTypes.Snappy] = () => {
			throw new kafkajs.KafkaJSNonRetriableError('no such codec, says the spec');
		};
		const topic = await compressedTopic(bench, 'snappy');
		const bus = bench.bus();
		const { inbox } = await bench.inbox(bus, topic);
		await sendAll(bus, records(topic, 20));
		await eventually('it has crashed and been rebuilt more than once', () => inbox.troubles.length > 1);
		expect(inbox.troubles[0]?.message).toContain('no such codec');
		registerCodecs();
		await eventually('all arrive', () => inbox.distinct().size === 20);
	});

	it('turns off Nagle on every connection', async () => {
		const noDelay = vi.spyOn(Socket.prototype, 'setNoDelay');
		await bench.bus().ping();
		expect(noDelay.mock.calls).not.toHaveLength(0);
		expect(noDelay.mock.calls.every(([on]) => on === true)).toBe(true);
	});

	it('passes over the marks of transactions, so that the lag reaches 0', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus, 1);
		const { inbox, consumer } = await bench.inbox(bus, topic);
		await withKafka(async (kafka) => {
			const producer = kafka.producer({ transactionalId: bench.name('transaction'), maxInFlightRequests: 1 });
			await producer.connect();
			for (const end of ['commit', 'abort', 'commit', 'abort'] as const) {
				const transaction = await producer.transaction();
				await transaction.send({ topic, messages: [{ key: 'k', value: end }] });
				await transaction[end]();
			}
		});
		const caughtUp = async () => (await consumer.positions())[0]?.committed === '8';
		await eventually('its position is the end', caughtUp);
		expect(inbox.values()).toEqual(['commit', 'commit']);
		expect((await bus.endOffsets(topic)).get(0)).toBe('8');
	});

	it('stops in time although the broker does not hear the good-bye', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus, 1);
		const { inbox, consumer } = await bench.inbox(bus, topic);
		await sendAll(bus, records(topic, 5));
		await eventually('it receives', () => inbox.distinct().size === 5);
		sockets.goDeaf();
		const began = performance.now();
		await consumer.stop();
		await bus.close();
		expect(performance.now() - began).toBeLessThan(8_000);
	});

	it('finds a way back when the wire goes dead without a word', async () => {
		const bus = bench.bus();
		const topic = await bench.topic(bus, 1);
		const { inbox } = await bench.inbox(bus, topic);
		await sendAll(bus, records(topic, 5));
		await eventually('it receives', () => inbox.distinct().size === 5);
		sockets.goDeaf();
		await sendAll(bus, records(topic, 10));
		await eventually('it receives again', () => inbox.distinct().size === 10, 60_000);
	});

	describe('and a broker that takes connections and never answers', () => {
		const server: Server = createServer(() => undefined);
		let silent: BusUnderTest['settings'];

		beforeAll(async () => {
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
			const address = server.address();
			const port = typeof address === 'object' && address ? address.port : 0;
			silent = { kind: 'kafka', brokers: [`127.0.0.1:${port}`], clientId: 'fault-spec' };
			return () => server.close();
		});

		it('ends a send by its own deadline, with an unknown outcome', async () => {
			const producer = await bench.bus(silent).producer();
			const began = performance.now();
			await expect(producer.send(records('any', 1))).rejects.toBeInstanceOf(BusUnavailable);
			expect(performance.now() - began).toBeLessThan(13_000);
		});

		it('says so for a ping, and stops a consumer in time', async () => {
			const bus = bench.bus(silent);
			const { consumer } = await bench.inbox(bus, 'any');
			await expect(bus.ping()).rejects.toBeInstanceOf(BusUnavailable);
			const began = performance.now();
			await consumer.stop();
			expect(performance.now() - began).toBeLessThan(5_000);
		});
	});
});
