// `list[1]`, `list[-1]`, `list[item > 3]`, `items[price > 10]`.
//
// Invariant: the filter judges each element with the element's keys in scope
// before all other names, and pays for each. A number is a position, counted
// from 1, or from the end if negative. A value that is no list is a list of one.

import { compileUnaryTest } from './comparisons';
import type { Compilation, Part } from './compilation';
import type { Closure, Evaluation } from './evaluation';
import type { SyntaxNode } from './parse';
import { isList, type List, type Value } from './value';

export function compileFilter(node: SyntaxNode, compilation: Compilation): Part {
	const [targetNode, , filterNode] = node.children;
	const target = compilation.compile(targetNode).run;
	if (!filterNode)
		return compilation.refuse(node, 'syntax', 'A condition or a position is missing between the brackets.');
	return compilation.scoped(() => {
		const slot = compilation.bindElement();
		const unaryTest = compileUnaryTest(filterNode, compilation);
		const filter: Part = unaryTest
			? { run: (evaluation) => unaryTest(evaluation.slots[slot] ?? null, evaluation), gives: 'condition' }
			: compilation.compile(filterNode);
		const select = filter.gives === 'number' ? byPosition(filter.run) : byJudging(filter, slot, filterNode.size);
		return {
			gives: 'unknown',
			run: (evaluation) => {
				const value = target(evaluation);
				return value === null ? null : select(isList(value) ? value : [value], evaluation);
			},
		};
	});
}

type Select = (list: List, evaluation: Evaluation) => Value;

function byPosition(position: Closure): Select {
	return (list, evaluation) => itemAt(list, position(evaluation));
}

function itemAt(list: List, position: Value): Value {
	if (typeof position !== 'number' || !Number.isInteger(position) || position === 0) return null;
	return list.at(position > 0 ? position - 1 : position) ?? null;
}

/** Where the type is not known before it runs, the first element shows whether the filter is a position. */
function byJudging(filter: Part, slot: number, cost: number): Select {
	return (list, evaluation) => {
		if (filter.gives === 'unknown') {
			evaluation.slots[slot] = list[0] ?? null;
			const first = filter.run(evaluation);
			if (typeof first === 'number') return itemAt(list, first);
		}
		const kept: Value[] = [];
		for (const item of list) {
			evaluation.spend(cost);
			evaluation.slots[slot] = item;
			if (filter.run(evaluation) === true) kept.push(item);
		}
		return kept;
	};
}
