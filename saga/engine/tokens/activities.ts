/**
 * What is the same for every activity: it is entered once or for each element, its boundary events listen while it is
 * open, and its token leaves it when it has completed.
 */
import type { CompiledActivity } from '../../compile/compiled-flow';
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
	if (activity.forEach !== null && !isIterationOf(draft, activity, scope)) {
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

/** The token inside the activity goes on; that of an iteration ends with it. `frontier`: the token's. */
export function leaveActivity(draft: Draft, activity: CompiledActivity, scope: ScopeNumber, frontier: Frontier): void {
	const around = scopeOf(draft.state, scope);
	if (around?.kind === 'iteration' && around.node === activity.id) completeIteration(draft, around, frontier);
	else leave(draft, activity, scope);
}

function isIterationOf(draft: Draft, activity: CompiledActivity, scope: ScopeNumber): boolean {
	const around = scopeOf(draft.state, scope);
	return around?.kind === 'iteration' && around.node === activity.id;
}
