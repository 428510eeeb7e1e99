/**
 * What an undo event can name: an activity of its own scope, or of one inside it. An event-started subflow also reaches
 * the scope around it, a compensation also what was done inside the activity that it undoes.
 */
import type { FlowNode } from '../definition';
import type { ScopeId } from '../nodes/node-base';
import { enclosingScopes, hostOf, isUndoScope, type NodesById, scopeOf } from './scopes';

/** Whether the undo event, or the end that undoes, may name the activity. */
export function isInReach(nodes: NodesById, from: FlowNode, activity: FlowNode): boolean {
	return isInside(nodes, scopeOf(activity), new Set(scopesInReach(nodes, scopeOf(from))));
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
