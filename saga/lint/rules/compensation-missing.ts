/**
 * A step that can be undone must say how, or why it need not be: an unwinding asks exactly this. Other activities may
 * say nothing (a subflow and a call are undone inside, an approval leaves nothing behind); what they say must be whole.
 */
import type { FlowDefinition } from '../../flow/definition';
import { addCompensation } from '../../flow/edits/nodes';
import type { NodeId } from '../../flow/nodes/node-base';
import { nodeById, nodeTitle } from '../../flow/queries/graph';
import { isActivity, isInCompensation, undoScopeOf } from '../../flow/queries/scopes';
import { atNode, type Rule } from '../rule';

const code = 'compensation-missing';

export const compensationMissing: Rule = {
	code,
	check: ({ definition, graph, pivots }) => {
		const sealed = new Set(pivots().flatMap((line) => line.after));
		return definition.nodes
			.filter(isActivity)
			.filter((node) => node.kind !== 'step' || node.class === 'compensable')
			.filter((node) => !sealed.has(node.id) && !isInCompensation(graph.nodes, node))
			.flatMap((step) => {
				if (step.compensation?.type === 'scope' && !graph.inside.has(undoScopeOf(step.id)))
					return atNode(
						code,
						'error',
						step.id,
						`Nothing stands in the compensation of ${nodeTitle(step)} yet. Draw what undoes it, or say that it cannot be undone and why.`,
						'compensation',
					);
				if (step.kind !== 'step' && step.compensation === null) return [];
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
	fixes: (definition, { node, field }) =>
		node === null || field !== 'compensation' || isDrawn(definition, node)
			? []
			: [{ label: 'Add a compensation', apply: (flow) => addCompensation(flow, node) }],
};

function isDrawn(definition: FlowDefinition, id: NodeId): boolean {
	const node = nodeById(definition, id);
	return isActivity(node) && node.compensation !== null;
}
