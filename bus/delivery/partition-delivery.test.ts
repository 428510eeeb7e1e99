/** The queue between a transport and `receive`, without a transport. */
import { describe, expect, it } from 'vitest';
import type { ConsumeOptions, Fetch, ReceivedRecord } from '../bus';
import { compareOffsets, followingOffset } from './offset';
import { PartitionDelivery } from './partition-delivery';
import { Slots } from './slots';

const record = (offset: string, bytes = 1): ReceivedRecord => ({
	topic: 't',
	partition: 0,
	offset,
	key: 'k',
	value: Buffer.alloc(bytes),
	headers: {},
	timestampMs: 0,
});

function deliveryTo(receive: ConsumeOptions['receive'], recordsMax = 10) {
	const told: string[] = [];
	const delivery = new PartitionDelivery(
		't',
		0,
		{ group: 'g', topics: ['t'], receive, recordsMax },
		new Slots(1),
		{
			resolved: () => told.push('resolved'),
			roomAgain: () => told.push('room'),
		},
		Promise.resolve(),
	);
	return { delivery, told };
}

/** What `receive` was called with, as soon as it is called. */
function nextFetch() {
	let arrived: (fetch: Fetch) => void = () => undefined;
	const fetch = new Promise<Fetch>((resolve) => {
		arrived = resolve;
	});
	return { fetch, arrived };
}

describe('offsets', () => {
	it('are compared as numbers beyond what a double holds', () => {
		expect(compareOffsets('9', '10')).toBeLessThan(0);
		expect(compareOffsets('9007199254740993', '9007199254740992')).toBeGreaterThan(0);
		expect(compareOffsets('7', '7')).toBe(0);
		expect(followingOffset('9007199254740993')).toBe('9007199254740994');
	});
});

describe('a partition in our care', () => {
	it('is committed up to the end of what was fetched, marks behind the last record included', async () => {
		const { fetch, arrived } = nextFetch();
		const { delivery } = deliveryTo(async (given) => {
			given.resolve('6');
			arrived(given);
		});
		delivery.startsAt('5');
		delivery.append([record('5'), record('6')], '9');
		await fetch;
		expect(delivery.uncommitted).toBe('9');
		delivery.committedUpTo('9');
		expect(delivery.uncommitted).toBeUndefined();
	});

	it('never passes an unresolved record', async () => {
		const { fetch, arrived } = nextFetch();
		const { delivery } = deliveryTo(async (given) => {
			if (given.records.length === 3) given.resolve('5');
			arrived(given);
			await new Promise<void>((resolve) => given.signal.addEventListener('abort', () => resolve()));
		});
		delivery.startsAt('5');
		delivery.append([record('5'), record('6'), record('8')], '9');
		await fetch;
		expect(delivery.uncommitted).toBe('6');
		await delivery.abort();
		expect(delivery.uncommitted).toBe('6');
	});

	it('refuses to resolve what it did not hand over', async () => {
		const { fetch, arrived } = nextFetch();
		const { delivery } = deliveryTo(async (given) => {
			arrived(given);
			await new Promise<void>((resolve) => given.signal.addEventListener('abort', () => resolve()));
		});
		delivery.append([record('5')], '6');
		const given = await fetch;
		expect(() => given.resolve('6')).toThrow('Offset 6 of t/0 was not part of this fetch.');
		await delivery.abort();
	});

	it('is full by records or by bytes, and says when there is room again', async () => {
		const { delivery, told } = deliveryTo(async ({ records, resolve }) => resolve(records.at(-1)?.offset ?? ''), 2);
		delivery.pause();
		delivery.append([record('0', 9_000_000)], '1');
		expect(delivery.full).toBe(true);
		delivery.append([record('1'), record('2'), record('3')], '4');
		expect(told).toEqual([]);
		delivery.resume();
		await expect.poll(() => delivery.idle).toBe(true);
		expect(delivery.full).toBe(false);
		expect(told).toContain('room');
	});

	it('takes nothing any more once it was aborted', async () => {
		const { delivery, told } = deliveryTo(async () => undefined);
		await delivery.abort();
		delivery.append([record('0')], '1');
		expect(delivery.idle).toBe(true);
		expect(told).toEqual([]);
	});
});
