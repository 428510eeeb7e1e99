// Expressions that were written to hurt. Each must end by a bound that counts
// work or size, never by a time-out: the test looks at the code, not at a clock.

import { describe, expect, test } from 'vitest';
import { outcome } from './test-support/evaluated';

const variables = {
	a: 'a'.repeat(100_000),
	commas: ','.repeat(20_000),
	list: Array.from({ length: 1_000 }, (_, index) => index),
	lists: Array.from({ length: 300 }, (_, index) => [index, [index]]),
	dates: Array.from({ length: 1_000 }, () => '2026-01-01'),
};

describe('D-05 loops end when the fuel is spent', () => {
	test.each([
		'for x in 1..1000000000 return x',
		'for x in 1..1e300 return x',
		'for x in -1e300..1e300 return x',
		'for x in 1..9007199254740993 return 1',
		'for a in list, b in list return a * b',
		'for a in list, b in list, c in list return 1',
		'some a in list, b in list satisfies a + b < 0',
		'every a in list, b in list satisfies a + b >= 0',
		'list[count(list[item > 3]) > 2]',
		'list[some x in list satisfies x < 0]',
		'for a in list return count(for b in list return b)',
		'for a in list return list[item = a]',
		'for a in list return sum(list)',
		'for a in list return reverse(list)',
		'for a in list return append(list, a)',
		'for a in list return index of(list, a)',
		'for i in 1..100000 return count(partial)',
		'sort(for x in 1..9000 return modulo(x * 7919, 9000), function(a, b) a < b)',
		'sort(list, function(a, b) count(sort(list, function(c, d) c > d)) > 0)',
		'distinct values(lists)',
		'for a in lists return distinct values(lists)',
		'for a in list return string(list)',
		'for a in dates return date(a) < date("2027-01-01")',
		'for a in list return now()',
	])('%s', (source) => {
		expect(outcome(source, variables)).toMatch(/^(fuel|time)$/);
	});
});

describe('text is paid for by its length', () => {
	test.each([
		['for x in 1..1000 return upper case(a)', 'fuel'],
		['for x in 1..1000 return contains(a, "b")', 'fuel'],
		['for x in 1..1000 return a = a + "b"', 'fuel'],
		['for x in 1..1000 return substring(a, x)', 'fuel'],
		['matches(a, "^(a+)+$")', 'fuel'],
		['matches(a, "(x+x+)+y")', 'fuel'],
		['matches(a, "(a|aa)+$")', 'fuel'],
		['matches(a, "(.*)(.*)(.*)(.*)(.*)b")', 'fuel'],
		['replace(a, "a*b|a", "x")', 'fuel'],
		['split(a, "a*b|a")', 'fuel'],
		['split(commas, ",")', 'fuel'],
	])('%s', (source, code) => {
		expect(outcome(source, variables)).toBe(code);
	});
});

describe('what doubles is stopped by its size', () => {
	const doubled = (body: string, start: string) =>
		`for i in 1..200 return if count(partial) = 0 then ${start} else ${body}`;

	test.each([
		[doubled('partial[-1] + partial[-1]', '"a"'), 'size'],
		[doubled('string join([partial[-1], partial[-1]])', '"a"'), 'size'],
		[doubled('replace(partial[-1], "a", "aa")', '"a"'), 'fuel'],
		[doubled('string([partial[-1], partial[-1]])', '"a"'), 'size'],
		[doubled('[partial[-1], partial[-1]]', '1'), 'size'],
		[doubled('{ a: partial[-1], b: partial[-1] }', '1'), 'size'],
		[doubled('concatenate(partial[-1], partial[-1])', '[1]'), 'fuel'],
		[`count(flatten(${doubled('[partial[-1], partial[-1]]', '1')}))`, 'fuel'],
		[`string(${doubled('[partial[-1]]', '1')})`, 'size'],
		[`(${doubled('[partial[-1], 1]', '1')})[-1] = (${doubled('[partial[-1], 1]', '1')})[-1]`, 'size'],
		[
			`(${doubled('[partial[-1], partial[-1]]', '1')})[30] = (${doubled('[partial[-1], partial[-1]]', '1')})[30]`,
			'fuel',
		],
		['[a, a, a]', 'size'],
		['{ text: a + a + a }', 'size'],
		[`${'['.repeat(33)}1${']'.repeat(33)}`, 'size'],
		['replace("aaaaaaaaaa", "a", a)', 'size'],
	])('%s', (source, code) => {
		expect(outcome(source, variables)).toBe(code);
	});
});

describe('large numbers do no harm', () => {
	test.each([
		['for x in 1..null return x', 'ok'],
		['list[1e300]', 'ok'],
		['list[-1e300]', 'ok'],
		['substring("abc", 1e300)', 'ok'],
		['sublist(list, -1e300, 1e300)', 'ok'],
		['insert before([1], 1e300, 2)', 'ok'],
		['round up(1.5, 400)', 'ok'],
		['10 ** 308 * 10', 'ok'],
		['@"2026-01-01" + duration("P999999999Y")', 'ok'],
		['duration("PT99999999999999999999999S")', 'ok'],
	])('%s', (source, code) => {
		expect(outcome(source, variables)).toBe(code);
	});
});
