/** Sending against a transport that refuses, is away, or lacks a topic. */
import { describe, expect, test } from 'vitest';
import { type Bus, BusUnavailable, type OutgoingRecord, RecordRefused, type TopicSpec } from '@/bus/bus';
import type { OutboxMessage } from './ports';
import { Publisher } from './publish';
import { Trouble } from './trouble';

/** The port with a transport that does what the test says. */
function transport(send: (records: readonly OutgoingRecord[]) => Promise<void>) {
	const made: TopicSpec[] = [];
	const never = () => Promise.reject(new Error('not part of publishing'));
	const bus: Bus = {
		kind: 'kafka',
		ensureTopics: async (topics) => void made.push(...topics),
		producer: async () => ({ send, stop: async () => undefined }),
		consume: never,
		endOffsets: never,
		ping: never,
		close: async () => undefined,
	};
	return { bus, made };
}

const message = (name: string): OutboxMessage => ({
	messageId: name,
	sagaId: null,
	kind: 'event',
	topic: `topic-of-${name}`,
	key: name,
	value: '{}',
	headers: {},
});

async function publishing(send: (records: readonly OutgoingRecord[]) => Promise<void>, names: readonly string[]) {
	const refused: string[] = [];
	const { bus, made } = transport(send);
	const logger = { debug() {}, info() {}, warn() {}, error() {} };
	const publisher = new Publisher({
		bus,
		trouble: new Trouble(logger),
		failpoint: () => undefined,
		partitions: 4,
		refused: async ({ messageId }, reason) => void refused.push(`${messageId}: ${reason}`),
	});
	publisher.publish(names.map(message));
	await publisher.stop(5_000);
	return { acknowledged: publisher.takeAcknowledged(), refused, made };
}

describe('the publisher', () => {
	test('finds the one message that will never be taken, and the others arrive', async () => {
		const sent: string[] = [];
		const result = await publishing(
			async (records) => {
				if (records.some(({ key }) => key === 'c')) throw new RecordRefused('too-large', 'it is too large');
				sent.push(...records.map(({ key }) => key));
			},
			['a', 'b', 'c', 'd', 'e'],
		);
		expect(sent).toEqual(['a', 'b', 'd', 'e']);
		expect(result.refused).toEqual(['c: it is too large']);
		// Its row goes too: the refusal has been stored as an input of its saga.
		expect(result.acknowledged).toEqual(['a', 'b', 'c', 'd', 'e']);
	});

	test('sends everything again after an outcome that nobody knows', async () => {
		let tries = 0;
		const sent: string[][] = [];
		const result = await publishing(
			async (records) => {
				sent.push(records.map(({ key }) => key));
				tries += 1;
				if (tries === 1) throw new BusUnavailable('no broker answers');
			},
			['a', 'b'],
		);
		expect(sent).toEqual([
			['a', 'b'],
			['a', 'b'],
		]);
		expect(result.acknowledged).toEqual(['a', 'b']);
	});

	test('makes a topic that is missing, once', async () => {
		let tries = 0;
		const result = await publishing(async () => {
			tries += 1;
			if (tries === 1) throw new RecordRefused('no-topic', 'there is no such topic');
		}, ['a']);
		expect(result.made).toEqual([{ name: 'topic-of-a', partitions: 4 }]);
		expect(result.acknowledged).toEqual(['a']);
		const stubborn = await publishing(() => Promise.reject(new RecordRefused('no-topic', 'none')), ['a']);
		expect(stubborn.refused).toEqual(['a: none']);
	});

	test('gives each acknowledged message to one taker, and takes it back when that one fails', async () => {
		const publisher = new Publisher({
			bus: transport(async () => undefined).bus,
			trouble: new Trouble({ debug() {}, info() {}, warn() {}, error() {} }),
			failpoint: () => undefined,
			partitions: 1,
			refused: async () => undefined,
		});
		publisher.publish([message('a')]);
		await publisher.stop(5_000);
		const taken = publisher.takeAcknowledged();
		expect(publisher.takeAcknowledged()).toEqual([]);
		publisher.giveBack(taken);
		expect(publisher.takeLeftOver(60_000)).toEqual([]);
		expect(publisher.takeLeftOver(0)).toEqual(['a']);
	});
});
