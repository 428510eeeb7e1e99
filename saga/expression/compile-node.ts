// From a syntax node to its closure: the table of what the language consists of.
//
// Invariant: every kind of node is either here or refused at its place. Nothing
// is left to an interpreter without bounds.

import { compileCall } from './calls';
import { compileComparison, compileInterval } from './comparisons';
import type { Compilation, NodeCompiler, Part } from './compilation';
import { compileFor, compileIf, compileQuantified } from './control';
import { compileFilter } from './filters';
import { compileContext, compileList, compileNumber, compileText, constant } from './literals';
import { compileArithmetic, compileConjunction, compileDisjunction } from './operators';
import type { SyntaxNode } from './parse';
import { compilePath, compileVariable } from './paths';
import { compileTemporalLiteral } from './special-forms';

const compilers: ReadonlyMap<string, NodeCompiler> = new Map<string, NodeCompiler>([
	['Expression', compileOnly(0)],
	['ParenthesizedExpression', compileOnly(1)],
	['NumericLiteral', compileNumber],
	['StringLiteral', compileText],
	['BooleanLiteral', (node) => constant(node.text === 'true')],
	['null', () => constant(null)],
	['List', compileList],
	['Context', compileContext],
	['VariableName', compileVariable],
	['PathExpression', compilePath],
	['FilterExpression', compileFilter],
	['ArithmeticExpression', compileArithmetic],
	['Conjunction', compileConjunction],
	['Disjunction', compileDisjunction],
	['Comparison', compileComparison],
	['Interval', compileInterval],
	['SimplePositiveUnaryTest', compileLoneTest],
	['IfExpression', compileIf],
	['ForExpression', compileFor],
	['QuantifiedExpression', compileQuantified],
	['FunctionInvocation', compileCall],
	['DateTimeLiteral', compileDateTime],
]);

export const compileNode: NodeCompiler = (node, compilation) => {
	const compiler = compilers.get(node.kind);
	if (compiler) return compiler(node, compilation);
	const what = unsupported[node.kind] ?? `"${node.text}"`;
	return compilation.refuse(node, 'unsupported', `Not supported here: ${what}.`);
};

function compileOnly(index: number): NodeCompiler {
	return (node, compilation) => compilation.compile(node.children[index]);
}

/** `@"…"`, or a call of `date`, `time`, `date and time`, `duration`. */
function compileDateTime(node: SyntaxNode, compilation: Compilation): Part {
	const [first] = node.children;
	return first?.kind === 'AtLiteral' ? compileTemporalLiteral(first, compilation) : compileCall(node, compilation);
}

/** An interval stands alone; `> 5` needs something in front of it. */
function compileLoneTest(node: SyntaxNode, compilation: Compilation): Part {
	const [first] = node.children;
	if (first?.kind === 'Interval') return compileInterval(first, compilation);
	return compilation.refuse(node, 'syntax', `"${node.text}" compares nothing. Write what to compare in front of it.`);
}

const unsupported: { readonly [kind: string]: string } = {
	InstanceOfExpression: '"instance of"',
	FunctionDefinition: 'a function definition, except as the second argument of "sort"',
	'?': '"?", which stands for a value only in decision tables',
};
