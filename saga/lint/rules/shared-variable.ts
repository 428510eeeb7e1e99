/**
 * Two branches that run at the same time and store one variable of one scope: the later would win, by chance. A subflow
 * and an iteration of a for-each have variables of their own.
 */
import type { FlowNode } from '../../flow/definition';
import { nodeTitle } from '../../flow/queries/graph';
import { scopeOf } from '../../flow/queries/scopes';
import { outputOf, variableOf, writtenBy } from '../../flow/queries/variables-at';
import { atNode, type Rule } from '../rule';

const code = 'shared-variable';

export const sharedVariable: Rule = {
	code,
	check: ({ definition, concurrency, alive }) => {
		const writers = definition.nodes.filter((node) => writtenBy(node).length > 0 && alive.has(node.id));
		return writers.flatMap((step, at) =>
			writtenBy(step).flatMap((variable) => {
				const other = writers
					.slice(0, at)
					.find(
						(earlier) =>
							scopeOf(earlier) === scopeOf(step) &&
							writtenBy(earlier).includes(variable) &&
							concurrency().togetherInScope(earlier.id, step.id),
					);
				if (other === undefined) return [];
				const both = `${nodeTitle(step)} and ${nodeTitle(other)} can run at the same time and both store`;
				// Nobody knows whether the replies have a key in common: that all of them is merged is usual in imported models.
				return variable === '*'
					? atNode(
							code,
							'warning',
							step.id,
							`${both} all of their reply. Name what each stores.`,
							fieldOf(step, variable),
						)
					: atNode(
							code,
							'error',
							step.id,
							`${both} "${variable}". Let each store a variable of its own.`,
							fieldOf(step, variable),
						);
			}),
		);
	},
};

function fieldOf(node: FlowNode, variable: string): string {
	const output = outputOf(node);
	const at = output?.mapping.findIndex(({ target }) => variableOf(target) === variable) ?? -1;
	return output === null || at < 0 || ('forEach' in node && node.forEach !== undefined)
		? 'forEach.result.variable'
		: `${output.field}.${at}.target`;
}
