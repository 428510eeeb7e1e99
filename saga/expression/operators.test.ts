import { describe, expect, test } from 'vitest';
import { evaluated } from './test-support/evaluated';

describe('arithmetic', () => {
	test.each([
		['1 + 2 * 3', 7],
		['(1 + 2) * 3', 9],
		['10 - 2 - 3', 5],
		['2 ** 3 ** 2', 64],
		['2 ^ 3', 8],
		['-2 ** 2', 4],
		['7 / 2', 3.5],
		['-x', -4],
		['x - 1', 3],
		['x -1', 3],
		['"a" + "b"', 'ab'],
		['"a" + 1', null],
		['1 + null', null],
		['true + 1', null],
		['[1] + 1', null],
		['1 / 0', null],
		['0 / 0', null],
		['10 ** 400', null],
		['-"a"', null],
		['"a" * 2', null],
	])('%s', (source, expected) => {
		expect(evaluated(source, { x: 4 })).toEqual(expected);
	});
});

describe('logic has three values', () => {
	test.each([
		['and', 'true', 'true', true],
		['and', 'true', 'false', false],
		['and', 'false', 'true', false],
		['and', 'false', 'null', false],
		['and', 'null', 'false', false],
		['and', 'true', 'null', null],
		['and', 'null', 'null', null],
		['and', 'true', '"yes"', null],
		['and', '1', '0', null],
		['or', 'false', 'false', false],
		['or', 'true', 'null', true],
		['or', 'null', 'true', true],
		['or', 'false', 'null', null],
		['or', 'null', 'null', null],
		['or', 'false', '1', null],
	])('%s: %s, %s', (operator, left, right, expected) => {
		expect(evaluated(`${left} ${operator} ${right}`)).toBe(expected);
	});

	test.each([
		['not(true)', false],
		['not(false)', true],
		['not(null)', null],
		['not("yes")', null],
		['true or false and false', true],
		['(true or false) and false', false],
	])('%s', (source, expected) => {
		expect(evaluated(source)).toBe(expected);
	});
});
