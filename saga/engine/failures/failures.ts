/**
 * What becomes of a run or a call that has failed for good. In this order: its own error boundary, its park, whoever
 * catches it further out; inside a compensation it is stuck; else the saga unwinds.
 * Invariant: a completed pivot is never undone. So a failure waits while a pivot is open elsewhere, and after one has
 * completed it becomes an incident: from there the saga goes forward only.
 */
import type { CompiledFlow } from '../../compile/compiled-flow';
import { type Draft, inScope } from '../draft';
import { reactAtBoundary, startReaction } from '../events/reacting';
import { activityOf, nodeOf, stepOf } from '../invariant';
import { undoAround } from '../scope-tree';
import type { Frontier, OpenCall, OpenRun, SagaState } from '../state';
import { endFailedCall } from '../steps/calls';
import { park } from '../steps/parking';
import { abandonRun, endRun, failsFor } from '../steps/step-runs';
import { startUnwinding } from '../undo/unwind';
import { type Handler, ownBoundary, searchOutwards } from './handlers';
import { codeAndMessage } from './incident-words';
import { hasIncident, openIncident } from './incidents';

interface Thrown {
	readonly code: string;
	readonly message: string;
}

/** True: something has become of one of them. */
export function judgeFailures(draft: Draft): boolean {
	for (const run of draft.state.runs)
		if ((run.phase === 'stuck' || run.phase === 'failed') && !hasIncident(draft.state, run.run) && judgeRun(draft, run))
			return true;
	for (const call of draft.state.calls)
		if (call.phase === 'failed' && !hasIncident(draft.state, call.run) && judgeCall(draft, call)) return true;
	return false;
}

function judgeRun(draft: Draft, run: OpenRun): boolean {
	const step = stepOf(draft.flow, run.step);
	if (run.failure === null || !failsFor(step, run)) return false;
	const { code } = run.failure;
	const { scope } = run;
	const own = ownBoundary(draft, step.id, run.run, scope, 'error', code);
	if (own !== null) return caught(draft, own, run.failure);
	if (step.park !== null && park(draft, step.park, run)) return true;
	const handler = searchOutwards(draft, scope, 'error', code);
	if (handler !== null && handler.type !== 'undo') {
		// Here, not with the rest of its scope: a failure that is caught has no unknown outcome left.
		abandonRun(draft, run);
		return caught(draft, handler, run.failure, run.frontier);
	}
	if (handler?.type === 'undo') {
		const words = `"${step.name}", a step of an undo, failed (${codeAndMessage(run.failure)}) and nothing catches it. Have the cause removed at ${step.participant}, then try again, also with changed input.`;
		openIncident(draft, 'undo-stuck', { run: run.run, node: step.id, scope }, words);
		return true;
	}
	if (draft.state.sealed) {
		const words = `"${step.name}" failed (${codeAndMessage(run.failure)}) after the point of no return, so nothing can be undone. Have the cause removed at ${step.participant}, then try again, also with changed input.`;
		openIncident(draft, 'step-stuck', { run: run.run, node: step.id, scope }, words);
		return true;
	}
	if (isPivotOpen(draft.flow, draft.state)) return false;
	const { message } = run.failure;
	endRun(draft, run);
	startUnwinding(draft, { step: step.id, code, message });
	return true;
}

function judgeCall(draft: Draft, call: OpenCall): boolean {
	const { run, scope, failure } = call;
	if (failure === null) return false;
	const node = activityOf(draft.flow, call.node);
	const handler =
		ownBoundary(draft, node.id, run, scope, 'error', failure.code) ??
		searchOutwards(draft, scope, 'error', failure.code);
	if (handler !== null && handler.type !== 'undo') return caught(draft, handler, failure);
	const words = `The saga that "${node.name}" called (${call.child}) ended without success (${codeAndMessage(failure)})`;
	const place = { run, node: node.id, scope };
	if (handler?.type === 'undo') {
		openIncident(
			draft,
			'undo-stuck',
			place,
			`${words}, and nothing in this undo catches it. Try again: a new saga is called.`,
		);
		return true;
	}
	if (draft.state.sealed) {
		openIncident(draft, 'step-stuck', place, `${words} after the point of no return. Try again: a new saga is called.`);
		return true;
	}
	if (isPivotOpen(draft.flow, draft.state)) return false;
	endFailedCall(draft, call);
	startUnwinding(draft, { step: node.id, code: failure.code, message: failure.message });
	return true;
}

function caught(draft: Draft, handler: Handler, thrown: Thrown, killed: Frontier = []): true {
	catchError(draft, handler, thrown, killed);
	return true;
}

/** `killed`: the frontier of a token that is gone already, but had been alive where it is caught. */
export function catchError(draft: Draft, handler: Handler, { code, message }: Thrown, killed: Frontier = []): void {
	if (handler.type === 'undo') return;
	draft.record({ type: 'errorCaught', ...inScope(handler.scope), node: handler.node.id, code, message });
	const locals = { error: { code, message } };
	if (handler.type === 'boundary') reactAtBoundary(draft, handler.node, handler.host, locals, killed);
	else startReaction(draft, handler.node, handler.scope, locals, killed);
}

/** A pivot whose last answer was "no effect" and that is not tried again has been decided against. */
export function isPivotOpen(flow: CompiledFlow, state: SagaState): boolean {
	return (
		state.runs.some(
			(run) =>
				stepOf(flow, run.step).class === 'pivot' &&
				undoAround(state, run.scope) === null &&
				!(run.phase === 'stuck' && run.conclusiveTo === run.attempt),
		) ||
		state.calls.some((call) => {
			const node = nodeOf(flow, call.node);
			return node.kind === 'call' && node.isPivot && call.phase !== 'failed' && undoAround(state, call.scope) === null;
		})
	);
}
