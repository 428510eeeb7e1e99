/**
 * From a failure that nothing catches to the unwinding saga: no new step starts, tokens are taken away, open commands
 * get a last while to answer.
 * Invariant: a completed pivot is never undone. So a failure waits while a pivot is open elsewhere, and after one has
 * completed it becomes an incident: from there the saga goes forward only.
 */
import type { CompiledFlow } from '../compile/compiled-flow';
import type { Draft } from './draft';
import { hasIncident, holdsToken, openIncident, resolveIncidents } from './incidents';
import { invariant, stepOf } from './invariant';
import type { OpenRun, SagaState, UnwindCause } from './state';
import { endRun } from './step-runs';

/** Runs that have failed for good but have not ended: what is to become of the saga? */
export function judgeFailedRuns(draft: Draft): void {
	for (const run of draft.state.runs) {
		if (run.phase !== 'stuck' || hasIncident(draft.state, run.run)) continue;
		if (draft.state.sealed) raiseStuckAfterPivot(draft, run);
		else if (!isPivotOpen(draft.flow, draft.state)) {
			unwindBecauseOf(draft, run);
			return;
		}
	}
}

/** A pivot whose last answer was "no effect" and that is not tried again has been decided against. */
function isPivotOpen(flow: CompiledFlow, state: SagaState): boolean {
	return state.runs.some(
		(run) => stepOf(flow, run.step).class === 'pivot' && !(run.phase === 'stuck' && run.conclusiveTo === run.attempt),
	);
}

function raiseStuckAfterPivot(draft: Draft, { run, step, failure }: OpenRun): void {
	const { name, participant } = stepOf(draft.flow, step);
	const message = `"${name}" failed (${failure?.code}: ${failure?.message}) after the point of no return, so nothing can be undone. Have the cause removed at ${participant}, then try again, also with changed input.`;
	openIncident(draft, 'step-stuck', { run, node: step }, message);
}

function unwindBecauseOf(draft: Draft, run: OpenRun): void {
	invariant(run.failure, `stuck run ${run.run} says why`);
	endRun(draft, run);
	startUnwinding(draft, { step: run.step, ...run.failure });
}

function startUnwinding(draft: Draft, cause: UnwindCause): void {
	draft.record({ type: 'unwindingStarted', cause });
	draft.record({ type: 'statusChanged', status: 'compensating' });
	draft.order({ type: 'announceStatus', status: 'compensating' });
	const edges = draft.state.tokens.map((token) => token.edge);
	if (edges.length > 0) draft.record({ type: 'tokensRemoved', edges });
	resolveIncidents(draft, 'end', (incident) => holdsToken(incident) || incident.kind === 'expression');
	for (const run of draft.state.runs) if (run.phase !== 'sent') endRun(draft, run);
}
