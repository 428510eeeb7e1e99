import { createHash } from 'node:crypto';
import kafkajs, { type Message } from 'kafkajs';
import { expect, it } from 'vitest';
import { partitionOfKey } from './partition-of-key';

const partitionMetadata = (count: number) =>
	Array.from({ length: count }, (_, partitionId) => ({
		partitionId,
		partitionErrorCode: 0,
		leader: 1,
		replicas: [1],
		isr: [1],
	}));

it('puts every key where KafkaJS and the Java client put it', () => {
	const theirs = kafkajs.Partitioners.DefaultPartitioner();
	const keys = Array.from({ length: 2_000 }, (_, n) =>
		createHash('sha256')
			.update(`${n}`)
			.digest('hex')
			.slice(0, n % 40),
	);
	for (const key of [...keys, 'über-größe', '訂單', '\u0000', 'ÿÿÿ', '🙂🙂']) {
		for (const count of [1, 4, 7, 64]) {
			const message: Message = { key, value: null };
			const expected = theirs({ topic: 'any', partitionMetadata: partitionMetadata(count), message });
			expect(partitionOfKey(key, count), `${key} of ${count}`).toBe(expected);
		}
	}
});
