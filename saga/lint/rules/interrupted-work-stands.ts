/**
 * What an interrupted subflow had completed is kept for a later undo. Where the way after the interruption comes to an
 * ordinary end, there is none: half of the subflow's work stands.
 */
import type { FlowNode } from '../../flow/definition';
import { setNode } from '../../flow/edits/nodes';
import type { BoundaryNode } from '../../flow/nodes/boundary';
import { type FlowGraph, nodeTitle } from '../../flow/queries/graph';
import { reachableFrom } from '../../flow/queries/reachability';
import { isInCompensation } from '../../flow/queries/scopes';
import { nodesWithin } from '../../flow/queries/thrown-by';
import { interrupts, isLast, nextWithin, type SubflowNode } from '../../flow/queries/ways';
import { atNode, type LintContext, type Rule } from '../rule';
import { isUndoable, isWaiting } from '../undoable';

const code = 'interrupted-work-stands';

export const interruptedWorkStands: Rule = {
	code,
	check: (context) =>
		context.definition.nodes.flatMap((node) => {
			if (node.kind !== 'subflow' || node.eventStarted || node.whenInterrupted !== 'keep') return [];
			if (isInCompensation(context.graph.nodes, node)) return [];
			const half = doneHalfWay(context, node);
			const event = (context.graph.boundaries.get(node.id) ?? []).find(
				(boundary) => interrupts(boundary) && endsWithoutUndo(context.graph, boundary, node),
			);
			if (half === null || event === undefined) return [];
			return atNode(
				code,
				'warning',
				node.id,
				`When ${nodeTitle(event)} interrupts ${nodeTitle(node)}, ${nodeTitle(half)} may be done and then stands, because the saga goes on to an ordinary end. Let the subflow be undone when it is interrupted, or undo it on that way.`,
				'whenInterrupted',
			);
		}),
	fixes: (_, { node }) =>
		node === null
			? []
			: [
					{
						label: 'Undo it when it is interrupted',
						apply: (definition) => setNode(definition, 'subflow', node, { whenInterrupted: 'undo-now' }),
					},
				],
};

/** Work that can be complete while the subflow is still open. */
function doneHalfWay({ graph, concurrency }: LintContext, subflow: SubflowNode): FlowNode | null {
	const inside = nodesWithin(graph, { scope: subflow.id });
	const waits = inside.filter(isWaiting);
	const done = inside.find((node) => {
		if (!isUndoable(node)) return false;
		const after = reachableFrom(graph, node.id);
		return waits.some((other) => other !== node && (after.has(other.id) || concurrency().together(node.id, other.id)));
	});
	return done ?? null;
}

function endsWithoutUndo(graph: FlowGraph, event: BoundaryNode, subflow: SubflowNode): boolean {
	const seen = new Set<string>([event.id]);
	const open = [event.id];
	for (let id = open.pop(); id !== undefined; id = open.pop()) {
		const node = graph.nodes.get(id);
		if (node === undefined || undoes(node, subflow)) continue;
		if (isLast(graph, node)) return true;
		for (const next of nextWithin(graph, id)) {
			if (seen.has(next)) continue;
			seen.add(next);
			open.push(next);
		}
	}
	return false;
}

/** Or throws an error, which leaves the scope and is judged there. */
function undoes(node: FlowNode, subflow: SubflowNode): boolean {
	if (node.kind === 'undo') return node.activity === null || node.activity === subflow.id;
	if (node.kind !== 'end') return false;
	if (node.result?.type === 'error') return true;
	return node.result?.type === 'compensate' && (node.result.activity === null || node.result.activity === subflow.id);
}
