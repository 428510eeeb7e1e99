import { describe, expect, test } from 'vitest';
import { compileExpression } from './compile-expression';
import { SOURCE_LENGTH_MAX } from './limits';

function firstProblem(source: string) {
	const compiled = compileExpression(source);
	if (compiled.ok) throw new Error(`${source} compiles`);
	const [problem] = compiled.problems;
	if (!problem) throw new Error(`${source} is refused without a problem`);
	return { ...problem, at: source.slice(problem.from, problem.to) };
}

describe('what is wrong is said at its place, in the words of who wrote it', () => {
	test.each([
		['', 'empty', '', 'Write one'],
		['  \n ', 'empty', '  \n ', 'Write one'],
		['= order.total', 'leading-equals', '=', 'Remove it'],
		['order.total >', 'syntax', '', 'something is missing after "order.total >"'],
		['if paid then 1', 'syntax', '', 'something is missing'],
		['a && b', 'syntax', '&&', 'Write "and"'],
		['a || b', 'syntax', '||', 'Write "or"'],
		['!a', 'syntax', '!', 'not(…)'],
		['a == b', 'syntax', '= b', 'One "=" compares'],
		["a = 'NEW'", 'syntax', "'", 'double quotes'],
		['a = "NEW', 'syntax', '"NEW', 'double quote'],
		['a % 2', 'syntax', '%', 'modulo(a, b)'],
		['a ? 1 : 2', 'syntax', '?', 'if … then … else'],
		['a; b', 'syntax', ';', 'one value'],
		['1 2', 'syntax', '2', 'not expected here'],
		['not paid', 'syntax', 'not paid', 'not(paid)'],
		['> 5', 'syntax', '> 5', 'compares nothing'],
		['fetch("x")', 'unknown-function', 'fetch', 'no function "fetch"'],
		['count(a) + coutn(b)', 'unknown-function', 'coutn', 'no function "coutn"'],
		['substring("abc")', 'wrong-arguments', 'substring("abc")', 'needs more arguments'],
		['count(a, b)', 'wrong-arguments', 'count(a, b)', 'takes fewer arguments'],
		['substring(string: "abc", begin: 1)', 'wrong-arguments', 'substring(string: "abc", begin: 1)', '"begin"'],
		['sort(a, 1)', 'wrong-arguments', '1', 'function(a, b)'],
		['x instance of date', 'unsupported', 'x instance of date', 'instance of'],
		['function(x) x + 1', 'unsupported', 'function(x) x + 1', 'function definition'],
		['{ f: 1 }.f(2)', 'unsupported', '{ f: 1 }.f(2)', 'known by name'],
		['@"tomorrow"', 'bad-text', '@"tomorrow"', 'no date'],
		['"\\uD800"', 'bad-text', '"\\uD800"', 'surrogate'],
		['"a\\u0000 b"', 'bad-text', '"a\\u0000 b"', 'U+0000'],
		['1e999', 'bad-text', '1e999', 'too large'],
		['{ __proto__: 1 }', 'forbidden-key', '__proto__: 1', 'not allowed'],
		['{ "constructor": 1 }', 'forbidden-key', '"constructor": 1', 'not allowed'],
		['matches(a, "(?=x)")', 'bad-pattern', '"(?=x)"', 'Look-around'],
		['matches(a, b)', 'bad-pattern', 'b', 'as a text'],
		['matches(a, "x", "g")', 'bad-pattern', '"x"', 'flags'],
	])('%s', (source, code, at, words) => {
		const problem = firstProblem(source);
		expect(problem).toMatchObject({ code, at });
		expect(problem.message).toContain(words);
	});

	test('all problems of one expression are found at once', () => {
		const compiled = compileExpression('foo(1) + bar(2)');
		expect(compiled).toMatchObject({ ok: false, problems: [{ from: 0 }, { from: 9 }] });
	});
});

describe('a source is bounded before anything else looks at it', () => {
	test.each([
		['too long', '1'.repeat(SOURCE_LENGTH_MAX + 1), 'too-long'],
		['too long a sum', Array.from({ length: 900 }, () => '1').join('+'), 'too-deep'],
		['a long list', `[${Array.from({ length: 995 }, () => '1').join(',')}]`, 'ok'],
		['too long a list', `[${'1,'.repeat(998)}1]`, 'too-many-parts'],
		['too deep in parentheses', `${'('.repeat(200)}1${')'.repeat(200)}`, 'too-deep'],
		['too deep in lists', `${'['.repeat(200)}1${']'.repeat(200)}`, 'too-deep'],
		['too long a path', `a${'.a'.repeat(200)}`, 'too-deep'],
		['a chain of a hundred', Array.from({ length: 100 }, () => 'a').join(' and '), 'ok'],
	])('%s', (_, source, expected) => {
		const compiled = compileExpression(source);
		expect(compiled.ok ? 'ok' : compiled.problems[0]?.code).toBe(expected);
	});
});

test('brackets in texts and comments, and closed ones, do not count as nesting', () => {
	const many = '['.repeat(200);
	const pairs = Array.from({ length: 160 }, () => '(a)').join(',');
	expect(compileExpression(`/* ${many} */ ["${many}", "\\"${many}"] // ${many}`)).toMatchObject({ ok: true });
	expect(compileExpression(`[${pairs}]`)).toMatchObject({ ok: true });
});

// The grammar follows two readings of an open parenthesis; of long ones it dropped the right one.
test.each([
	'([][1] + (if true then 0 else string length(substring(string({ a: count((for x in (for x in 1..3, y in list return x - y) return { price: x, name: order.note }).price), "b c": substring("a", 1, 0) }), 1, 0))))',
	'reverse(list[item < 2 and ([][1] in list[item < 2 and (context put({ b: (missing.a + 0), a: b + 1 }, "a", round up(0, 0)).a between round up(0, 0) and count(items[price < (n + list[item < 2 and flag][1])]))])])',
	`(${Array.from({ length: 140 }, () => 'a').join(' and ')})`,
	`[(1..${Array.from({ length: 140 }, () => 'a').join(' + ')}]]`,
])('what stands in parentheses may be long: %s', (source) => {
	expect(compileExpression(source)).toMatchObject({ ok: true });
});

test('an error is told at its place however much follows it', () => {
	const problem = firstProblem(`a = 'NEW' ${'"'.repeat(1_900)}`);
	expect(problem).toMatchObject({ code: 'syntax', at: "'" });
});

test('comments and blanks are skipped', () => {
	const compiled = compileExpression('/* all of it */ order . total // the sum\n');
	expect(compiled).toMatchObject({ ok: true, expression: { reads: ['order.total'] } });
});
