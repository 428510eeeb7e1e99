import { expect, it } from 'vitest';
import type { SagaId } from '../input';
import { childId } from './child-id';

const caller = '01900000-0000-7000-8000-000000000001' as SagaId;

it('X-02 calls the same saga for the same call, in every version: a call may be carried out again after an upgrade', () => {
	expect([1, 2, 3, 4, 5, 1234].map((run) => childId(caller, run))).toEqual([
		'01900000-0000-75bb-8f36-34348a27ec8e',
		'01900000-0000-7fac-8e1a-c97d0c7ed501',
		'01900000-0000-7ddc-aabd-1efaf44dc9ab',
		'01900000-0000-7bf0-b061-254fee3cb60d',
		'01900000-0000-7fea-b0b7-77471789a170',
		'01900000-0000-79a5-9123-ec76fb7cbef2',
	]);
});

it('C-01 makes ids as all others are, with the time of the caller', () => {
	const ids = Array.from({ length: 500 }, (_, run) => childId(caller, run));
	for (const id of ids) expect(id).toMatch(/^01900000-0000-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
	expect(new Set(ids).size).toBe(500);
	expect(new Set(ids.map((id) => id.charAt(19)))).toEqual(new Set('89ab'));
});
