/**
 * A pivot is the point of no return of the whole saga. Beside another branch it would seal what that branch is still
 * doing; in a loop there would be a way back behind it.
 */
import { setStep } from '../../flow/edits/nodes';
import { nodeTitle, stepsOf } from '../../flow/queries/graph';
import { reachableFrom } from '../../flow/queries/reachability';
import { atNode, type Rule } from '../rule';

const code = 'pivot-alone';

export const pivotAlone: Rule = {
	code,
	check: ({ definition, graph, concurrency }) => {
		const steps = stepsOf(definition);
		return steps
			.filter((step) => step.class === 'pivot')
			.flatMap((pivot) => {
				if (reachableFrom(graph, pivot.id).has(pivot.id))
					return atNode(
						code,
						'error',
						pivot.id,
						`${nodeTitle(pivot)} is a pivot and lies in a loop, but there is no way back behind a pivot. Take it out of the loop, or make it compensable.`,
					);
				const beside = steps.find((other) => concurrency().together(pivot.id, other.id));
				if (beside === undefined) return [];
				const what =
					beside.id === pivot.id ? 'it can run twice at once' : `${nodeTitle(beside)} can run at the same time`;
				return atNode(
					code,
					'error',
					pivot.id,
					`${nodeTitle(pivot)} is a pivot, but ${what}. Put the pivot behind the join, or make it compensable.`,
				);
			});
	},
	fixes: (_, { node }) =>
		node === null
			? []
			: [{ label: 'Make it compensable', apply: (definition) => setStep(definition, node, { class: 'compensable' }) }],
};
