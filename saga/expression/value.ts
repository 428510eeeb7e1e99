// The values an expression works on: JSON, and beside it what exists only while
// evaluating (special.ts). Types and equality are FEEL's.
//
// Invariant: a property is read only if it is the object's own; no name reaches
// a prototype. Whatever walks into values spends fuel and stops at a depth,
// because values share parts and can be far larger than the work to make them.

import type { Fuel } from './fuel';
import type { Json } from './json';
import { isTemporal, Range, Special, type Temporal } from './special';
import { temporalsEqual } from './temporals';

export type Value = Json | Range | Temporal | readonly Value[] | { readonly [key: string]: Value };
export type List = readonly Value[];
export type Context = { readonly [key: string]: Value };

export function isList(value: Value): value is List {
	return Array.isArray(value);
}

export function isContext(value: Value): value is Context {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Special);
}

/** The name of the type that `=` compares. */
function typeOf(value: Value): string {
	if (value === null) return 'null';
	if (typeof value !== 'object') return typeof value;
	if (isList(value)) return 'list';
	return value instanceof Special ? value.type : 'context';
}

/** Reads the object's own entry; anything else, prototype names included, is undefined. */
export function ownEntry(context: Context, key: string): Value | undefined {
	return Object.hasOwn(context, key) ? context[key] : undefined;
}

/**
 * FEEL equality: null where the types differ, and a list of one item equals the
 * item, as in feelin. `depth` guards against values nested by `partial`.
 */
export function equals(left: Value, right: Value, fuel: Fuel, depth = 0): boolean | null {
	if (typeof left !== 'object' && typeof left === typeof right) {
		if (typeof left === 'string') fuel.spendText(left.length);
		return left === right;
	}
	if ((left === null) !== (right === null)) return false;
	fuel.descend(depth);
	const a = unwrapped(left);
	const b = unwrapped(right);
	const type = typeOf(a);
	if (type !== typeOf(b)) return null;
	if (isTemporal(a) && isTemporal(b)) {
		fuel.spendTemporal();
		return temporalsEqual(a, b);
	}
	if (isList(a) && isList(b)) return equalLists(a, b, fuel, depth + 1);
	if (a instanceof Range && b instanceof Range) return equalRanges(a, b, fuel);
	if (isContext(a) && isContext(b)) return equalContexts(a, b, fuel, depth + 1);
	return a === b;
}

function unwrapped(value: Value): Value {
	return isList(value) && value.length < 2 ? (value[0] ?? null) : value;
}

function equalLists(left: List, right: List, fuel: Fuel, depth: number): boolean {
	if (left.length !== right.length) return false;
	return left.every((item, index) => equals(item, right[index] ?? null, fuel, depth) === true);
}

function equalContexts(left: Context, right: Context, fuel: Fuel, depth: number): boolean {
	const keys = Object.keys(left);
	if (keys.length !== Object.keys(right).length) return false;
	fuel.spend(keys.length);
	return keys.every((key) => {
		const other = ownEntry(right, key);
		return other !== undefined && equals(left[key] ?? null, other, fuel, depth) === true;
	});
}

function equalRanges(left: Range, right: Range, fuel: Fuel): boolean {
	return (
		left.startIncluded === right.startIncluded &&
		left.endIncluded === right.endIncluded &&
		equals(left.start, right.start, fuel) === true &&
		equals(left.end, right.end, fuel) === true
	);
}
