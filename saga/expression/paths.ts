// Names and paths: `order`, `order.total`, `order.items.price`.
//
// Invariant: a missing name or key is null, and only an object's own keys are
// found. Where a name is found is settled when compiling; inside a filter the
// keys of the element come first, and those are known only when it runs.

import type { Compilation, Part, Place } from './compilation';
import type { Closure } from './evaluation';
import type { Fuel } from './fuel';
import type { SyntaxNode } from './parse';
import { isTemporal, Special } from './special';
import { partOf } from './temporals';
import { type Context, isContext, isList, type List, ownEntry, type Value } from './value';

/** Words of a name, joined by one blank: `order  total` is `order total`. */
export function nameOf(node: SyntaxNode): string {
	return node.children.length > 0 ? node.children.map((word) => word.text).join(' ') : node.text;
}

export function compileVariable(node: SyntaxNode, compilation: Compilation): Part {
	const name = nameOf(node);
	if (name.startsWith('not '))
		return compilation.refuse(node, 'syntax', `"${name}" reads as one name. Write "not(${name.slice(4)})".`);
	const places = compilation.placesOf(name);
	const last = places.at(-1);
	if (places.length === 1 && last?.in === 'slot') {
		const { slot } = last;
		return { run: ({ slots }) => slots[slot] ?? null, gives: 'unknown' };
	}
	const readVariable = entryReader(name);
	if (!last) {
		compilation.reads.push(name);
		return { run: ({ variables }) => readVariable(variables), gives: 'unknown', path: name };
	}
	return { run: searching(name, places, readVariable), gives: 'unknown' };
}

function searching(name: string, places: readonly Place[], readVariable: (context: Context) => Value): Closure {
	const ownOf = ownEntryReader(name);
	return ({ slots, variables }) => {
		for (const place of places) {
			const value = slots[place.slot] ?? null;
			if (place.in === 'slot') return value;
			const entry = isContext(value) ? ownOf(value) : undefined;
			if (entry !== undefined) return entry;
			if (name === 'item') return value;
		}
		return readVariable(variables);
	};
}

/** Plain property access where no prototype has the name, which is three times faster. */
function ownEntryReader(name: string): (context: Context) => Value | undefined {
	if (name in Object.prototype) return (context) => ownEntry(context, name);
	return (context) => context[name];
}

function entryReader(name: string): (context: Context) => Value {
	const read = ownEntryReader(name);
	return (context) => read(context) ?? null;
}

export function compilePath(node: SyntaxNode, compilation: Compilation): Part {
	const [targetNode, , nameNode] = node.children;
	const target = compilation.compile(targetNode);
	if (!nameNode) return compilation.refuse(node, 'syntax', 'A name is missing after the dot.');
	const name = nameOf(nameNode);
	const read = partReader(name);
	const { run } = target;
	const path = target.path === undefined ? undefined : `${target.path}.${name}`;
	if (path !== undefined) compilation.reads.splice(-1, 1, path);
	return {
		gives: 'unknown',
		run: (evaluation) => {
			const value = run(evaluation);
			return isList(value) ? partsOf(value, read, evaluation) : read(value);
		},
		...(path === undefined ? {} : { path }),
	};
}

/** A path into a list is the list of what it finds in each item. */
function partsOf(list: List, read: (value: Value) => Value, fuel: Fuel): List {
	fuel.spend(list.length);
	return list.map(read);
}

function partReader(name: string): (value: Value) => Value {
	const readEntry = entryReader(name);
	return (value) => {
		if (value === null || typeof value !== 'object' || isList(value)) return null;
		if (value instanceof Special) return isTemporal(value) ? partOf(value, name) : null;
		return readEntry(value);
	};
}
