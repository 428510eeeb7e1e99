import { describe, expect, it } from 'vitest';
import { spanWords } from './clock-words';

describe('a span in words', () => {
	it.each([
		[38, '38 ms'],
		[1_100, '1.1 s'],
		[9_960, '10 s'],
		[41_000, '41 s'],
		[60_000, '1 min'],
		[125_400, '2 min 5 s'],
		[11_400_000, '3 h 10 min'],
		[187_200_000, '2 d 4 h'],
		[-5, '0 ms'],
	])('%i ms is %s', (ms, words) => {
		expect(spanWords(ms)).toBe(words);
	});
});
