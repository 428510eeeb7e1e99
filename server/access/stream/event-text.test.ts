import { expect, test } from 'vitest';
import { eventText } from './event-text';

test('an event is one id, one name and one line of data, whatever the data holds', () => {
	const data = {
		sagaId: '019a0000-0000-7000-8000-000000000001',
		records: [{ seq: 1, at: 0, input: 'a\nb\r\n\u2028', entries: [] }],
	};
	const text = eventText({ event: { event: 'history', data }, id: 'x=1' });
	const lines = text.split(/\r\n|\r|\n/);
	expect(lines).toHaveLength(5);
	expect(lines.slice(0, 2)).toEqual(['id: x=1', 'event: history']);
	expect(JSON.parse(lines[2]?.slice('data: '.length) ?? '')).toEqual(data);
	expect(lines.slice(3)).toEqual(['', '']);
});

test('a heartbeat is a comment', () => {
	expect(eventText('heartbeat')).toMatch(/^: .+\n\n$/);
});
