/** Behind a pivot it only goes forward: a step there is tried again until it succeeds, because nothing can be undone. */
import { setStep } from '../../flow/edits/nodes';
import { nodeTitle, stepsOf } from '../../flow/queries/graph';
import { pivotLines } from '../../flow/queries/pivot-line';
import { atNode, type Rule } from '../rule';

const code = 'after-pivot';

export const afterPivot: Rule = {
	code,
	check: ({ definition, graph }) => {
		const lines = pivotLines(definition);
		return stepsOf(definition).flatMap((step) => {
			const line = lines.find((candidate) => candidate.pivot !== step.id && candidate.after.includes(step.id));
			const pivot = line === undefined ? undefined : graph.nodes.get(line.pivot);
			if (step.class === 'retriable' || pivot === undefined) return [];
			return atNode(
				code,
				'error',
				step.id,
				`${nodeTitle(step)} comes after the pivot ${nodeTitle(pivot)}, where nothing is undone any more. Make it retriable, or move it before the pivot.`,
				'class',
			);
		});
	},
	fixes: (_, { node }) =>
		node === null
			? []
			: [{ label: 'Make it retriable', apply: (definition) => setStep(definition, node, { class: 'retriable' }) }],
};
