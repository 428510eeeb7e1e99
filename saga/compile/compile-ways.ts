/** The ways out of a node whose conditions decide which of them are taken. */
import { type CompiledExpression, compileExpression } from '../expression/compile-expression';
import type { FlowEdge, FlowNode } from '../flow/definition';
import type { Problem } from '../flow/problem';
import { nodeTitle } from '../flow/queries/graph';
import { edgeProblem, nodeProblem } from './compile-problem';
import type { CompiledBranch, CompiledSplit } from './compiled-flow';

interface Ways {
	readonly split: CompiledSplit;
	readonly problems: readonly Problem[];
}

/** In the order of the edges. Only an exclusive gateway must say of each way when it is taken; elsewhere a way without condition always is. */
export function compileWays(node: FlowNode, outgoing: readonly FlowEdge[]): Ways {
	const problems: Problem[] = [];
	const branches: CompiledBranch[] = [];
	const defaults = outgoing.filter((edge) => edge.isDefault);
	if (defaults.length > 1)
		problems.push(
			nodeProblem(
				'one-default',
				node.id,
				`${nodeTitle(node)} has more than one default way. Make the others conditional.`,
			),
		);
	for (const edge of outgoing) {
		if (edge.isDefault) continue;
		if (edge.condition === null && node.kind === 'exclusive' && outgoing.length > 1)
			problems.push(
				edgeProblem('condition-missing', edge.id, 'Say when this way is taken, or make it the default.', 'condition'),
			);
		branches.push({ edge: edge.id, condition: conditionOf(edge, problems) });
	}
	return { split: { branches, defaultEdge: defaults[0]?.id ?? null }, problems };
}

function conditionOf({ id, condition }: FlowEdge, problems: Problem[]): CompiledExpression | null {
	if (condition === null) return null;
	const result = compileExpression(condition);
	if (result.ok) return result.expression;
	problems.push(...result.problems.map(({ message }) => edgeProblem('expression', id, message, 'condition')));
	return null;
}

export function isConditional(edge: FlowEdge): boolean {
	return edge.condition !== null || edge.isDefault;
}

/** A parallel gateway takes all its ways, an event race the one whose event comes first. */
export function conditionsOutOfPlace(outgoing: readonly FlowEdge[]): readonly Problem[] {
	return outgoing
		.filter(isConditional)
		.map((edge) =>
			edgeProblem(
				'condition-out-of-place',
				edge.id,
				'The ways out of a parallel gateway or an event race have no conditions. Remove the condition, or put a decision here.',
				edge.condition === null ? 'isDefault' : 'condition',
			),
		);
}
