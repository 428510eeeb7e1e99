/** A step that can be undone must say how, or why it need not be: an unwinding asks exactly this. */
import { addCompensation } from '../../flow/edits/nodes';
import { nodeTitle, stepsOf } from '../../flow/queries/graph';
import { pivotLines } from '../../flow/queries/pivot-line';
import { atNode, type Rule } from '../rule';

const code = 'compensation-missing';

export const compensationMissing: Rule = {
	code,
	check: ({ definition }) => {
		const sealed = new Set(pivotLines(definition).flatMap((line) => line.after));
		return stepsOf(definition)
			.filter((step) => step.class === 'compensable' && !sealed.has(step.id))
			.flatMap((step) => {
				if (step.compensation === null)
					return atNode(
						code,
						'error',
						step.id,
						`What undoes ${nodeTitle(step)}? Give it a compensation, or say that it cannot be undone and why.`,
						'compensation',
					);
				if (step.compensation.type !== 'none' || step.compensation.because.trim() !== '') return [];
				return atNode(
					code,
					'error',
					step.id,
					`${nodeTitle(step)} cannot be undone: say why, so that whoever finds it in a failed saga understands.`,
					'compensation.because',
				);
			});
	},
	fixes: (_, { node, field }) =>
		node === null || field !== 'compensation'
			? []
			: [{ label: 'Add a compensation', apply: (definition) => addCompensation(definition, node) }],
};
