/** A join that waits for a way which nobody takes any more: the saga would stand still for ever. */
import { setGateway } from '../../flow/edits/nodes';
import { type FlowGraph, nodeById, nodeTitle } from '../../flow/queries/graph';
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
	fixes: (definition, { node }) =>
		node === null || nodeById(definition, node)?.kind !== 'parallel'
			? []
			: [
					{
						label: 'Do not wait: make it a merge',
						apply: (flow) => setGateway(flow, node, { kind: 'exclusive' }),
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
	return `${title(dead.join)} waits for ever for the way from ${dead.missing.map(title).join(' and ')}: ${when}. ${causeOf(graph, dead)} Join only ways that all run, or merge them by a decision's gateway.`;
}

function causeOf(graph: FlowGraph, { choices }: Deadlock): string {
	const last = graph.nodes.get(choices.at(-1)?.decision ?? '');
	if (last === undefined) return 'No run takes all the ways that it joins: one of them comes from outside the split.';
	if (last.kind === 'event-race') return 'An event race takes the way of the first event only.';
	if (last.kind === 'boundary') return 'An event that interrupts takes the place of the usual way.';
	return 'A decision takes only some of its ways.';
}
