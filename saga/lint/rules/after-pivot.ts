/**
 * Behind a pivot it only goes forward: a step there is tried again until it succeeds, because nothing can be undone, and
 * no error is thrown there that nothing catches, because the saga cannot unwind.
 */
import { setStep } from '../../flow/edits/nodes';
import { nodeTitle } from '../../flow/queries/graph';
import { isCaught } from '../../flow/queries/thrown-by';
import { atNode, type Rule } from '../rule';

const code = 'after-pivot';

export const afterPivot: Rule = {
	code,
	check: ({ definition, graph, pivots }) =>
		definition.nodes.flatMap((node) => {
			const line = pivots().find((candidate) => candidate.pivot !== node.id && candidate.after.includes(node.id));
			const pivot = line === undefined ? undefined : graph.nodes.get(line.pivot);
			if (pivot === undefined) return [];
			const place = `${nodeTitle(node)} comes after the pivot ${nodeTitle(pivot)}, where nothing is undone any more.`;
			if (node.kind === 'step' && node.class !== 'retriable')
				return atNode(code, 'error', node.id, `${place} Make it retriable, or move it before the pivot.`, 'class');
			if (node.kind === 'end' && node.result?.type === 'error' && !isCaught(graph, node, node.result.code))
				return atNode(
					code,
					'error',
					node.id,
					`${place} Its error "${node.result.code}" is caught by nothing, so the saga could neither go on nor unwind. Catch it, or let the end be an ordinary one.`,
					'result',
				);
			return [];
		}),
	fixes: (_, { node, field }) =>
		node === null || field !== 'class'
			? []
			: [{ label: 'Make it retriable', apply: (definition) => setStep(definition, node, { class: 'retriable' }) }],
};
