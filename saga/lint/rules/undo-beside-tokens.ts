/**
 * An undo event undoes what stands when it is thrown. What another token of that scope does meanwhile is not among it and
 * goes on: rarely what is meant.
 */
import type { FlowNode } from '../../flow/definition';
import type { ScopeId } from '../../flow/nodes/node-base';
import { nodeTitle } from '../../flow/queries/graph';
import { enclosingScopes, isActivity, scopeOf } from '../../flow/queries/scopes';
import { subflowAround } from '../../flow/queries/ways';
import { atNode, type LintContext, type Rule } from '../rule';
import { isUndoEvent, isWaiting } from '../undoable';

const code = 'undo-beside-tokens';

export const undoBesideTokens: Rule = {
	code,
	check: (context) =>
		context.definition.nodes.flatMap((node) => {
			if (!isUndoEvent(context.graph, node)) return [];
			const scope = undoneScope(context, node);
			const other = context.definition.nodes.find(
				(candidate) =>
					isWaiting(candidate) &&
					isIn(context, candidate, scope) &&
					context.concurrency().together(node.id, candidate.id),
			);
			if (other === undefined) return [];
			const what = isActivity(other)
				? 'what it does is not undone with the rest'
				: 'what follows it is not undone with the rest';
			return atNode(
				code,
				'warning',
				node.id,
				`${nodeTitle(other)} can still be open when ${nodeTitle(node)} undoes what was done: ${what}. Join the branches first, or let the undo interrupt them.`,
			);
		}),
};

/** An event-started subflow means the scope around it. */
function undoneScope({ graph }: LintContext, node: FlowNode): ScopeId {
	const around = subflowAround(graph, node);
	return around?.eventStarted ? scopeOf(around) : scopeOf(node);
}

function isIn({ graph }: LintContext, node: FlowNode, scope: ScopeId): boolean {
	return enclosingScopes(graph.nodes, scopeOf(node)).includes(scope);
}
