import { describe, expect, test } from 'vitest';
import { evaluated } from './test-support/evaluated';

const variables = {
	list: [1, 2, 3],
	people: [
		{ name: 'Ann', age: 17 },
		{ name: 'Bob', age: 40 },
	],
	n: 7,
};

describe('if', () => {
	test.each([
		['if n > 5 then "big" else "small"', 'big'],
		['if n > 9 then "big" else "small"', 'small'],
		['if null then 1 else 2', 2],
		['if missing then 1 else 2', 2],
		['if true then 1 else 1 / 0', 1],
		['if n = 7 then if false then 1 else 2 else 3', 2],
	])('%s', (source, expected) => {
		expect(evaluated(source, variables)).toBe(expected);
	});
});

describe('for', () => {
	test.each([
		['for x in list return x * 2', [2, 4, 6]],
		['for x in [] return x', []],
		['for x in missing return x', null],
		['for x in n return x', null],
		['for x in 1..3 return x', [1, 2, 3]],
		['for x in 3..1 return x', [3, 2, 1]],
		['for x in 0..0 return x', [0]],
		['for x in n..n + 1 return x', [7, 8]],
		['for x in "a".."c" return x', null],
		['for x in 1..2, y in 1..2 return 10 * x + y', [11, 12, 21, 22]],
		['for x in 1..3, y in 1..x return y', [1, 1, 2, 1, 2, 3]],
		['for x in [[1, 2], [3]], y in x return y', [1, 2, 3]],
		['for x in list, y in missing return x', null],
		['for first name in people.name return first name', ['Ann', 'Bob']],
		[
			'for x in list return for y in list return x * y',
			[
				[1, 2, 3],
				[2, 4, 6],
				[3, 6, 9],
			],
		],
		['for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]', [1, 1, 2, 3, 5]],
		['for i in 1..3 return count(partial)', [0, 1, 2]],
		['for i in 1..3 return partial', [[], [[]], [[], [[]]]]],
		['for n in list return n', [1, 2, 3]],
		['[for n in list return n, n]', [[1, 2, 3], 7]],
	])('%s', (source, expected) => {
		expect(evaluated(source, variables)).toEqual(expected);
	});
});

describe('some and every', () => {
	test.each([
		['some p in people satisfies p.age < 18', true],
		['every p in people satisfies p.age < 18', false],
		['some x in [] satisfies true', false],
		['every x in [] satisfies false', true],
		['some x in missing satisfies true', null],
		['every x in missing satisfies true', null],
		['some x in list, y in list satisfies x + y = 6', true],
		['every x in list, y in list satisfies x + y < 6', false],
		['some x in list satisfies null', false],
		['some x in list satisfies x > n', false],
	])('%s', (source, expected) => {
		expect(evaluated(source, variables)).toBe(expected);
	});
});

describe('sort', () => {
	test.each([
		['sort(list, function(a, b) a > b)', [3, 2, 1]],
		['sort(people, function(a, b) a.age > b.age).name', ['Bob', 'Ann']],
		['sort(missing, function(a, b) a < b)', null],
		['sort(list: [2, 1], precedes: function(a, b) a < b)', [1, 2]],
		['sort([{ k: 1, n: 1 }, { k: 0, n: 2 }, { k: 1, n: 3 }], function(a, b) a.k < b.k).n', [2, 1, 3]],
	])('%s', (source, expected) => {
		expect(evaluated(source, variables)).toEqual(expected);
	});
});
