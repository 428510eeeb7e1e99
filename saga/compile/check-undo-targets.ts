/**
 * What an undo event names must be within its reach: an activity of its own scope, or of one inside it. An event-started
 * subflow also reaches the scope around it, a compensation also what was done inside the activity that it undoes.
 */
import type { FlowDefinition, FlowNode } from '../flow/definition';
import type { NodeId, ScopeId } from '../flow/nodes/node-base';
import type { Problem } from '../flow/problem';
import { type FlowGraph, nodeTitle } from '../flow/queries/graph';
import { enclosingScopes, hostOf, isActivity, isUndoScope, type NodesById, scopeOf } from '../flow/queries/scopes';
import { nodeProblem } from './compile-problem';

export function undoProblems({ nodes }: FlowDefinition, graph: FlowGraph): Problem[] {
	return nodes.flatMap((node) => {
		const named = namedBy(node);
		if (named === null) return [];
		const field = node.kind === 'undo' ? 'activity' : 'result.activity';
		const target = graph.nodes.get(named);
		if (!isActivity(target))
			return nodeProblem(
				'undo-unknown',
				node.id,
				`${nodeTitle(node)} undoes "${named}", which is no activity of this flow. Choose another, or undo all that its scope has done.`,
				field,
			);
		const reach = new Set(scopesInReach(graph.nodes, scopeOf(node)));
		if (isInside(graph.nodes, scopeOf(target), reach)) return [];
		return nodeProblem(
			'undo-unknown',
			node.id,
			`${nodeTitle(node)} cannot undo ${nodeTitle(target)}, which stands neither in its scope nor inside one of it. Choose another, or undo all that its scope has done.`,
			field,
		);
	});
}

function namedBy(node: FlowNode): NodeId | null {
	if (node.kind === 'undo') return node.activity;
	return node.kind === 'end' && node.result?.type === 'compensate' ? node.result.activity : null;
}

function scopesInReach(nodes: NodesById, own: ScopeId): readonly ScopeId[] {
	const found: ScopeId[] = [own];
	const host = nodes.get(hostOf(own) ?? '');
	if (host?.kind === 'subflow' && host.eventStarted && own === host.id) found.push(scopeOf(host));
	for (const scope of enclosingScopes(nodes, own)) {
		const undone = hostOf(scope);
		if (isUndoScope(scope) && undone !== null) found.push(undone);
	}
	return found;
}

/** Compensations keep no record of what they did: what stands in one is out of reach from outside. */
function isInside(nodes: NodesById, scope: ScopeId, reach: ReadonlySet<ScopeId>): boolean {
	for (const around of enclosingScopes(nodes, scope)) {
		if (reach.has(around)) return true;
		if (isUndoScope(around)) return false;
	}
	return false;
}
