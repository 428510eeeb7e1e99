/** A default is taken when no other way is. Beside a way without condition, which always is, it never happens. */
import { setEdge } from '../../flow/edits/edges';
import { nodeTitle } from '../../flow/queries/graph';
import { atEdge, type Rule } from '../rule';

const code = 'default-never-taken';

export const defaultNeverTaken: Rule = {
	code,
	check: ({ definition, graph }) =>
		definition.nodes.flatMap((node) => {
			if (node.kind === 'exclusive' || node.kind === 'parallel' || node.kind === 'event-race') return [];
			const ways = graph.outgoing.get(node.id) ?? [];
			const isAlwaysLeft = ways.some((way) => way.condition === null && !way.isDefault);
			const usual = ways.find((way) => way.isDefault);
			if (!isAlwaysLeft || usual === undefined) return [];
			return atEdge(
				code,
				'warning',
				usual.id,
				`This default way out of ${nodeTitle(node)} is never taken: another way has no condition and always is. Give that one a condition, or let this one be taken always, too.`,
				'isDefault',
			);
		}),
	fixes: (_, { edge }) =>
		edge === null
			? []
			: [{ label: 'Take it always, too', apply: (definition) => setEdge(definition, edge, { isDefault: false }) }],
};
