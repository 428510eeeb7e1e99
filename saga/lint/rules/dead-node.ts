/** A node that no start leads to never runs. */
import { removeNodes } from '../../flow/edits/nodes';
import { nodeTitle } from '../../flow/queries/graph';
import { atNode, type Rule } from '../rule';

const code = 'dead-node';

export const deadNode: Rule = {
	code,
	check: ({ definition, alive }) =>
		definition.nodes
			.filter((node) => node.kind !== 'start' && !alive.has(node.id))
			.map((node) =>
				atNode(
					code,
					'error',
					node.id,
					`Nothing leads to ${nodeTitle(node)}, so it never runs. Connect it, or delete it.`,
				),
			),
	fixes: (_, { node }) =>
		node === null ? [] : [{ label: 'Delete it', apply: (definition) => removeNodes(definition, [node]) }],
};
