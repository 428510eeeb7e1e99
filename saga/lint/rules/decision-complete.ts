/**
 * Where conditions decide, every saga must find a way: a default, or conditions of which one always holds. Two comparisons that
 * look like opposites are not enough: where a value is missing, neither holds.
 */
import type { FlowEdge, FlowNode } from '../../flow/definition';
import { setEdge } from '../../flow/edits/edges';
import { nodeTitle, outgoingEdges } from '../../flow/queries/graph';
import { atNode, type Rule } from '../rule';

const code = 'decision-complete';

export const decisionComplete: Rule = {
	code,
	check: ({ definition, graph }) =>
		definition.nodes
			.filter((node) => !isComplete(node, graph.outgoing.get(node.id) ?? []))
			.map((node) =>
				atNode(
					code,
					'error',
					node.id,
					`If no condition of ${nodeTitle(node)} holds (a value may be missing), the saga has no way to go. Make one way the default.`,
				),
			),
	fixes: (definition, { node }) => {
		const last = node === null ? undefined : outgoingEdges(definition, node).at(-1);
		if (last === undefined) return [];
		return [{ label: 'Make the last way the default', apply: (flow) => setEdge(flow, last.id, { isDefault: true }) }];
	},
};

function isComplete({ kind }: FlowNode, ways: readonly FlowEdge[]): boolean {
	if (kind === 'parallel' || kind === 'event-race' || ways.length === 0 || ways.some((way) => way.isDefault))
		return true;
	if (kind === 'exclusive' ? ways.length < 2 : ways.some((way) => way.condition === null)) return true;
	const conditions = ways.map((way) => (way.condition ?? '').replace(/\s+/g, ' ').trim());
	return conditions.some((condition) => condition === 'true' || conditions.includes(oppositeOf(condition)));
}

/** The opposite that holds exactly when the condition does not, or '' if it cannot be told from the text. */
function oppositeOf(condition: string): string {
	const isNull = /^([\w.]+) ?(!?=) ?null$/.exec(condition);
	return isNull === null ? '' : `${isNull[1]} ${isNull[2] === '=' ? '!=' : '='} null`;
}
