/** A node that no start, no event and no link leads to never runs. */
import type { FlowNode } from '../../flow/definition';
import { removeNodes } from '../../flow/edits/nodes';
import type { NodeId } from '../../flow/nodes/node-base';
import { type FlowGraph, nodeTitle } from '../../flow/queries/graph';
import { hostOf, scopeOf } from '../../flow/queries/scopes';
import { atNode, type Rule } from '../rule';

const code = 'dead-node';

export const deadNode: Rule = {
	code,
	check: ({ definition, alive, graph }) =>
		definition.nodes
			.filter((node) => node.kind !== 'start' && !alive.has(node.id) && isInLiveScope(alive, node, graph))
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

/** What stands in a dead subflow, or on the border of a dead activity, is dead for that reason alone. */
function isInLiveScope(alive: ReadonlySet<NodeId>, node: FlowNode, graph: FlowGraph): boolean {
	const host = node.kind === 'boundary' ? node.attachedTo : hostOf(scopeOf(node));
	return host === null || alive.has(host) || !graph.nodes.has(host);
}
