/** A parallel join that waits for a way which nobody takes any more: the saga would stand still for ever. */
import { setGateway } from '../../flow/edits/nodes';
import { nodeTitle } from '../../flow/queries/graph';
import type { Deadlock } from '../explore-tokens';
import { atFlow, atNode, type LintContext, type Rule } from '../rule';

const code = 'deadlock';

export const deadlock: Rule = {
	code,
	check: (context) => {
		const { deadlocks, complete } = context.tokens();
		const found = deadlocks.map((dead) => atNode(code, 'error', dead.join, messageFor(context, dead)));
		if (complete) return found;
		return [
			...found,
			atFlow(
				code,
				'warning',
				'The flow has too many combinations of ways to look at all of them: a join that never fires may be left unseen. Rehearse the ways that matter.',
			),
		];
	},
	fixes: (_, { node }) =>
		node === null
			? []
			: [
					{
						label: 'Do not wait: make it a merge',
						apply: (definition) => setGateway(definition, node, { kind: 'exclusive' }),
					},
				],
};

function messageFor({ graph }: LintContext, dead: Deadlock): string {
	const title = (id: string) => {
		const node = graph.nodes.get(id);
		return node === undefined ? id : nodeTitle(node);
	};
	const ways = dead.choices
		.map(({ decision, taken }) => `${title(decision)} leads to ${taken.map(title).join(' and ')}`)
		.join(' and ');
	const when = ways === '' ? 'always' : `when ${ways}`;
	return `${title(dead.join)} waits for ever for the way from ${dead.missing.map(title).join(' and ')}: ${when}. Join only ways that all run, or merge them by a decision's gateway.`;
}
