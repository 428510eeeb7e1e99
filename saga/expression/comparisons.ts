// `=`, `<`, `between`, `in`, ranges and unary tests (`> 5` inside `in` or a filter).
//
// Invariant: values of different types are never ordered: the result is null,
// where feelin would convert them as JavaScript does.

import type { Compilation, Part } from './compilation';
import type { Closure, Evaluation } from './evaluation';
import type { SyntaxNode } from './parse';
import { type Bound, isTemporal, Range } from './special';
import { compareTemporals } from './temporals';
import { equals, isList, type Value } from './value';

type Test = (value: Value, against: Value, evaluation: Evaluation) => boolean | null;

const tests: { readonly [operator: string]: Test } = {
	'=': equals,
	'!=': (value, against, evaluation) => {
		const same = equals(value, against, evaluation);
		return same === null ? null : !same;
	},
	'<': ordered((order) => order < 0),
	'<=': ordered((order) => order <= 0),
	'>': ordered((order) => order > 0),
	'>=': ordered((order) => order >= 0),
};

function ordered(holds: (order: number) => boolean): Test {
	return (value, against, evaluation) => {
		const order = compare(value, against, evaluation);
		return order === null ? null : holds(order);
	};
}

/** Negative, zero or positive; null for what has no order. Texts by UTF-16 code unit. */
function compare(left: Value, right: Value, evaluation: Evaluation): number | null {
	if (typeof left === 'number' && typeof right === 'number') return left - right;
	if (isTemporal(left) && isTemporal(right)) {
		evaluation.spendTemporal();
		return compareTemporals(left, right);
	}
	if (typeof left !== 'string' || typeof right !== 'string') return null;
	evaluation.spendText(Math.min(left.length, right.length));
	return left < right ? -1 : left > right ? 1 : 0;
}

/** A descending range means the same as the ascending one, as in feelin. */
function inRange(value: Value, range: Range, evaluation: Evaluation): boolean | null {
	const { start, end } = range;
	if (start === null && end === null) return null;
	if (start !== null && end !== null && (compare(start, end, evaluation) ?? 0) > 0)
		return inRange(value, new Range(end, start, range.endIncluded, range.startIncluded), evaluation);
	const afterStart = start === null ? 1 : compare(value, start, evaluation);
	const beforeEnd = end === null ? -1 : compare(value, end, evaluation);
	if (afterStart === null || beforeEnd === null) return null;
	return (
		(range.startIncluded ? afterStart >= 0 : afterStart > 0) && (range.endIncluded ? beforeEnd <= 0 : beforeEnd < 0)
	);
}

function isBound(value: Value): value is Bound {
	return typeof value === 'number' || typeof value === 'string' || isTemporal(value);
}

/** The range, or null where the ends are no two numbers or texts. An end may be null: open. */
function rangeOf(start: Value, end: Value, startIncluded: boolean, endIncluded: boolean): Range | null {
	if (start === null && end === null) return new Range(null, null, false, false);
	if (start === null && isBound(end)) return new Range(null, end, false, endIncluded);
	if (end === null && isBound(start)) return new Range(start, null, startIncluded, false);
	if (!isBound(start) || !isBound(end) || typeof start !== typeof end) return null;
	return new Range(start, end, startIncluded, endIncluded);
}

export function compileComparison(node: SyntaxNode, compilation: Compilation): Part {
	const [leftNode, operatorNode, rightNode] = node.children;
	const left = compilation.compile(leftNode).run;
	if (operatorNode?.kind === 'between') {
		const [from, to] = compilation.compileAll(node.children.filter((_, index) => index === 2 || index === 4));
		return { run: between(left, from, to), gives: 'condition' };
	}
	if (operatorNode?.kind === 'in') return { run: membership(node, left, compilation), gives: 'condition' };
	const test = tests[operatorNode?.text ?? ''];
	if (!test || !rightNode) return compilation.refuse(node, 'syntax', 'This comparison is not complete.');
	if (rightNode.kind === 'SimplePositiveUnaryTest')
		return compilation.refuse(rightNode, 'syntax', 'Here stand two comparison signs. One "=" compares.');
	const right = compilation.compile(rightNode).run;
	return { run: (evaluation) => test(left(evaluation), right(evaluation), evaluation), gives: 'condition' };
}

