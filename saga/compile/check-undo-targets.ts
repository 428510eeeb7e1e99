/** What an undo event names must be within its reach. */
import type { FlowDefinition, FlowNode } from '../flow/definition';
import type { NodeId } from '../flow/nodes/node-base';
import type { Problem } from '../flow/problem';
import { type FlowGraph, nodeTitle } from '../flow/queries/graph';
import { isActivity } from '../flow/queries/scopes';
import { isInReach } from '../flow/queries/undo-reach';
import { nodeProblem } from './compile-problem';

export function undoProblems({ nodes }: FlowDefinition, graph: FlowGraph): Problem[] {
	return nodes.flatMap((node) => {
		const named = namedBy(node);
		if (named === null) return [];
		const field = node.kind === 'undo' ? 'activity' : 'result.activity';
		const target = graph.nodes.get(named);
		if (!isActivity(target))
			return nodeProblem(
				'undo-unknown',
				node.id,
				`${nodeTitle(node)} undoes "${named}", which is no activity of this flow. Choose another, or undo all that its scope has done.`,
				field,
			);
		if (isInReach(graph.nodes, node, target)) return [];
		return nodeProblem(
			'undo-unknown',
			node.id,
			`${nodeTitle(node)} cannot undo ${nodeTitle(target)}, which stands neither in its scope nor inside one of it. Choose another, or undo all that its scope has done.`,
			field,
		);
	});
}

function namedBy(node: FlowNode): NodeId | null {
	if (node.kind === 'undo') return node.activity;
	return node.kind === 'end' && node.result?.type === 'compensate' ? node.result.activity : null;
}
