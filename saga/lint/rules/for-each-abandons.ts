/**
 * When the condition of a parallel for-each holds, the iterations that are still open are abandoned. What they may have
 * done is undone, if it can be.
 */
import { nodeTitle } from '../../flow/queries/graph';
import { isActivity, isInCompensation } from '../../flow/queries/scopes';
import { nodesWithin } from '../../flow/queries/thrown-by';
import { atNode, type Rule } from '../rule';
import { isUndoable } from '../undoable';

const code = 'for-each-abandons';

export const forEachAbandons: Rule = {
	code,
	check: ({ definition, graph }) =>
		definition.nodes.flatMap((node) => {
			if (!isActivity(node) || node.forEach === undefined || isInCompensation(graph.nodes, node)) return [];
			const { completion, mode, limit } = node.forEach;
			if (completion.trim() === '' || mode === 'sequential' || limit === 1) return [];
			const left = nodesWithin(graph, { host: node.id }).find((inner) => {
				if (inner.kind !== 'step' || isUndoable(inner)) return false;
				return inner.compensation?.type !== 'none' || inner.compensation.effect !== 'harmless';
			});
			if (left === undefined) return [];
			return atNode(
				code,
				'warning',
				node.id,
				`When the condition of ${nodeTitle(node)} holds, other iterations may be at ${nodeTitle(left)}, which may be done all the same, and nothing undoes it. Give it a compensation, or do one element after the other.`,
				'forEach.completion',
			);
		}),
};
