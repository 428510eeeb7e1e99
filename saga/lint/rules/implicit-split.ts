/** Several ways without condition out of what is no gateway are taken all at once. It runs; a gateway would let people see it. */
import type { FlowEdge, NodeKind } from '../../flow/definition';
import { nodeTitle } from '../../flow/queries/graph';
import { atNode, type Rule } from '../rule';

const code = 'implicit-split';
const gateways: ReadonlySet<NodeKind> = new Set(['parallel', 'exclusive', 'inclusive', 'event-race']);

export const implicitSplit: Rule = {
	code,
	check: ({ definition, graph }) =>
		definition.nodes
			.filter((node) => !gateways.has(node.kind) && alwaysTaken(graph.outgoing.get(node.id) ?? []) > 1)
			.map((node) =>
				atNode(
					code,
					'warning',
					node.id,
					`Several ways out of ${nodeTitle(node)} are taken at once. Put a parallel gateway after it to show that, or a decision if only one is meant.`,
				),
			),
};

function alwaysTaken(ways: readonly FlowEdge[]): number {
	return ways.filter((way) => way.condition === null && !way.isDefault).length;
}
