// Calls that are more than a function of values: `sort` takes a function,
// `matches`, `replace` and `split` take a pattern that is compiled beforehand,
// and `@"…"` is a temporal value that is known beforehand.

import type { Compilation, Part } from './compilation';
import { compileLambda } from './control';
import type { SyntaxNode } from './parse';
import { compileMatches, compileReplace, compileSplit } from './patterns';
import { temporalOfText } from './temporals';
import { isList, type List, type Value } from './value';

export interface SpecialForm {
	readonly parameters: readonly string[];
	/** Parameters from this index on may be left out. */
	readonly required: number;
	readonly variadic: false;
	/** `nodes` in the order of the parameters. */
	readonly compile: (nodes: readonly (SyntaxNode | undefined)[], compilation: Compilation) => Part;
}

export const specialForms: ReadonlyMap<string, SpecialForm> = new Map<string, SpecialForm>([
	['sort', { parameters: ['list', 'precedes'], required: 2, variadic: false, compile: compileSort }],
	['matches', { parameters: ['input', 'pattern', 'flags'], required: 2, variadic: false, compile: compileMatches }],
	[
		'replace',
		{ parameters: ['input', 'pattern', 'replacement', 'flags'], required: 3, variadic: false, compile: compileReplace },
	],
	['split', { parameters: ['string', 'delimiter'], required: 2, variadic: false, compile: compileSplit }],
]);

/** `sort(list, function(a, b) a < b)`: equal items keep their order. */
function compileSort(nodes: readonly (SyntaxNode | undefined)[], compilation: Compilation): Part {
	const [listNode, precedesNode] = nodes;
	const given = compilation.compile(listNode).run;
	if (precedesNode?.kind !== 'FunctionDefinition') {
		const message = 'The order is missing. Write "sort(list, function(a, b) a < b)".';
		return precedesNode ? compilation.refuse(precedesNode, 'wrong-arguments', message) : compilation.compile(undefined);
	}
	const before = compileLambda(precedesNode, compilation);
	return {
		gives: 'unknown',
		run: (evaluation) => {
			const value = given(evaluation);
			if (value === null) return null;
			return sorted(isList(value) ? value : [value], (left, right) => before(evaluation, left, right) === true);
		},
	};
}

function sorted(list: List, precedes: (left: Value, right: Value) => boolean): List {
	return list.toSorted((left, right) => (precedes(left, right) ? -1 : precedes(right, left) ? 1 : 0));
}

/** `@"2026-11-22"`. */
export function compileTemporalLiteral(node: SyntaxNode, compilation: Compilation): Part {
	const text = compilation.compile(node.children[0]).constant;
	const value = typeof text === 'string' ? temporalOfText(text) : null;
	if (value) {
		return {
			gives: 'unknown',
			constant: value,
			run: (evaluation) => {
				evaluation.spendTemporal();
				return value;
			},
		};
	}
	const message = `${node.text} is no date, time or duration. Write @"2026-01-31", @"2026-01-31T09:00:00Z" or @"PT2H".`;
	return compilation.refuse(node, 'bad-text', message);
}
