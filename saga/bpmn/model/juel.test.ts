import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../expression/compile-expression';
import { juelToFeel, oldConditionToFeel } from './juel';

const juel = (text: string) => juelToFeel(['$', `{${text}}`].join(''));

describe('JUEL as FEEL', () => {
	it.each([
		['x', 'x'],
		['order.total', 'order.total'],
		['x == 1', 'x = 1'],
		["kind eq 'a'", 'kind = "a"'],
		['x != null', 'x != null'],
		['a >= 1 && b lt 2', 'a >= 1 and b < 2'],
		['a or b and c', 'a or b and c'],
		['(a or b) and c', '(a or b) and c'],
		['!a', '(a) != true'],
		['not (a == 1)', '(a = 1) != true'],
		['empty list', 'list contains([null, "", [], {}], list)'],
		['!empty list', '(list contains([null, "", [], {}], list)) != true'],
		['x > -5', 'x > -5'],
	])('%s → %s', (text, feel) => {
		expect(juel(text)).toBe(feel);
		expect(compileExpression(feel).ok).toBe(true);
	});

	it.each([
		'x.size()',
		'a + 1',
		'execution.getVariable("x")',
		'a ? b : c',
		'x == "5"',
		'a[0]',
		'',
		'a b',
		'a = 1',
		'1 < 2 < 3',
	])('%s is not certain', (text) => expect(juel(text)).toBeNull());

	const truth = (feel: string | null, variables: Record<string, null | boolean | string | number>) => {
		const compiled = compileExpression(feel ?? '');
		const result = compiled.ok ? compiled.expression.evaluate(variables) : null;
		return result?.ok === true ? result.value : undefined;
	};

	it('two values stay two: what compares with null is not true, and its opposite is', () => {
		expect(truth(juel('!(x > 5)'), { x: null })).toBe(true);
		expect(truth(juel('!x'), { x: null })).toBe(true);
		expect(truth(juel('empty x'), { x: null })).toBe(true);
		expect(truth(juel('empty x'), { x: 7 })).toBe(false);
		expect(truth(juel('empty x'), { x: '' })).toBe(true);
	});
});

describe('the old dialect of Zeebe', () => {
	it.each([
		['total == 1 || kind == "x" && !late', 'total = 1 or kind = "x" and (late) != true'],
		['$.order.total >= 100', 'order.total >= 100'],
	])('%s → %s', (text, feel) => expect(oldConditionToFeel(text)).toBe(feel));
});
