/**
 * Where two ways that can hold tokens at once come together without a parallel join. Reported at the place where it
 * begins; what lies behind it follows from that and is left out.
 */
import type { FlowNode } from '../flow/definition';
import type { LintContext } from './rule';

export interface ConcurrentWays {
	readonly node: FlowNode;
	readonly left: FlowNode;
	readonly right: FlowNode;
}

export function concurrentPairs({ definition, graph, concurrency }: LintContext): readonly ConcurrentWays[] {
	const { edgesTogether } = concurrency();
	return definition.nodes.flatMap((node) => {
		if (node.kind === 'parallel' || node.kind === 'inclusive' || node.kind === 'end') return [];
		const ways = (graph.incoming.get(node.id) ?? []).filter((edge) => !edgesTogether(edge, edge));
		for (const [at, first] of ways.entries()) {
			const second = ways.slice(at + 1).find((edge) => edgesTogether(first, edge));
			const left = graph.nodes.get(first.source);
			const right = second === undefined ? undefined : graph.nodes.get(second.source);
			if (left !== undefined && right !== undefined) return [{ node, left, right }];
		}
		return [];
	});
}
