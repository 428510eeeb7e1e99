/** From wherever a token is, it must be able to come to an end. A node with nothing after it is compile's to report. */
import { nodeTitle } from '../../flow/queries/graph';
import { endingNodes } from '../../flow/queries/reachability';
import { atFlow, atNode, type Rule } from '../rule';

const code = 'end-reachable';

export const endReachable: Rule = {
	code,
	check: ({ definition, graph, alive }) => {
		if (!definition.nodes.some((node) => node.kind === 'end'))
			return [atFlow(code, 'error', 'The flow has no end. Add an end and lead the last node to it.')];
		const ending = endingNodes(graph);
		return definition.nodes
			.filter((node) => alive.has(node.id) && !ending.has(node.id) && (graph.outgoing.get(node.id) ?? []).length > 0)
			.map((node) =>
				atNode(
					code,
					'error',
					node.id,
					`From ${nodeTitle(node)} no way leads to an end. Lead one of the ways after it to an end.`,
				),
			);
	},
};
