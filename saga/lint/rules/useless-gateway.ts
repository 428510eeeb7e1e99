/** A gateway with one way in and one way out does nothing. */
import type { NodeKind } from '../../flow/definition';
import { removeNodes } from '../../flow/edits/nodes';
import { nodeTitle } from '../../flow/queries/graph';
import { atNode, type Rule } from '../rule';

const code = 'useless-gateway';
const gateways: ReadonlySet<NodeKind> = new Set(['parallel', 'exclusive', 'inclusive', 'event-race']);

export const uselessGateway: Rule = {
	code,
	check: ({ definition, graph }) =>
		definition.nodes
			.filter(
				(node) =>
					gateways.has(node.kind) &&
					graph.incoming.get(node.id)?.length === 1 &&
					graph.outgoing.get(node.id)?.length === 1,
			)
			.map((node) =>
				atNode(
					code,
					'warning',
					node.id,
					`${nodeTitle(node)} has one way in and one way out: it neither splits nor joins. Remove it, or draw the other ways.`,
				),
			),
	fixes: (_, { node }) =>
		node === null
			? []
			: [{ label: 'Remove it', apply: (definition) => removeNodes(definition, [node], { heal: true }) }],
};
