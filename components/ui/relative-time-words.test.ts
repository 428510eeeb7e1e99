import { expect, it } from 'vitest';
import { relativeTime } from './relative-time-words';

it.each([
	[0, 'just now'],
	[999, 'just now'],
	[1_000, '1 s ago'],
	[59_999, '59 s ago'],
	[60_000, '1 min ago'],
	[3_600_000 * 26, '1 d ago'],
	[-90_000, 'in 1 min'],
])('%i ms ago reads %s', (age, words) => {
	expect(relativeTime(1_000_000_000 - age, 1_000_000_000)).toBe(words);
});
