/**
 * The unwinding saga: no new forward step starts, tokens and waits are taken away, open commands get a last while to
 * answer, called sagas are told to unwind.
 */

import type { Draft } from '../draft';
import { resolveIncidents } from '../failures/incidents';
import { undoAround } from '../scope-tree';
import type { SagaStatus, ScopeNumber, UnwindCause } from '../state';
import { endFailedCall } from '../steps/calls';
import { endRun } from '../steps/step-runs';

/** Only where no pivot has completed and none is open. */
export function startUnwinding(draft: Draft, cause: UnwindCause): void {
	draft.record({ type: 'unwindingStarted', cause, settleAt: draft.at + draft.flow.settings.settleMs });
	setStatus(draft, 'compensating');
	resolveIncidents(
		draft,
		'end',
		({ run, scope, kind }) => isForward(draft, scope) && (run === null || kind === 'expression'),
	);
	for (const run of draft.state.runs) if (isForward(draft, run.scope) && run.phase !== 'sent') endRun(draft, run);
	for (const call of draft.state.calls) {
		if (!isForward(draft, call.scope)) continue;
		if (call.failure !== null) endFailedCall(draft, call, call.failure);
		else {
			draft.record({ type: 'callUnwinding', run: call.run });
			draft.order({ type: 'unwindChild', run: call.run, child: call.child, reason: cause.message });
		}
	}
}

function isForward({ state }: Draft, scope: ScopeNumber): boolean {
	// A scope that has gone in the meantime was no compensation: those go on.
	return !state.scopes.some((open) => open.scope === scope) || undoAround(state, scope) === null;
}

export function setStatus(draft: Draft, status: SagaStatus): void {
	if (draft.state.status === status) return;
	draft.record({ type: 'statusChanged', status });
	draft.order({ type: 'announceStatus', status });
}
