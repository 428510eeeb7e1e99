/**
 * From wherever a token is, it must be able to come to an end of its scope: a loop has a way out. Where a way may simply
 * stop, that is an end, too; elsewhere a node with nothing after it is compile's to report.
 */
import { nodeTitle } from '../../flow/queries/graph';
import { endingNodes, reachableFrom } from '../../flow/queries/reachability';
import { scopeOf, topScope } from '../../flow/queries/scopes';
import { nextWithin } from '../../flow/queries/ways';
import { atFlow, atNode, type Rule } from '../rule';

const code = 'end-reachable';

export const endReachable: Rule = {
	code,
	check: ({ definition, graph, alive }) => {
		if (!definition.nodes.some((node) => node.kind === 'end' && scopeOf(node) === topScope))
			return [atFlow(code, 'error', 'The flow has no end. Add an end and lead the last node to it.')];
		const ending = endingNodes(graph);
		return definition.nodes
			.filter((node) => alive.has(node.id) && !ending.has(node.id) && nextWithin(graph, node.id).length > 0)
			.map((node) => {
				const isInLoop = reachableFrom(graph, node.id).has(node.id);
				const message = isInLoop
					? `${nodeTitle(node)} lies in a loop that no way leaves, so it never ends. Lead a way out of the loop to an end.`
					: `From ${nodeTitle(node)} no way leads to an end. Lead one of the ways after it to an end.`;
				return atNode(code, 'error', node.id, message);
			});
	},
};
