// Expressions that were written to hurt, with the code by which each ends: a
// stopped evaluation (an incident), a refusal when it is compiled (a lint error
// at its place), or `ok` where it does no harm. The tests hold each to its code;
// `npm run bench -- engine` measures how long the slowest takes.

import type { JsonObject } from '../json';

export interface HostileExpression {
	readonly source: string;
	readonly ends: string;
}

/** A quarter of a megabyte in all, as much as a payload may be. */
export const hostileVariables: JsonObject = {
	a: 'a'.repeat(100_000),
	commas: ','.repeat(20_000),
	list: Array.from({ length: 1_000 }, (_, index) => index),
	lists: Array.from({ length: 300 }, (_, index) => [index, [index]]),
	dates: Array.from({ length: 1_000 }, () => '2026-01-01'),
	order: { id: 'A-1', items: [{ price: 5 }] },
};

function all(ends: string, ...sources: readonly string[]): readonly HostileExpression[] {
	return sources.map((source) => ({ source, ends }));
}

const loops = [
	...all(
		'fuel',
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
	),
	...all('time', 'for a in list return now()'),
];

const patterns = [
	...all(
		'fuel',
		'matches(a, "^(a+)+$")',
		'matches(a, "(x+x+)+y")',
		'matches(a, "(a|aa)+$")',
		'matches(a, "(.*)(.*)(.*)(.*)(.*)b")',
		'matches(a, "a.{200}b")',
		'matches(a, "(\\\\w+\\\\s?)*:$")',
		'replace(a, "a*b|a", "x")',
		'split(a, "a*b|a")',
		'split(commas, ",")',
		'for x in list return matches(substring(a, x), "(a|b|ab)*c")',
	),
	...all(
		'bad-pattern',
		'matches(a, "(a{100}){9}")',
		'matches(a, "(a?){200}b")',
		'matches(a, "((a{100}){100}){100}")',
		'matches(a, "a{400}") and matches(a, "b{400}")',
		'matches(a, "(?=a+)+$")',
		'matches(a, "(a+)\\\\1+$")',
		`matches(a, "${'('.repeat(200)}a${')*'.repeat(200)}")`,
		`matches(a, "${'(a|b)*'.repeat(200)}")`,
	),
];

const texts = all(
	'fuel',
	'for x in 1..1000 return upper case(a)',
	'for x in 1..1000 return contains(a, "b")',
	'for x in 1..1000 return a = a + "b"',
	'for x in 1..1000 return substring(a, x)',
);

function doubled(body: string, start: string): string {
	return `for i in 1..200 return if count(partial) = 0 then ${start} else ${body}`;
}

const doubling = [
	...all(
		'size',
		doubled('partial[-1] + partial[-1]', '"a"'),
		doubled('string join([partial[-1], partial[-1]])', '"a"'),
		doubled('string([partial[-1], partial[-1]])', '"a"'),
		doubled('[partial[-1], partial[-1]]', '1'),
		doubled('{ a: partial[-1], b: partial[-1] }', '1'),
		`string(${doubled('[partial[-1]]', '1')})`,
		`(${doubled('[partial[-1], 1]', '1')})[-1] = (${doubled('[partial[-1], 1]', '1')})[-1]`,
		'[a, a, a]',
		'{ text: a + a + a }',
		'replace("aaaaaaaaaa", "a", a)',
	),
	...all(
		'fuel',
		doubled('replace(partial[-1], "a", "aa")', '"a"'),
		doubled('concatenate(partial[-1], partial[-1])', '[1]'),
		`count(flatten(${doubled('[partial[-1], partial[-1]]', '1')}))`,
		`(${doubled('[partial[-1], partial[-1]]', '1')})[30] = (${doubled('[partial[-1], partial[-1]]', '1')})[30]`,
	),
];

const deep = [
	...all('size', `${'['.repeat(33)}1${']'.repeat(33)}`, `${'{a:'.repeat(33)}1${'}'.repeat(33)}`),
	...all(
		'too-deep',
		`${'('.repeat(200)}1${')'.repeat(200)}`,
		`${'['.repeat(200)}1${']'.repeat(200)}`,
		`${'('.repeat(1_980)}1`,
		'{'.repeat(1_980),
		`a${'.a'.repeat(200)}`,
		Array.from({ length: 900 }, () => '1').join('+'),
		`${'if a then '.repeat(180)}1${' else 2'.repeat(20)}`,
		`${'not('.repeat(160)}a${')'.repeat(160)}`,
	),
];

const long = [
	...all('too-long', '1'.repeat(2_001), `"${'a'.repeat(1_000_000)}"`, '('.repeat(1_000_000)),
	...all('too-many-parts', `[${'1,'.repeat(990)}1+1+1+1+1]`, `${'for x in a return '.repeat(100)}x`),
	...all('syntax', '"'.repeat(1_989), ')'.repeat(1_990), '{a:'.repeat(70), '1 2 '.repeat(490)),
];

const prototypes = [
	...all('ok', '__proto__', 'order.constructor.constructor', 'get value({}, "__proto__")', 'order.items.constructor'),
	...all(
		'forbidden-key',
		'{ __proto__: { polluted: true } }',
		'{ "constructor": 1 }',
		'{ a: { prototype: { polluted: true } } }',
	),
	...all('ok', 'context put({}, "__proto__", { polluted: true })', 'context([{ key: "__proto__", value: 1 }])'),
	...all('unknown-function', 'constructor("return process")', 'toString()'),
	...all('unsupported', 'order.constructor("return process")()'),
];

const numbers = all(
	'ok',
	'for x in 1..null return x',
	'list[1e300]',
	'list[-1e300]',
	'substring("abc", 1e300)',
	'sublist(list, -1e300, 1e300)',
	'insert before([1], 1e300, 2)',
	'round up(1.5, 400)',
	'10 ** 308 * 10',
	'@"2026-01-01" + duration("P999999999Y")',
	'duration("PT99999999999999999999999S")',
);

export const hostileExpressions = { loops, patterns, texts, doubling, deep, long, prototypes, numbers } as const;
