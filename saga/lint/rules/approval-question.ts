/** Whoever decides an approval reads its question, and nothing else says what they decide. */
import { nodeTitle } from '../../flow/queries/graph';
import { atNode, type Rule } from '../rule';

const code = 'approval-question';

export const approvalQuestion: Rule = {
	code,
	check: ({ definition }) =>
		definition.nodes
			.filter((node) => node.kind === 'approval' && node.question.trim() === '')
			.map((node) =>
				atNode(
					code,
					'warning',
					node.id,
					`${nodeTitle(node)} asks nothing. Write what the person has to decide and what they should look at.`,
					'question',
				),
			),
};
