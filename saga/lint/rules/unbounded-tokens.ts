/** Each round of a loop starts something anew that is not awaited: the saga would never end. */
import { nodeTitle } from '../../flow/queries/graph';
import { atNode, type Rule } from '../rule';

const code = 'unbounded-tokens';

export const unboundedTokens: Rule = {
	code,
	check: ({ definition, tokens }) => {
		const piled = new Set(tokens().unbounded);
		return definition.nodes
			.filter((node) => piled.has(node.id))
			.slice(0, 1)
			.map((node) =>
				atNode(
					code,
					'error',
					node.id,
					`Before ${nodeTitle(node)} the saga splits again and again without joining, so it may never end. Join all branches before the way leads back.`,
				),
			);
	},
};
