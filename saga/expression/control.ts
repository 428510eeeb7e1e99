// `if`, `for`, `some`, `every` and functions given to a function.
//
// Invariant: each turn of a loop pays for its body before running it. A loop
// over what is no list is null, as in feelin.

import type { Compilation, Part } from './compilation';
import type { Closure, Evaluation } from './evaluation';
import type { SyntaxNode } from './parse';
import { isList, type List, type Value } from './value';

export function compileIf(node: SyntaxNode, compilation: Compilation): Part {
	const parts = node.children.filter((child) => !['if', 'then', 'else'].includes(child.kind));
	const [condition, whenTrue, whenFalse] = compilation.compileAll(parts);
	if (!condition || !whenTrue || !whenFalse)
		return compilation.refuse(node, 'syntax', 'Write "if … then … else …": a part is missing.');
	const gives = whenTrue.gives === whenFalse.gives ? whenTrue.gives : 'unknown';
	return {
		gives,
		run: (evaluation) => (holds(condition.run(evaluation)) ? whenTrue.run(evaluation) : whenFalse.run(evaluation)),
	};
}

/** What is neither false nor null holds, as in feelin. */
function holds(value: Value): boolean {
	return value !== false && value !== null;
}

interface Iterator {
	readonly slot: number;
	readonly list: (evaluation: Evaluation) => List | null;
}

/** `x in list` and `x in 1..3`; each iterator sees the names of those before it. */
function compileIterators(node: SyntaxNode | undefined, compilation: Compilation): Iterator[] {
	return (node?.children ?? []).map((child) => {
		const [nameNode, , sourceNode] = child.children;
		const [from, to] = compilation.compileAll((sourceNode?.children ?? []).filter(({ kind }) => kind !== '..'));
		const list = from && to ? countedList(from.run, to.run) : givenList(from?.run);
		return { list, slot: compilation.bind((nameNode?.text ?? '').replace(/\s+/g, ' ')) };
	});
}

function givenList(source: Closure | undefined): Iterator['list'] {
	return (evaluation) => {
		const value = source?.(evaluation) ?? null;
		return isList(value) ? value : null;
	};
}

/** `1..3` and `3..1`, ends included; ends that are no whole steps apart stop before the end. */
function countedList(from: Closure, to: Closure): Iterator['list'] {
	return (evaluation) => {
		const start = from(evaluation);
		const end = to(evaluation);
		if (typeof start !== 'number' || typeof end !== 'number') return null;
		const step = start > end ? -1 : 1;
		const count = Math.floor(Math.abs(end - start)) + 1;
		evaluation.spend(count);
		return Array.from({ length: count }, (_, index) => start + step * index);
	};
}

/** Runs `turn` for each combination; it says whether to go on. False: some iterator had no list. */
function iterate(iterators: readonly Iterator[], evaluation: Evaluation, turn: () => boolean): boolean {
	let going = true;
	const from = (depth: number): boolean => {
		const iterator = iterators[depth];
		if (!iterator) {
			going = turn();
			return true;
		}
		const list = iterator.list(evaluation);
		if (!list) return false;
		for (const item of list) {
			evaluation.spend(1);
			evaluation.slots[iterator.slot] = item;
			if (!from(depth + 1)) return false;
			if (!going) return true;
		}
		return true;
	};
	return from(0);
}

export function compileFor(node: SyntaxNode, compilation: Compilation): Part {
	return compilation.scoped(() => {
		const iterators = compileIterators(
			node.children.find(({ kind }) => kind === 'InExpressions'),
			compilation,
		);
		const partialSlot = compilation.bind('partial');
		const bodyNode = node.children.at(-1);
		const body = compilation.compile(bodyNode).run;
		const usesPartial = /\bpartial\b/.test(bodyNode?.text ?? '');
		const cost = bodyNode?.size ?? 1;
		return {
			gives: 'unknown',
			run: (evaluation) => {
				const results: Value[] = [];
				const complete = iterate(iterators, evaluation, () => {
					evaluation.spend(cost);
					if (usesPartial) evaluation.slots[partialSlot] = copyOf(results, evaluation);
					results.push(body(evaluation));
					return true;
				});
				return complete ? results : null;
			},
		};
	});
}

/** `partial` is what the results are now: a copy, or a result could contain itself. */
function copyOf(results: List, evaluation: Evaluation): List {
	evaluation.spendText(results.length);
	return results.slice();
}

export function compileQuantified(node: SyntaxNode, compilation: Compilation): Part {
	return compilation.scoped(() => {
		const iterators = compileIterators(
			node.children.find(({ kind }) => kind === 'InExpressions'),
			compilation,
		);
		const conditionNode = node.children.at(-1);
		const condition = compilation.compile(conditionNode).run;
		const cost = conditionNode?.size ?? 1;
		const decisive = node.children[0]?.kind === 'some';
		return {
			gives: 'condition',
			run: (evaluation) => {
				let result = !decisive;
				const complete = iterate(iterators, evaluation, () => {
					evaluation.spend(cost);
					if (holds(condition(evaluation)) === decisive) result = decisive;
					return result !== decisive;
				});
				return complete ? result : null;
			},
		};
	});
}

/** A function written as an argument, for `sort` and `list replace`. */
export type Lambda = (evaluation: Evaluation, ...values: readonly Value[]) => Value;

export function compileLambda(node: SyntaxNode, compilation: Compilation): Lambda {
	return compilation.scoped(() => {
		const parameters = node.children.find(({ kind }) => kind === 'FormalParameters')?.children ?? [];
		const slots = parameters.map((parameter) => compilation.bind(parameter.text.replace(/\s+/g, ' ')));
		const bodyNode = node.children.find(({ kind }) => kind === 'FunctionBody')?.children[0];
		const body = compilation.compile(bodyNode).run;
		const cost = (bodyNode?.size ?? 0) + 1;
		return (evaluation, ...values) => {
			evaluation.spend(cost);
			slots.forEach((slot, index) => {
				evaluation.slots[slot] = values[index] ?? null;
			});
			return body(evaluation);
		};
	});
}
