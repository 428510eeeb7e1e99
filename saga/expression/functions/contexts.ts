// FEEL's functions of contexts, and the boolean ones.
//
// Invariant: no forbidden key gets into a context; a call that would put one
// there is null. Keys are data here, so they are looked up as own keys only.

import { isForbiddenKey, textProblem } from '../json';
import { type Context, equals, isContext, type List, ownEntry, type Value } from '../value';
import { type BuiltIn, builtIn, builtInOfItems } from './signature';

function isUsableKey(key: Value | undefined): key is string {
	return typeof key === 'string' && !isForbiddenKey(key) && textProblem(key) === null;
}

/** `[{ key, value }]` → context; null for a missing, repeated or forbidden key. */
function fromEntries(entries: readonly Context[]): Value {
	const context: { [key: string]: Value } = {};
	for (const entry of entries) {
		const key = ownEntry(entry, 'key');
		const value = ownEntry(entry, 'value');
		if (!isUsableKey(key) || value === undefined || Object.hasOwn(context, key)) return null;
		context[key] = value;
	}
	return context;
}

function withEntry(context: Context, keys: List, value: Value): Value {
	const [key, ...inner] = keys;
	if (!isUsableKey(key)) return null;
	if (inner.length === 0) return { ...context, [key]: value };
	const child = ownEntry(context, key) ?? null;
	const changed = isContext(child) ? withEntry(child, inner, value) : null;
	return changed === null ? null : { ...context, [key]: changed };
}

export const contextFunctions: { readonly [name: string]: BuiltIn } = {
	'get value': builtIn(['m', 'key'], ['context', 'string'], ([context, key]) => ownEntry(context, key) ?? null),
	'get entries': builtIn(['m'], ['context'], ([context], evaluation) => {
		const entries = Object.entries(context);
		evaluation.spend(entries.length);
		return entries.map(([key, value]) => ({ key, value }));
	}),
	context: builtInOfItems('context', fromEntries),
	'context merge': builtInOfItems('context', (contexts, evaluation) => {
		const merged: { [key: string]: Value } = {};
		for (const context of contexts) {
			evaluation.spend(Object.keys(context).length);
			Object.assign(merged, context);
		}
		return merged;
	}),
	'context put': builtIn(
		['context', 'keys', 'value'],
		['context', 'list', 'any'],
		([context, keys, value], evaluation) => {
			evaluation.spend(Object.keys(context).length + keys.length * keys.length);
			return withEntry(context, keys, value);
		},
	),
	not: builtIn(['negand'], ['any'], ([negand]) => (typeof negand === 'boolean' ? !negand : null)),
	is: builtIn(['value1', 'value2'], ['any', 'any'], ([left, right], evaluation) => equals(left, right, evaluation)),
	/** Not FEEL's: Camunda's `is defined`. A name or key that is not there is null, so null is not defined. */
	'is defined': builtIn(['value'], ['any'], ([value]) => value !== null),
};
