/** Several ways out of a step or the start are taken all at once. It runs; a gateway would let people see it. */
import { nodeTitle } from '../../flow/queries/graph';
import { atNode, type Rule } from '../rule';

const code = 'implicit-split';

export const implicitSplit: Rule = {
	code,
	check: ({ definition, graph }) =>
		definition.nodes
			.filter(
				(node) => (node.kind === 'step' || node.kind === 'start') && (graph.outgoing.get(node.id)?.length ?? 0) > 1,
			)
			.map((node) =>
				atNode(
					code,
					'warning',
					node.id,
					`All ways out of ${nodeTitle(node)} are taken at once. Put a parallel gateway after it to show that, or a decision if only one is meant.`,
				),
			),
};
