import { expect, test } from 'vitest';
import { evaluated } from './test-support/evaluated';

test.each([
	['12', 12],
	['-1.50', -1.5],
	['.5', 0.5],
	['1e3', 1000],
	['true', true],
	['null', null],
	['"Ann"', 'Ann'],
	['"say \\"hi\\""', 'say "hi"'],
	['"tab\\tline\\nback\\\\slash"', 'tab\tline\nback\\slash'],
	['"\\u00e4 \\uD83D\\uDE00 \\u01F600"', 'ä 😀 😀'],
	['"unknown \\q stays"', 'unknown \\q stays'],
	['"😀"', '😀'],
	['[]', []],
	['[1, "a", null, [true]]', [1, 'a', null, [true]]],
	['{}', {}],
	['{ id: 1, "two words": 2, three words long: 3 }', { id: 1, 'two words': 2, 'three words long': 3 }],
	['{ order-id: 1 }', { 'order-id': 1 }],
	['{ price: 2, total: price * 3, again: total + price }', { price: 2, total: 6, again: 8 }],
	['{ a: 1, a: a + 1 }', { a: 2 }],
	['{ toString: 1, hasOwnProperty: 2 }', { toString: 1, hasOwnProperty: 2 }],
	['((1))', 1],
])('%s', (source, expected) => {
	expect(evaluated(source)).toEqual(expected);
});

test('an entry is seen by the entries after it, not by those before it nor outside', () => {
	expect(evaluated('{ before: a, a: 2, after: a }', { a: 1 })).toEqual({ before: 1, a: 2, after: 2 });
	expect(evaluated('[{ a: 2 }, a]', { a: 1 })).toEqual([{ a: 2 }, 1]);
});
