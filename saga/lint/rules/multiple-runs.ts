/** Two ways that run at once meet without a join: everything behind it runs once per way. */
import { setGateway } from '../../flow/edits/nodes';
import { nodeById, nodeTitle } from '../../flow/queries/graph';
import { concurrentPairs } from '../concurrent-ways';
import { atNode, lintContext, type Rule } from '../rule';

const code = 'multiple-runs';

export const multipleRuns: Rule = {
	code,
	check: (context) =>
		concurrentPairs(context).map(({ node, left, right }) =>
			atNode(
				code,
				'warning',
				node.id,
				`The ways from ${nodeTitle(left)} and ${nodeTitle(right)} can both come to ${nodeTitle(node)}: what follows then runs twice. If it is to wait for both, join them with a parallel gateway.`,
			),
		),
	fixes: (definition, { node: id }) => {
		if (id === null || nodeById(definition, id)?.kind !== 'exclusive') return [];
		const joined = setGateway(definition, id, { kind: 'parallel' });
		// Where one of the ways does not always run, a join would wait for ever.
		if (lintContext(joined).tokens().deadlocks.length > 0) return [];
		return [
			{
				label: 'Wait for both: make it a parallel gateway',
				apply: (flow) => setGateway(flow, id, { kind: 'parallel' }),
			},
		];
	},
};
