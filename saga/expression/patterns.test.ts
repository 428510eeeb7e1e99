import { describe, expect, test } from 'vitest';
import { evaluated, outcome } from './test-support/evaluated';

describe('matches', () => {
	test.each([
		['matches("order-12", "^order-[0-9]+$")', true],
		['matches("an order-12", "order")', true],
		['matches("order", "^O")', false],
		['matches("order", "^O", "i")', true],
		['matches("a\\nb", "a.b")', false],
		['matches("a\\nb", "a.b", "s")', true],
		['matches("a\\nb", "^b$", "m")', true],
		['matches("äöü", "^\\p{L}+$")', true],
		['matches("😀", "^.$")', true],
		['matches(missing, "a")', null],
		['matches(12, "1")', null],
		['matches(pattern: "b", input: "abc")', true],
	])('%s', (source, expected) => {
		expect(evaluated(source)).toBe(expected);
	});
});

describe('replace', () => {
	test.each([
		['replace("a-b-c", "-", "+")', 'a+b+c'],
		['replace("2026-11-22", "(\\d+)-(\\d+)-(\\d+)", "$3.$2.$1")', '22.11.2026'],
		['replace("abc", "b", "[$0]")', 'a[b]c'],
		['replace("abc", "b", "$$")', 'a$c'],
		['replace("abc", "b", "$7")', 'a$7c'],
		['replace("abc", "(x)?b", "<$1>")', 'a<>c'],
		['replace("abc", "", "-")', '-a-b-c-'],
		['replace("abc", "x", "-")', 'abc'],
		['replace("ABC", "b", "-", "i")', 'A-C'],
		['replace("a😀b", "😀", "")', 'ab'],
		['replace("abc", "b", 1)', null],
		['replace(null, "b", "c")', null],
	])('%s', (source, expected) => {
		expect(evaluated(source)).toBe(expected);
	});
});

describe('split', () => {
	test.each([
		['split("a, b,c", ",\\s*")', ['a', 'b', 'c']],
		['split("a;;b", ";")', ['a', '', 'b']],
		['split(";a;", ";")', ['', 'a', '']],
		['split("abc", "")', ['a', 'b', 'c']],
		['split("abc", "x*")', ['a', 'b', 'c']],
		['split("", ",")', ['']],
		['split("abc", "x")', ['abc']],
		['split(missing, ",")', null],
	])('%s', (source, expected) => {
		expect(evaluated(source)).toEqual(expected);
	});
});

test('patterns that need backtracking, or are too large, are refused when compiling', () => {
	expect(outcome('matches(a, "(a)\\1")')).toBe('bad-pattern');
	expect(outcome('matches(a, "(?<!x)a")')).toBe('bad-pattern');
	expect(outcome('matches(a, "[")')).toBe('bad-pattern');
	expect(outcome('matches(a, "(a{100}){9}")')).toBe('bad-pattern');
	expect(outcome('matches(a, "((a{100}){100}){100}")')).toBe('bad-pattern');
	expect(outcome('matches(a, "a{400}") and matches(a, "b{400}")')).toBe('bad-pattern');
});
