// FEEL's functions of lists. Positions count from 1, or from the end if negative.
//
// Invariant: no argument is changed; each function pays for every item it looks
// at, and for each pair it compares.

import type { Evaluation } from '../evaluation';
import { equals, isList, type List, type Value } from '../value';
import { type BuiltIn, builtIn, builtInOfItems } from './signature';

/** A function of one list that looks at each item once. */
function ofList(run: (list: List, evaluation: Evaluation) => Value): BuiltIn {
	return builtIn(['list'], ['list'], ([list], evaluation) => {
		evaluation.spend(list.length);
		return run(list, evaluation);
	});
}

/** FEEL's `all` and `any`: one `decisive` item decides; else what is no boolean makes the result null. */
function decidedBy(decisive: boolean): BuiltIn {
	return builtInOfItems('any', (items) => {
		if (items.includes(decisive)) return decisive;
		return items.every((item) => typeof item === 'boolean') ? !decisive : null;
	});
}

/** The first of equal items stays. Plain values are found by hash, others by comparing. */
function distinct(lists: List, evaluation: Evaluation): List {
	const kept: Value[] = [];
	const seen = new Set<Value>();
	const nested: Value[] = [];
	for (const item of lists) {
		evaluation.spend(1);
		const plain = item === null || typeof item !== 'object';
		if (plain ? seen.has(item) : false) continue;
		const others = plain ? nested : kept;
		evaluation.spend(others.length);
		if (others.some((other) => equals(item, other, evaluation) === true)) continue;
		if (plain) seen.add(item);
		else nested.push(item);
		kept.push(item);
	}
	return kept;
}

function joined(args: List, evaluation: Evaluation): List {
	const result: Value[] = [];
	for (const arg of args) {
		const items = isList(arg) ? arg : [arg];
		evaluation.spend(items.length);
		for (const item of items) result.push(item);
	}
	return result;
}

function flattened(list: List, evaluation: Evaluation): List {
	const result: Value[] = [];
	const walk = (items: List, depth: number): void => {
		evaluation.descend(depth);
		for (const item of items) {
			evaluation.spend(1);
			if (isList(item)) walk(item, depth + 1);
			else result.push(item);
		}
	};
	walk(list, 0);
	return result;
}

function sublist(list: List, start: number, length: number | null): List {
	const from = start < 0 ? list.length + start : start - 1;
	return list.slice(from, length === null ? undefined : from + length);
}

/** The index in 0…length that a position names. */
function indexOf(position: number, length: number): number {
	const index = position > 0 ? position - 1 : length + position;
	return Math.min(Math.max(Math.trunc(index), 0), length);
}

function insertedBefore(list: List, position: number, item: Value): List {
	const index = indexOf(position, list.length);
	return [...list.slice(0, index), item, ...list.slice(index)];
}

function removed(list: List, position: number): List {
	const index = position > 0 ? position - 1 : list.length + position;
	return position === 0 ? list : list.filter((_, other) => other !== index);
}

export const listFunctions: { readonly [name: string]: BuiltIn } = {
	count: builtIn(['list'], ['list'], ([list]) => list.length),
	'list contains': builtIn(['list', 'element'], ['list', 'any?'], ([list, element], evaluation) => {
		evaluation.spend(list.length);
		return list.some((item) =>
			item === null || element === null ? item === element : equals(item, element, evaluation) === true,
		);
	}),
	'index of': builtIn(['list', 'match'], ['list', 'any'], ([list, match], evaluation) => {
		evaluation.spend(list.length);
		return list.flatMap((item, index) => (equals(item, match, evaluation) === true ? [index + 1] : []));
	}),
	append: {
		parameters: ['list', 'item'],
		required: 1,
		variadic: true,
		call: ([list = null, ...items], evaluation) => {
			if (list === null) return null;
			const given = isList(list) ? list : [list];
			evaluation.spend(given.length + items.length);
			return [...given, ...items];
		},
	},
	concatenate: { parameters: ['list'], required: 1, variadic: true, call: joined },
	union: {
		parameters: ['list'],
		required: 1,
		variadic: true,
		call: (args, evaluation) => (args.includes(null) ? null : distinct(joined(args, evaluation), evaluation)),
	},
	'distinct values': ofList(distinct),
	flatten: ofList(flattened),
	reverse: ofList((list) => list.toReversed()),
	sublist: builtIn(['list', 'start', 'length'], ['list', 'number', 'number?'], ([list, start, length], evaluation) => {
		evaluation.spend(list.length);
		return sublist(list, start, length);
	}),
	'insert before': builtIn(
		['list', 'position', 'newItem'],
		['list', 'number', 'any?'],
		([list, position, item], evaluation) => {
			evaluation.spend(list.length);
			return insertedBefore(list, position, item);
		},
	),
	remove: builtIn(['list', 'position'], ['list', 'number'], ([list, position], evaluation) => {
		evaluation.spend(list.length);
		return removed(list, position);
	}),
	all: decidedBy(false),
	any: decidedBy(true),
};
