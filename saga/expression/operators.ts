// Arithmetic and logic. Numbers are JSON numbers: a result that is none
// (division by zero, overflow) is null, as is every type mismatch.
//
// Logic has three values: `false and null` is false, `true and null` is null.

import type { Compilation, Part } from './compilation';
import type { Closure, Evaluation } from './evaluation';
import type { SyntaxNode } from './parse';
import { isTemporal, type Temporal } from './special';
import { addTemporals, subtractTemporals } from './temporals';
import type { Value } from './value';

export function compileArithmetic(node: SyntaxNode, compilation: Compilation): Part {
	const operator = node.children.find((child) => child.kind === 'ArithOp')?.text ?? '';
	const operands = node.children.filter((child) => child.kind !== 'ArithOp');
	const [left, right] = compilation.compileAll(operands);
	if (!left) return compilation.refuse(node, 'syntax', 'Something to calculate with is missing here.');
	if (!right) return { run: negation(left.run), gives: left.gives === 'number' ? 'number' : 'unknown' };
	const gives = left.gives === 'number' && right.gives === 'number' ? 'number' : 'unknown';
	if (operator === '+') return { run: addition(left.run, right.run), gives };
	if (operator === '-') return { run: subtraction(left.run, right.run), gives };
	const calculate = calculations[operator];
	if (!calculate) return compilation.refuse(node, 'unsupported', `The operator "${operator}" is not supported here.`);
	return { run: calculation(left.run, right.run, calculate), gives };
}

const calculations: { readonly [operator: string]: (left: number, right: number) => number } = {
	'*': (left, right) => left * right,
	'/': (left, right) => left / right,
	'**': (left, right) => left ** right,
	'^': (left, right) => left ** right,
};

/** The number, or null where it is none that JSON has. */
export function finite(value: number): number | null {
	return Number.isFinite(value) ? value : null;
}

function calculation(left: Closure, right: Closure, calculate: (left: number, right: number) => number): Closure {
	return (evaluation) => {
		const a = left(evaluation);
		const b = right(evaluation);
		return typeof a === 'number' && typeof b === 'number' ? finite(calculate(a, b)) : null;
	};
}

function addition(left: Closure, right: Closure): Closure {
	return (evaluation) => {
		const a = left(evaluation);
		const b = right(evaluation);
		if (typeof a === 'number' && typeof b === 'number') return finite(a + b);
		if (isTemporal(a)) return ofTemporals(a, b, addTemporals, evaluation);
		if (typeof a !== 'string' || typeof b !== 'string') return null;
		evaluation.spendNewText(a.length + b.length);
		return a + b;
	};
}

function subtraction(left: Closure, right: Closure): Closure {
	return (evaluation) => {
		const a = left(evaluation);
		const b = right(evaluation);
		if (typeof a === 'number' && typeof b === 'number') return finite(a - b);
		return isTemporal(a) ? ofTemporals(a, b, subtractTemporals, evaluation) : null;
	};
}

type TemporalCalculation = (left: Temporal, right: Temporal) => Temporal | null;

function ofTemporals(left: Temporal, right: Value, calculate: TemporalCalculation, evaluation: Evaluation): Value {
	evaluation.spendTemporal();
	return isTemporal(right) ? calculate(left, right) : null;
}

function negation(operand: Closure): Closure {
	return (evaluation) => {
		const value = operand(evaluation);
		return typeof value === 'number' ? 0 - value : null;
	};
}

export function compileConjunction(node: SyntaxNode, compilation: Compilation): Part {
	return { run: decidedBy(false, operandsOf(node, compilation)), gives: 'condition' };
}

export function compileDisjunction(node: SyntaxNode, compilation: Compilation): Part {
	return { run: decidedBy(true, operandsOf(node, compilation)), gives: 'condition' };
}

function operandsOf(node: SyntaxNode, compilation: Compilation): Closure[] {
	const [left, , right] = node.children;
	return [compilation.compile(left).run, compilation.compile(right).run];
}

/** One operand that is `decisive` decides; else what is no boolean makes the result null. */
function decidedBy(decisive: boolean, [left, right]: Closure[]): Closure {
	return (evaluation): Value => {
		const a = left?.(evaluation) ?? null;
		if (a === decisive) return decisive;
		const b = right?.(evaluation) ?? null;
		if (b === decisive) return decisive;
		return typeof a === 'boolean' && typeof b === 'boolean' ? !decisive : null;
	};
}
