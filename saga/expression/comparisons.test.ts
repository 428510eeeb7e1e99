import { describe, expect, test } from 'vitest';
import { evaluated } from './test-support/evaluated';

const variables = { n: 5, s: 'm', list: [1, 2, 3], nothing: null };

describe('equality', () => {
	test.each([
		['n = 5', true],
		['n != 5', false],
		['"a" = "b"', false],
		['true = true', true],
		['null = null', true],
		['n = null', false],
		['missing = null', true],
		['missing != null', false],
		['1 = "1"', null],
		['1 != "1"', null],
		['[1, 2] = [1, 2]', true],
		['[1, 2] = [2, 1]', false],
		['[1, 2] = [1]', null],
		['[1] = 1', true],
		['{ a: 1, b: [2] } = { b: [2], a: 1 }', true],
		['{ a: 1 } = { a: 2 }', false],
		['{ a: 1 } = { a: 1, b: 2 }', false],
		['{ toString: 1 } = { valueOf: 1 }', false],
	])('%s', (source, expected) => {
		expect(evaluated(source, variables)).toBe(expected);
	});
});

describe('order', () => {
	test.each([
		['n < 6', true],
		['n <= 5', true],
		['n > 5', false],
		['n >= 5', true],
		['"a" < "b"', true],
		['"Z" < "a"', true],
		['n < "6"', null],
		['n > null', null],
		['null < n', null],
		['true < false', null],
		['[1] < [2]', null],
		['n between 1 and 5', true],
		['n between 6 and 9', false],
		['s between "a" and "z"', true],
		['n between 1 and nothing', null],
		['n between "a" and "z"', null],
		['nothing between 1 and 2', null],
	])('%s', (source, expected) => {
		expect(evaluated(source, variables)).toBe(expected);
	});
});

describe('in', () => {
	test.each([
		['n in [1..5]', true],
		['n in [1..5)', false],
		['n in (5..9]', false],
		['n in ]4..6[', true],
		['n in [9..1]', true],
		['s in ["a".."z"]', true],
		['n in list', false],
		['2 in list', true],
		['"2" in list', false],
		['null in list', false],
		['n in nothing', null],
		['nothing in [1..5]', null],
		['n in 5', true],
		['n in > 4', true],
		['n in (< 3, > 4)', true],
		['n in (1, 2, 5)', true],
		['n in (1, 2)', false],
		['n in (1, [4..6])', true],
		['s in ("NEW", "m")', true],
		['s in [1..5]', null],
		['n in (!= 5)', false],
		['n in ([1..2], "x")', false],
	])('%s', (source, expected) => {
		expect(evaluated(source, variables)).toBe(expected);
	});
});
