/**
 * What is the same for every activity: it is entered once or for each element, its boundary events listen while it is
 * open, and its token leaves it when it has completed.
 */
import type { CompiledActivity, CompiledNode } from '../../compile/compiled-flow';
import type { Draft } from '../draft';
import { scopeOf } from '../scope-tree';
import type { Frontier, ScopeNumber } from '../state';
import { openApproval } from '../steps/approvals';
import { startCall } from '../steps/calls';
import { startRun } from '../steps/step-runs';
import { completeIteration, openForEach } from './for-each';
import { leave } from './gateways';
import { openSubflow } from './subflows';

export function enterActivity(draft: Draft, activity: CompiledActivity, scope: ScopeNumber): void {
	if (activity.forEach !== null && scopeOf(draft.state, scope)?.kind !== 'iteration') {
		openForEach(draft, activity, activity.forEach, scope);
		return;
	}
	switch (activity.kind) {
		case 'step':
			startRun(draft, activity, scope);
			return;
		case 'approval':
			openApproval(draft, activity, scope);
			return;
		case 'subflow':
			openSubflow(draft, activity, scope);
			return;
		case 'call':
			startCall(draft, activity, scope);
			return;
	}
}

/** The token inside the node goes on; that of an iteration, in which only its activity is, ends with it. `frontier`: the token's. */
export function leaveNode(draft: Draft, node: CompiledNode, scope: ScopeNumber, frontier: Frontier): void {
	const around = scopeOf(draft.state, scope);
	if (around?.kind === 'iteration') completeIteration(draft, around, frontier);
	else leave(draft, node, scope);
}
