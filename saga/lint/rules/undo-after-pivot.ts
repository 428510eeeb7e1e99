/** Behind a pivot nothing is undone any more: an undo event there would find everything sealed. */
import { nodeTitle } from '../../flow/queries/graph';
import { atNode, type Rule } from '../rule';
import { isUndoEvent } from '../undoable';

const code = 'undo-after-pivot';

export const undoAfterPivot: Rule = {
	code,
	check: ({ definition, graph, pivots }) =>
		definition.nodes.flatMap((node) => {
			if (!isUndoEvent(graph, node)) return [];
			const line = pivots().find(({ after }) => after.includes(node.id));
			const pivot = graph.nodes.get(line?.pivot ?? '');
			if (pivot === undefined) return [];
			return atNode(
				code,
				'error',
				node.id,
				`${nodeTitle(node)} can come after the pivot ${nodeTitle(pivot)}, where nothing is undone any more. Move it before the pivot, or correct what was done by a step of its own.`,
			);
		}),
};
