/**
 * A terminate end stops all other tokens of its scope. What their branches had completed stands: it is no failure, so
 * nothing is undone.
 */
import type { FlowNode } from '../../flow/definition';
import { nodeTitle } from '../../flow/queries/graph';
import { reaching } from '../../flow/queries/reachability';
import { isInCompensation, scopeOf } from '../../flow/queries/scopes';
import { nodesWithin } from '../../flow/queries/thrown-by';
import { atNode, type LintContext, type Rule } from '../rule';
import { isUndoable, isWaiting } from '../undoable';

const code = 'terminate-cuts-off';

export const terminateCutsOff: Rule = {
	code,
	check: (context) =>
		context.definition.nodes.flatMap((node) => {
			if (node.kind !== 'end' || node.result?.type !== 'terminate' || isInCompensation(context.graph.nodes, node))
				return [];
			const left = leftStanding(context, node);
			if (left === null) return [];
			return atNode(
				code,
				'warning',
				node.id,
				`${nodeTitle(node)} can stop another branch that has already done ${nodeTitle(left)}, which then stands. Undo it before the end, or join the branches.`,
				'result',
			);
		}),
};

/** Done on a branch that can still be open then, and not on the way to the end itself. */
function leftStanding({ graph, concurrency }: LintContext, end: FlowNode): FlowNode | null {
	const before = reaching(graph, end.id);
	const inside = nodesWithin(graph, { scope: scopeOf(end) });
	const open = inside.filter((node) => isWaiting(node) && concurrency().together(end.id, node.id));
	const done = inside.find(
		(node) => isUndoable(node) && !before.has(node.id) && open.some((other) => reaching(graph, other.id).has(node.id)),
	);
	return done ?? null;
}
