/**
 * The patch of KafkaJS in patches/: an idle connection has no timer that re-arms itself, and records are encoded and
 * decoded at a fraction of the cost. What is asked of records holds without the patch too: the bytes are the same.
 */
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';

interface RequestQueue {
	readonly throttleCheckTimeoutId: unknown;
	checkPendingRequests(): void;
}

interface DecodedRecord {
	readonly key: Buffer;
	readonly value: Buffer | null;
	readonly offset: string;
	readonly timestamp: string;
	readonly headers: Record<string, Buffer | Buffer[]>;
}
interface Decoder {
	readVarIntBytes(): Buffer;
}

const require = createRequire(import.meta.url);
const RequestQueue: new (options: object) => RequestQueue = require('kafkajs/src/network/requestQueue/index.js');
const Decoder: new (buffer: Buffer) => Decoder = require('kafkajs/src/protocol/decoder.js');
const encodeRecord: (record: object) => {
	readonly buffer: Buffer;
} = require('kafkajs/src/protocol/recordBatch/record/v0/index.js');
const decodeRecord: (
	decoder: Decoder,
	context: object,
) => DecodedRecord = require('kafkajs/src/protocol/recordBatch/record/v0/decoder.js');

it('sets no timer while no request waits', () => {
	const queue = new RequestQueue({ maxInFlightRequests: 1, requestTimeout: 1_000, logger: { debug: () => undefined } });
	queue.checkPendingRequests();
	expect(queue.throttleCheckTimeoutId).toBeNull();
});

describe('records, which the patch writes into one buffer and reads without copying', () => {
	const longText = 'ß'.repeat(3_000);
	const record = (headers: object, rest: object = {}) => ({
		offsetDelta: 3,
		timestampDelta: 0,
		key: 'key',
		value: 'value',
		headers,
		...rest,
	});

	it.each([
		['no headers', record({}), {}],
		[
			'headers of many kinds',
			record({ a: '1', b: Buffer.from('2'), c: '', long: longText }),
			{ a: '1', b: '2', c: '', long: longText },
		],
		['one header twice', record({ a: ['1', '2'], b: '3' }), { a: ['1', '2'], b: '3' }],
		['a long value', record({}, { value: longText }), {}],
		['no value', record({}, { value: null }), {}],
		[
			'a record far behind the first of its batch',
			record({}, { offsetDelta: 70_000, timestampDelta: 5_000_000_000 }),
			{},
		],
	])('survive: %s', (_, given, headers) => {
		const { buffer } = encodeRecord(given);
		const decoder = new Decoder(buffer);
		const body = decoder.readVarIntBytes();
		expect(body.length + lengthOf(body.length)).toBe(buffer.length);
		const context = { firstOffset: '9007199254740990', firstTimestamp: '1700000000000', magicByte: 2 };
		const read = decodeRecord(new Decoder(body), context);
		expect(read.key.toString()).toBe('key');
		expect(read.value?.toString() ?? null).toBe(given.value);
		expect(read.offset).toBe((9_007_199_254_740_990n + BigInt(given.offsetDelta)).toString());
		expect(read.timestamp).toBe((1_700_000_000_000n + BigInt(given.timestampDelta)).toString());
		expect(texts(read.headers)).toEqual(headers);
	});
});

/** Of a length written as a variable-length number. */
const lengthOf = (length: number) => Math.max(1, Math.ceil((32 - Math.clz32(length * 2)) / 7));

function texts(headers: Record<string, Buffer | Buffer[]>) {
	const text = (value: Buffer | Buffer[]) => (Array.isArray(value) ? value.map(String) : value.toString());
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, text(value)]));
}
