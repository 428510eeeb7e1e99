import { expect, it } from 'vitest';
import { durationWords, readDuration } from './duration-words';

it.each([
	[0, '0 s'],
	[250, '250 ms'],
	[1_500, '1 s 500 ms'],
	[60_000, '1 min'],
	[90_000, '1 min 30 s'],
	[30 * 86_400_000, '30 d'],
])('%i ms reads %s, and back', (ms, words) => {
	expect(durationWords(ms)).toBe(words);
	expect(readDuration(words)).toBe(ms);
});

it.each([
	['30', 30_000],
	['1.5 min', 90_000],
	['2h', 7_200_000],
	['1 minute 30 seconds', 90_000],
	['1,5 s', 1_500],
])('takes %s', (text, ms) => {
	expect(readDuration(text)).toBe(ms);
});

it.each(['', 'soon', '5 weeks', '3 min later', '-4 s'])('refuses %j', (text) => {
	expect(readDuration(text)).toBeNull();
});
