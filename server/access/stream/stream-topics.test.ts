import { expect, test } from 'vitest';
import { parseTopics } from './stream-topics';

const saga = '019a0000-0000-7000-8000-000000000001';

test('topics are read from the address; of two places in one saga the earlier counts', () => {
	expect(parseTopics(`sagas,health,saga:${saga}@12,saga:${saga}@3`)).toEqual({
		ok: true,
		value: { sagas: { [saga]: 3 }, list: true, flows: false, health: true },
	});
	expect(parseTopics(`saga:${saga}@12,saga:${saga}`)).toMatchObject({ value: { sagas: { [saga]: null } } });
});

test.each([
	['nothing', ''],
	['an unknown topic', 'sagas,weather'],
	['a saga that is none', 'saga:42'],
	['a record that is none', `saga:${saga}@x`],
	['too many', Array.from({ length: 25 }, (_, n) => `saga:019a0000-0000-7000-8000-0000000000${n + 10}`).join(',')],
])('%s is refused with what can be asked for', (_, text) => {
	expect(parseTopics(text)).toMatchObject({ ok: false, problem: { status: 400, code: 'bad-request' } });
});
