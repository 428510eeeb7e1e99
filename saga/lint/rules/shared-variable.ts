/** Two branches that run at the same time and store one variable: the later reply would win, by chance. */
import { nodeTitle, stepsOf } from '../../flow/queries/graph';
import { writtenBy } from '../../flow/queries/variables-at';
import { atNode, type Rule } from '../rule';

const code = 'shared-variable';

export const sharedVariable: Rule = {
	code,
	check: ({ definition, concurrency, alive }) => {
		const writers = stepsOf(definition).filter((step) => step.output.length > 0 && alive.has(step.id));
		return writers.flatMap((step, at) =>
			writtenBy(step).flatMap((variable) => {
				const other = writers
					.slice(0, at)
					.find((earlier) => writtenBy(earlier).includes(variable) && concurrency().together(earlier.id, step.id));
				if (other === undefined) return [];
				const entry = step.output.findIndex(({ target }) => target.split('.')[0] === variable);
				return atNode(
					code,
					'error',
					step.id,
					`${nodeTitle(step)} and ${nodeTitle(other)} can run at the same time and both store "${variable}". Let each store a variable of its own.`,
					`output.${entry}.target`,
				);
			}),
		);
	},
};