function between(left: Closure, from: Part | undefined, to: Part | undefined): Closure {
	return (evaluation) => {
		const start = from?.run(evaluation) ?? null;
		const end = to?.run(evaluation) ?? null;
		if (start === null || end === null) return null;
		const range = rangeOf(start, end, true, true);
		return range && inRange(left(evaluation), range, evaluation);
	};
}

type Member = (value: Value, evaluation: Evaluation) => boolean | null;

/** `x in list`, `x in [1..3]`, `x in > 5`, `x in (1, 2, [5..9])`. */
function membership(node: SyntaxNode, left: Closure, compilation: Compilation): Closure {
	const group = node.children.find((child) => child.kind === 'PositiveUnaryTests');
	if (group) {
		const members = group.children.map((child) => member(child, compilation, isValue));
		return (evaluation) => anyOf(members.length, left(evaluation), evaluation, members);
	}
	const single = node.children[2];
	return single ? alone(left, member(single, compilation, inValue)) : () => null;
}

function alone(left: Closure, test: Member): Closure {
	return (evaluation) => test(left(evaluation), evaluation);
}

function anyOf(count: number, value: Value, evaluation: Evaluation, members: readonly Member[]): boolean | null {
	evaluation.spend(count);
	let unknown = false;
	for (const test of members) {
		const result = test(value, evaluation);
		if (result === true) return true;
		if (result === null) unknown = true;
	}
	return unknown ? null : false;
}

type Against = (value: Value, against: Value, evaluation: Evaluation) => boolean | null;

/** One of several tests: a range holds the value, anything else equals it. */
const isValue: Against = (value, against, evaluation) => {
	if (against instanceof Range) return inRange(value, against, evaluation);
	return equals(against, value, evaluation) ?? false;
};

/** The only test: a list holds the value among its items; nothing is in null. */
const inValue: Against = (value, against, evaluation) => {
	if (against === null) return null;
	if (!isList(against)) return isValue(value, against, evaluation);
	evaluation.spend(against.length);
	let unknown = false;
	for (const item of against) {
		const result = isValue(value, item, evaluation);
		if (result === true) return true;
		if (result === null) unknown = true;
	}
	return unknown ? null : false;
};

function member(node: SyntaxNode, compilation: Compilation, against: Against): Member {
	const inner = node.kind === 'PositiveUnaryTest' ? node.children[0] : node;
	const test = inner ? compileUnaryTest(inner, compilation) : null;
	if (test) return test;
	const { run } = compilation.compile(inner);
	return (value, evaluation) => against(value, run(evaluation), evaluation);
}

/** `> 5` or `[1..3]` as a test of a value; null where the node is none. */
export function compileUnaryTest(node: SyntaxNode, compilation: Compilation): Member | null {
	const [operatorNode, operandNode] = node.children;
	if (node.kind === 'ParenthesizedExpression' && operandNode) return compileUnaryTest(operandNode, compilation);
	if (node.kind !== 'SimplePositiveUnaryTest') return null;
	if (operatorNode?.kind === 'Interval') {
		const interval = compileInterval(operatorNode, compilation).run;
		return (value, evaluation) => inValue(value, interval(evaluation), evaluation);
	}
	const test = tests[operatorNode?.text ?? ''];
	if (!test) return null;
	const operand = compilation.compile(operandNode).run;
	return (value, evaluation) => test(value, operand(evaluation), evaluation);
}

/** `[1..3]`, `(1..3)`, alone or as a test. */
export function compileInterval(node: SyntaxNode, compilation: Compilation): Part {
	const [open, from, , to, close] = node.children;
	const start = compilation.compile(from).run;
	const end = compilation.compile(to).run;
	const startIncluded = open?.text === '[';
	const endIncluded = close?.text === ']';
	return {
		gives: 'condition',
		run: (evaluation) => rangeOf(start(evaluation), end(evaluation), startIncluded, endIncluded),
	};
}
