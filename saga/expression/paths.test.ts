import { describe, expect, test } from 'vitest';
import { compileExpression } from './compile-expression';
import { evaluated } from './test-support/evaluated';

const variables = {
	order: { total: 120, 'delivery address': { city: 'Graz' }, items: [{ price: 5 }, { price: 7 }, {}, 3] },
	'two words': 'yes',
	count: 3,
};

test.each([
	['order.total', 120],
	['order.missing', null],
	['order.missing.deeper', null],
	['missing', null],
	['missing.deeper.still', null],
	['order.total.of', null],
	['order.delivery address.city', 'Graz'],
	['two words', 'yes'],
	['two   words', 'yes'],
	['order.items.price', [5, 7, null, null]],
	['[[1]].length', [null]],
	['"text".length', null],
	['count', 3],
	['count + count([1])', 4],
	['{ a: { b: 1 } }.a.b', 1],
	['order-total', null],
	['get value(order, "total")', 120],
])('%s', (source, expected) => {
	expect(evaluated(source, variables)).toEqual(expected);
});

describe('no name reaches a prototype', () => {
	test.each([
		'__proto__',
		'constructor',
		'toString',
		'hasOwnProperty',
		'order.__proto__',
		'order.constructor',
		'order.toString',
		'order.constructor.name',
		'order.__proto__.polluted',
		'order.items.constructor',
		'{}.constructor',
		'get value(order, "constructor")',
		'get value({}, "__proto__")',
		'(for x in [order] return x.valueOf)[1]',
	])('%s is null', (source) => {
		expect(evaluated(source, variables)).toSatisfy(
			(value) => value === null || (Array.isArray(value) && value.every((item) => item === null)),
		);
	});

	test('an own key of such a name is found', () => {
		const own = JSON.parse('{"order":{"toString":1,"valueOf":{"hasOwnProperty":2}}}');
		expect(evaluated('[order.toString, order.valueOf.hasOwnProperty]', own)).toEqual([1, 2]);
	});

	test.each([
		'context put({}, "__proto__", { polluted: true })',
		'context([{ key: "__proto__", value: { polluted: true } }])',
		'context put({ a: {} }, ["a", "constructor"], 1)',
	])('%s is null', (source) => {
		expect(evaluated(source)).toBeNull();
		expect(evaluated('{}.polluted')).toBeNull();
	});
});

describe('reads lists the variables that an expression needs', () => {
	test.each([
		['order.total > 100 and customer.vip', ['order.total', 'customer.vip']],
		['order + order.total + order.total', ['order', 'order.total']],
		['{ a: x, b: a.b }', ['x']],
		['for x in xs return x.price + y', ['xs', 'y']],
		['some x in xs satisfies x.ok', ['xs']],
		['order.items[price > limit].name', ['order.items']],
		['sum(order.items.price)', ['order.items.price']],
		['sort(xs, function(a, b) a.n < b.n)', ['xs']],
		['get value(order, "total")', ['order']],
		['1 + 1', []],
	])('%s', (source, reads) => {
		expect(compileExpression(source)).toMatchObject({ ok: true, expression: { reads } });
	});
});
