/** Expressions are FEEL that we can run within bounds. Compile refuses the rest; this rule says where in the text. */
import { compileExpression } from '../../expression/compile-expression';
import type { Problem } from '../../flow/problem';
import { expressionsOf } from '../expressions-of';
import type { Rule } from '../rule';

const code = 'expression';

export const expression: Rule = {
	code,
	check: ({ definition, graph }) =>
		expressionsOf(definition, graph).flatMap(({ source, node, edge, field }): Problem[] => {
			const result = compileExpression(source);
			if (result.ok) return [];
			return result.problems.map((problem) => ({
				code,
				severity: 'error',
				message:
					source.trim() === '' ? problem.message : `${problem.message} (${placeIn(source, problem.from, problem.to)})`,
				node,
				edge,
				field,
			}));
		}),
};

/** Characters as people count them: from 1, by line where there are several. */
function placeIn(source: string, from: number, to: number): string {
	const before = source.slice(0, from).split('\n');
	const column = (before.at(-1)?.length ?? 0) + 1;
	const line = before.length > 1 || source.includes('\n') ? `line ${before.length}, ` : '';
	return to - from > 1 ? `${line}characters ${column}–${column + to - from - 1}` : `${line}character ${column}`;
}
