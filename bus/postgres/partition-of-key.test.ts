/** Keys stay where they are for ever, and spread. */
import { expect, it } from 'vitest';
import { partitionOfKey } from './partition-of-key';

it.each([
	['', 4, 3],
	['018f3f5e-7d2a-7c31-9c5b-0a1b2c3d4e5f', 4, 1],
	['schlüssel', 16, 11],
	['order-1', 64, 28],
])('%j of %i partitions is on partition %i', (key, partitions, expected) => {
	expect(partitionOfKey(Buffer.from(key), partitions)).toBe(expected);
});

it('spreads keys that differ in one digit', () => {
	const counts = [0, 0, 0, 0];
	for (let nth = 0; nth < 4_000; nth += 1) {
		const partition = partitionOfKey(Buffer.from(`018f3f5e-7d2a-7c31-9c5b-${nth}`), 4);
		counts[partition] = (counts[partition] ?? 0) + 1;
	}
	for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(120);
});
