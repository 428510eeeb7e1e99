import { expect, it } from 'vitest';
import { isoDuration, isoWords } from './iso-duration';

it.each([
	['5 min', 'PT5M', '5 min'],
	['2 d', 'P2D', '2 d'],
	['1 d 2 h 30 s', 'P1DT2H30S', '1 d 2 h 30 s'],
	['1.5 s', 'PT1.5S', '1 s 500 ms'],
])('keeps %s as %s', (typed, iso, words) => {
	expect(isoDuration(typed)).toBe(iso);
	expect(isoWords(iso)).toBe(words);
});

it.each(['PT5M', 'order.patience', '', 'R3/PT5M', '0 s'])('leaves %j as it was typed', (typed) => {
	expect(isoDuration(typed)).toBeNull();
});

it('says months, and nothing of what is no duration', () => {
	expect(isoWords('P1M')).toBe('1 month');
	expect(isoWords('order.patience')).toBeNull();
});
