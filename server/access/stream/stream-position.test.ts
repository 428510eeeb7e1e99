import { describe, expect, test } from 'vitest';
import { encodePosition, nowhere, parsePosition, startingPosition } from './stream-position';

const saga = '019a0000-0000-7000-8000-000000000001';
const other = '019a0000-0000-7000-8000-000000000002';
const position = {
	list: { xid: '18446744073709551615', position: '12' },
	flows: 1_800_000_000_000,
	sagas: { [saga]: 7 },
};

describe('an event id', () => {
	test('says where every topic stands and is read back', () => {
		const id = encodePosition(position);
		expect(id).toBe(`list=18446744073709551615.12~flows=1800000000000~${saga}=7`);
		expect(parsePosition(id)).toEqual(position);
		expect(parsePosition(encodePosition(nowhere))).toEqual(nowhere);
	});

	test('that cannot be read counts as none', () => {
		for (const text of ['', 'x', 'list=1', 'list=1.2.3', 'flows=1.5', '__proto__=1', `${saga}=`, 'a=b~c'])
			expect(parsePosition(text)).toEqual(nowhere);
	});
});

describe('a connection begins', () => {
	const lastEventId = encodePosition({ ...nowhere, sagas: { [saga]: 7 } });

	test('where the address says, else at the first record', () => {
		const none = { lastEventId: null, last: null };
		expect(startingPosition({ [saga]: 3, [other]: null }, none).sagas).toEqual({ [saga]: 3, [other]: 0 });
	});

	test('after the last event when the browser connects again by itself', () => {
		expect(startingPosition({ [saga]: 3 }, { lastEventId, last: null }).sagas).toEqual({ [saga]: 7 });
	});

	test('where a new address says, and after the last event where it says nothing', () => {
		const last = { lastEventId: null, last: lastEventId };
		expect(startingPosition({ [saga]: 3 }, last).sagas).toEqual({ [saga]: 3 });
		expect(startingPosition({ [saga]: null, [other]: null }, last).sagas).toEqual({ [saga]: 7, [other]: 0 });
	});
});
