/**
 * A step that is interrupted while its command is unanswered is abandoned: whatever it did all the same is undone, if it
 * can be. Where it cannot, nobody will ever know.
 */
import { setNode } from '../../flow/edits/nodes';
import { nodeTitle } from '../../flow/queries/graph';
import { isInCompensation } from '../../flow/queries/scopes';
import { interrupts } from '../../flow/queries/ways';
import { atNode, type Rule } from '../rule';
import { isUndoable } from '../undoable';

const code = 'interrupted-step';

export const interruptedStep: Rule = {
	code,
	check: ({ definition, graph }) =>
		definition.nodes.flatMap((node) => {
			if (node.kind !== 'boundary' || !interrupts(node) || node.on.type === 'error' || node.on.type === 'escalation')
				return [];
			const step = graph.nodes.get(node.attachedTo);
			if (step?.kind !== 'step' || isUndoable(step) || isInCompensation(graph.nodes, step)) return [];
			if (step.compensation?.type === 'none' && step.compensation.effect === 'harmless') return [];
			return atNode(
				code,
				'warning',
				node.id,
				`${nodeTitle(node)} interrupts ${nodeTitle(step)}, which may be done all the same, and nothing undoes it. Give the step a compensation, or let the event not interrupt it.`,
				'interrupting',
			);
		}),
	fixes: (_, { node }) =>
		node === null
			? []
			: [
					{
						label: 'Do not interrupt',
						apply: (definition) => setNode(definition, 'boundary', node, { interrupting: false }),
					},
				],
};
