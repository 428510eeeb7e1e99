import { describe, expect, test } from 'vitest';
import { evaluated } from '../test-support/evaluated';

const variables = { list: [1, 2, 3], s: 'Hello', empty: [], c: { a: 1, b: 2 }, bag: [3, 1, 3] };

describe('texts', () => {
	test.each([
		['string length("a😀b")', 3],
		['substring("foobar", 3)', 'obar'],
		['substring("foobar", 3, 3)', 'oba'],
		['substring("foobar", -2, 1)', 'a'],
		['substring("😀bc", 2)', 'bc'],
		['substring(12, 1)', null],
		['upper case(s)', 'HELLO'],
		['lower case(s)', 'hello'],
		['upper case(["ß"])', 'SS'],
		['contains(s, "ell")', true],
		['contains(s, null)', null],
		['starts with(s, "He")', true],
		['ends with(s, "lo")', true],
		['substring before(s, "l")', 'He'],
		['substring before(s, "x")', ''],
		['substring after(s, "l")', 'lo'],
		['substring after(s, "x")', ''],
		['string join(["a", null, "b"], ", ")', 'a, b'],
		['string join(["a", "b"])', 'ab'],
		['string join(["a", 1])', null],
		['string(1.50)', '1.5'],
		['string(null)', null],
		['string(["a\\"", 1, { "two words": null }])', '["a\\"", 1, {"two words": null}]'],
		['string([1..2])', '<range>'],
		['number("1,234.5", ",")', 1234.5],
		['number("1.234,5", ".", ",")', 1234.5],
		['number("12")', 12],
		['number("twelve")', null],
		['number("Infinity")', null],
	])('%s', (source, expected) => {
		expect(evaluated(source, variables)).toEqual(expected);
	});
});

describe('lists', () => {
	test.each([
		['count(list)', 3],
		['count("one")', 1],
		['count(null)', null],
		['list contains(list, 2)', true],
		['list contains([{ a: 1 }], { a: 1 })', true],
		['list contains([null], null)', true],
		['list contains(list, null)', false],
		['index of(bag, 3)', [1, 3]],
		['append(list, 4, 5)', [1, 2, 3, 4, 5]],
		['append(null, 1)', null],
		['concatenate([1], 2, [3, 4])', [1, 2, 3, 4]],
		['union([1, 2], [2, 3])', [1, 2, 3]],
		['distinct values([3, 1, 3, { a: 1 }, { a: 1 }, null, null])', [3, 1, { a: 1 }, null]],
		['flatten([1, [2, [3, []]], [[4]]])', [1, 2, 3, 4]],
		['reverse(list)', [3, 2, 1]],
		['sublist(list, 2)', [2, 3]],
		['sublist(list, 1, 2)', [1, 2]],
		['sublist(list, -2, 1)', [2]],
		['insert before(list, 1, 0)', [0, 1, 2, 3]],
		['insert before(list, -1, 9)', [1, 2, 9, 3]],
		['remove(list, 2)', [1, 3]],
		['remove(list, -1)', [1, 2]],
		['remove(list, 9)', [1, 2, 3]],
		['all([true, true])', true],
		['all(true, false, null)', false],
		['all([true, null])', null],
		['all([])', true],
		['any([false, true, null])', true],
		['any(false, null)', null],
		['any([])', false],
	])('%s', (source, expected) => {
		expect(evaluated(source, variables)).toEqual(expected);
	});
});

describe('numbers', () => {
	test.each([
		['sum(list)', 6],
		['sum(1, 2)', 3],
		['sum(empty)', null],
		['sum([1, null])', null],
		['min(bag)', 1],
		['max(4, 9, 2)', 9],
		['min(empty)', null],
		['mean(list)', 2],
		['product([2, 3, 4])', 24],
		['median([8, 2, 5, 3, 4])', 4],
		['median([6, 1, 2, 3])', 2.5],
		['median([10, 9, 100])', 10],
		['mode([6, 3, 9, 6, 6])', [6]],
		['mode([6, 1, 9, 6, 1])', [1, 6]],
		['mode([])', []],
		['stddev([2, 4, 7, 5])', 2.0816659994661326],
		['stddev([1])', null],
		['floor(1.5)', 1],
		['floor(-1.56, 1)', -1.6],
		['ceiling(1.2)', 2],
		['abs(-3)', 3],
		['decimal(2.5, 0)', 2],
		['decimal(1 / 3, 2)', 0.33],
		['round up(5.121, 2)', 5.13],
		['round down(-5.5, 0)', -5],
		['round half up(-5.5, 0)', -6],
		['round half down(5.5, 0)', 5],
		['modulo(-12, 5)', 3],
		['modulo(5, 0)', null],
		['sqrt(16)', 4],
		['sqrt(-1)', null],
		['log(0)', null],
		['exp(1000)', null],
		['odd(3)', true],
		['even(-2)', true],
		['even("2")', null],
	])('%s', (source, expected) => {
		expect(evaluated(source, variables)).toEqual(expected);
	});
});

describe('contexts', () => {
	test.each([
		['get value(c, "b")', 2],
		['get value(c, "x")', null],
		[
			'get entries(c)',
			[
				{ key: 'a', value: 1 },
				{ key: 'b', value: 2 },
			],
		],
		['context([{ key: "x", value: 1 }, { key: "y", value: null }])', { x: 1, y: null }],
		['context([{ key: "x", value: 1 }, { key: "x", value: 2 }])', null],
		['context([{ key: "x" }])', null],
		['context merge([c, { b: 3, d: 4 }])', { a: 1, b: 3, d: 4 }],
		['context put(c, "b", 9)', { a: 1, b: 9 }],
		['context put({ c: { a: 1 } }, ["c", "a"], 2)', { c: { a: 2 } }],
		['context put(c, ["x", "y"], 2)', null],
		['is(1, 1)', true],
		['is defined(c.a)', true],
		['is defined(c.x)', false],
	])('%s', (source, expected) => {
		expect(evaluated(source, variables)).toEqual(expected);
	});
});

test('no function changes its arguments', () => {
	const before = JSON.stringify(variables);
	evaluated('append(list, 1)', variables);
	evaluated('reverse(list)', variables);
	evaluated('context put(c, "a", 9)', variables);
	evaluated('sort(bag, function(a, b) a < b)', variables);
	expect(JSON.stringify(variables)).toBe(before);
});
