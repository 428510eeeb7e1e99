// How a built-in function is declared: names and types of its parameters, and
// what it does with arguments of those types.
//
// Invariant: an argument of another type makes the call null before the
// function runs, with FEEL's two conversions: a list of one item stands for the
// item, and a value for the list of it. Functions spend fuel for what they walk.

import type { Evaluation } from '../evaluation';
import { type Context, isContext, isList, type List, type Value } from '../value';

interface TypeOf {
	any: Value;
	string: string;
	number: number;
	boolean: boolean;
	list: List;
	context: Context;
}
type TypeName = keyof TypeOf;
/** `number?` may be left out or null. */
export type ParameterType = TypeName | `${TypeName}?`;
type ArgumentOf<Type> = Type extends `${infer Name extends TypeName}?`
	? TypeOf[Name] | null
	: Type extends TypeName
		? TypeOf[Type]
		: never;
type ArgumentsOf<Types extends readonly ParameterType[]> = {
	-readonly [Index in keyof Types]: ArgumentOf<Types[Index]>;
};

export interface BuiltIn {
	readonly parameters: readonly string[];
	/** Parameters from this index on may be left out. */
	readonly required: number;
	/** The last parameter takes any number of arguments. */
	readonly variadic: boolean;
	readonly call: (args: readonly Value[], evaluation: Evaluation) => Value;
}

/** `parameters` as in feelin, so that named arguments have FEEL's names. */
export function builtIn<const Types extends readonly ParameterType[]>(
	parameters: { readonly [Index in keyof Types]: string },
	types: Types,
	run: (args: ArgumentsOf<Types>, evaluation: Evaluation) => Value,
): BuiltIn {
	const firstOptional = types.findIndex((type) => type.endsWith('?'));
	const converters = types.map(converterOf);
	return {
		parameters,
		required: firstOptional < 0 ? types.length : firstOptional,
		variadic: false,
		call: (args, evaluation) => {
			const converted: Value[] = [];
			for (let index = 0; index < converters.length; index++) {
				const value = converters[index]?.(args[index] ?? null);
				if (value === undefined) return null;
				converted.push(value);
			}
			// The converters have just made this so; the type system cannot follow a loop over a tuple.
			return run(converted as ArgumentsOf<Types>, evaluation);
		},
	};
}

/** A function over a list, given as one list or as its items. */
export function builtInOfItems<Name extends TypeName>(
	type: Name,
	run: (items: readonly TypeOf[Name][], evaluation: Evaluation) => Value,
): BuiltIn {
	const { accepts } = types[type];
	const acceptsAll = (items: List): items is readonly TypeOf[Name][] => items.every(accepts);
	return {
		parameters: ['list'],
		required: 1,
		variadic: true,
		call: (args, evaluation) => {
			const only = args[0] ?? null;
			const items = args.length === 1 && isList(only) ? only : args;
			evaluation.spend(items.length);
			return acceptsAll(items) ? run(items, evaluation) : null;
		},
	};
}

const types: { readonly [Name in TypeName]: { readonly accepts: (value: Value) => value is TypeOf[Name] } } = {
	any: { accepts: (value): value is Value => value !== undefined },
	string: { accepts: (value): value is string => typeof value === 'string' },
	number: { accepts: (value): value is number => typeof value === 'number' },
	boolean: { accepts: (value): value is boolean => typeof value === 'boolean' },
	list: { accepts: isList },
	context: { accepts: isContext },
};

/** The argument as the parameter's type; undefined if it is of another. */
function converterOf(type: ParameterType): (value: Value) => Value | undefined {
	const optional = type.endsWith('?');
	const name = type.replace('?', '');
	if (name === 'any') return (value) => value;
	if (name === 'list') return (value) => (isList(value) ? value : value === null ? absent(optional) : [value]);
	const accepts = acceptorOf(name);
	return (value) => {
		const item = isList(value) && value.length === 1 ? (value[0] ?? null) : value;
		if (item === null) return absent(optional);
		return accepts(item) ? item : undefined;
	};
}

function absent(optional: boolean): null | undefined {
	return optional ? null : undefined;
}

function acceptorOf(name: string): (value: Value) => boolean {
	switch (name) {
		case 'string':
			return types.string.accepts;
		case 'number':
			return types.number.accepts;
		case 'boolean':
			return types.boolean.accepts;
		default:
			return types.context.accepts;
	}
}
