// Calls of built-in functions. Which function is called and what its arguments
// are is settled when compiling: an unknown name or a wrong number of arguments
// is a problem of the text, not null at run time.
//
// Invariant: variables hold JSON, never functions, so a variable cannot hide a
// built-in function. Each call spends a step; the function pays for the rest.

import type { Compilation, Part } from './compilation';
import type { Closure } from './evaluation';
import { builtInNamed } from './functions/built-ins';
import type { BuiltIn } from './functions/signature';
import type { SyntaxNode } from './parse';
import { nameOf } from './paths';
import { type SpecialForm, specialForms } from './special-forms';
import { isList } from './value';

export function compileCall(node: SyntaxNode, compilation: Compilation): Part {
	const [target] = node.children;
	if (!target || !['VariableName', 'SpecialFunctionName', 'DateTimeConstructor'].includes(target.kind))
		return compilation.refuse(node, 'unsupported', 'Only a function known by name can be called here.');
	const name = nameOf(target);
	const args = argumentsOf(node);
	const callee = specialForms.get(name) ?? builtInNamed(name);
	if (!callee) return compilation.refuse(target, 'unknown-function', `There is no function "${name}".`);
	const problem = argumentsProblem(name, callee, args);
	if (problem) return compilation.refuse(node, 'wrong-arguments', problem);
	if ('compile' in callee)
		return callee.compile(
			callee.parameters.map((_, index) => argumentAt(index, callee, args)),
			compilation,
		);
	return compileBuiltIn(callee, args, compilation);
}

interface Argument {
	/** Null where it is given by position. */
	readonly name: string | null;
	readonly value: SyntaxNode;
}

function argumentsOf(node: SyntaxNode): Argument[] {
	const list = node.children.find(({ kind }) => kind === 'PositionalParameters' || kind === 'NamedParameters');
	return (list?.children ?? []).map((child) => {
		const [nameNode, valueNode] = child.children;
		if (child.kind !== 'NamedParameter' || !nameNode || !valueNode) return { name: null, value: child };
		return { name: nameNode.text.replace(/\s+/g, ' '), value: valueNode };
	});
}

/** The argument of the parameter at this position, given by name or by position. */
function argumentAt(index: number, { parameters }: SpecialForm, args: readonly Argument[]): SyntaxNode | undefined {
	const named = args.find(({ name }) => name === parameters[index]);
	return (named ?? (args[index]?.name === null ? args[index] : undefined))?.value;
}

function compileBuiltIn(builtIn: BuiltIn, args: readonly Argument[], compilation: Compilation): Part {
	const parts = args.map(({ value }) => compilation.compile(value).run);
	if (args.some(({ name }) => name !== null)) return { run: calledByName(builtIn, args, parts), gives: 'unknown' };
	return { run: called(builtIn, parts), gives: 'unknown' };
}

function called({ call }: BuiltIn, parts: readonly Closure[]): Closure {
	const [first, second] = parts;
	if (first && parts.length === 1) {
		return (evaluation) => {
			evaluation.spend(1);
			return call([first(evaluation)], evaluation);
		};
	}
	if (first && second && parts.length === 2) {
		return (evaluation) => {
			evaluation.spend(1);
			return call([first(evaluation), second(evaluation)], evaluation);
		};
	}
	return (evaluation) => {
		evaluation.spend(1);
		return call(
			parts.map((part) => part(evaluation)),
			evaluation,
		);
	};
}

/** Sorts the arguments into the parameters' order; the last of a variadic function may be given as a list. */
function calledByName(builtIn: BuiltIn, args: readonly Argument[], parts: readonly Closure[]): Closure {
	const positions = builtIn.parameters.map((parameter) => args.findIndex(({ name }) => name === parameter));
	return (evaluation) => {
		evaluation.spend(1);
		const values = positions.map((position) => parts[position]?.(evaluation) ?? null);
		const last = values.at(-1) ?? null;
		if (!builtIn.variadic || !isList(last)) return builtIn.call(values, evaluation);
		evaluation.spend(last.length);
		return builtIn.call([...values.slice(0, -1), ...last], evaluation);
	};
}

function argumentsProblem(name: string, callee: BuiltIn | SpecialForm, args: readonly Argument[]): string | null {
	const { parameters, required, variadic } = callee;
	const usage = `Write "${name}(${parameters.join(', ')}${variadic ? ', …' : ''})"${required < parameters.length ? `, of which the first ${required} must be given` : ''}.`;
	const unknown = args.find((arg) => arg.name !== null && !parameters.includes(arg.name));
	if (unknown) return `The function "${name}" has no parameter "${unknown.name}". ${usage}`;
	const named = args.filter((arg) => arg.name !== null).map((arg) => arg.name);
	const missing =
		named.length > 0 ? parameters.slice(0, required).find((parameter) => !named.includes(parameter)) : undefined;
	if (missing !== undefined) return `The function "${name}" needs the parameter "${missing}". ${usage}`;
	if (named.length === 0 && args.length < required) return `The function "${name}" needs more arguments. ${usage}`;
	if (args.length > parameters.length && !variadic) return `The function "${name}" takes fewer arguments. ${usage}`;
	return null;
}
