import { describe, expect, test } from 'vitest';
import { evaluated } from './test-support/evaluated';

const variables = {
	list: [10, 20, 30],
	items: [
		{ name: 'pen', price: 2, active: true },
		{ name: 'desk', price: 200, active: false },
		{ name: 'lamp', price: 40, active: true, item: 'own' },
	],
	price: 100,
	i: 2,
	flag: true,
};

describe('a position', () => {
	test.each([
		['list[1]', 10],
		['list[-1]', 30],
		['list[0]', null],
		['list[4]', null],
		['list[1.5]', null],
		['list[i]', 20],
		['list[i + 1]', 30],
		['list[count(list)]', 30],
		['[][i]', null],
		['[][1]', null],
		['missing[1]', null],
		['price[1]', 100],
		['price[2]', null],
		['items[1].name', 'pen'],
	])('%s', (source, expected) => {
		expect(evaluated(source, variables)).toEqual(expected);
	});
});

describe('a condition', () => {
	test.each([
		['list[item > 15]', [20, 30]],
		['list[> 15]', [20, 30]],
		['list[[15..25]]', [20]],
		['list[item > 99]', []],
		['missing[item > 1]', null],
		['price[item > 1]', [100]],
		['items[price < 50].name', ['pen', 'lamp']],
		['items[item.price < 50].name', ['pen']],
		['items[price > 50 and active].name', []],
		['items[active].name', ['pen', 'lamp']],
		['items[not(active)].name', ['desk']],
		['items[contains(name, "e")].name', ['pen', 'desk']],
		['items[missing > 1]', []],
		['items[price > i].name', ['desk', 'lamp']],
		['list[flag]', [10, 20, 30]],
		['list["text"]', []],
		['[true, false, null][item = false]', [false]],
		['[1, null, 2][item = null]', [null]],
		['[[1, 2], [3]][count(item) > 1]', [[1, 2]]],
		['items[price > 1][price < 50][1].name', 'pen'],
		['items[count(list[item > price]) = 3].name', ['pen']],
	])('%s', (source, expected) => {
		expect(evaluated(source, variables)).toEqual(expected);
	});
});
