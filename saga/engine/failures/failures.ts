/**
 * What becomes of a run or a call that has failed for good. In this order: its own error boundary, its park, whoever
 * catches it further out; inside a compensation it is stuck; else the saga unwinds.
 * Invariant: a completed pivot is never undone. So a failure waits while a pivot is open elsewhere, and after one has
 * completed it becomes an incident: from there the saga goes forward only.
 */
import type { CompiledFlow } from '../../compile/compiled-flow';
import { type Draft, inScope } from '../draft';
import { reactAtBoundary, startReaction } from '../events/reacting';
import { callOf, stepOf } from '../invariant';
import type { CallFailure } from '../run-failure';
import { undoAround } from '../scope-tree';
import type { Frontier, OpenCall, OpenRun, SagaState } from '../state';
import { endFailedCall } from '../steps/calls';
import { park } from '../steps/parking';
import { abandonRun, endRun, failsFor, lastFailure } from '../steps/step-runs';
import { startUnwinding } from '../undo/unwind';
import { type Catcher, ownBoundary, searchOutwards } from './handlers';
import { codeAndMessage } from './incident-words';
import { hasIncident, openIncident } from './incidents';

interface Thrown {
	readonly code: string;
	readonly message: string;
}

/** True: something has become of one of them. What that means for the next is judged anew. */
export function judgeFailures(draft: Draft): boolean {
	const before = draft.entries.length;
	for (const run of draft.state.runs) {
		const isOver = run.phase === 'stuck' || run.phase === 'failed';
		if (isOver && !hasIncident(draft.state, run.run)) judgeRun(draft, run);
		if (draft.entries.length > before) return true;
	}
	for (const call of draft.state.calls) {
		if (call.failure !== null && !hasIncident(draft.state, call.run)) judgeCall(draft, call, call.failure);
		if (draft.entries.length > before) return true;
	}
	return false;
}

function judgeRun(draft: Draft, run: OpenRun): void {
	const step = stepOf(draft.flow, run.step);
	if (!failsFor(step, run)) return;
	const failure = lastFailure(run);
	const { code } = failure;
	const { scope } = run;
	const own = ownBoundary(draft, step.id, run.run, scope, 'error', code);
	if (own !== null) {
		catchError(draft, own, failure);
		return;
	}
	if (step.park !== null && park(draft, step.park, run)) return;
	const handler = searchOutwards(draft, scope, 'error', code);
	if (handler !== null && handler.type !== 'undo') {
		// Here, not with the rest of its scope: a failure that is caught has no unknown outcome left.
		abandonRun(draft, run);
		catchError(draft, handler, failure, run.frontier);
		return;
	}
	if (handler?.type === 'undo') {
		const words = `"${step.name}", a step of an undo, failed (${codeAndMessage(failure)}) and nothing catches it. Have the cause removed at ${step.participant}, then try again, also with changed input.`;
		openIncident(draft, 'undo-stuck', { run: run.run, node: step.id, scope }, words);
		return;
	}
	if (draft.state.sealed) {
		const words = `"${step.name}" failed (${codeAndMessage(failure)}) after the point of no return, so nothing can be undone. Have the cause removed at ${step.participant}, then try again, also with changed input.`;
		openIncident(draft, 'step-stuck', { run: run.run, node: step.id, scope }, words);
		return;
	}
	if (isPivotOpen(draft.flow, draft.state)) return;
	endRun(draft, run);
	startUnwinding(draft, { step: step.id, code, message: failure.message });
}

function judgeCall(draft: Draft, call: OpenCall, failure: CallFailure): void {
	const { run, scope } = call;
	const node = callOf(draft.flow, call.node);
	const handler =
		ownBoundary(draft, node.id, run, scope, 'error', failure.code) ??
		searchOutwards(draft, scope, 'error', failure.code);
	if (handler !== null && handler.type !== 'undo') {
		catchError(draft, handler, failure);
		return;
	}
	const words = `The saga that "${node.name}" called (${call.child}) ended without success (${codeAndMessage(failure)})`;
	const place = { run, node: node.id, scope };
	if (handler?.type === 'undo') {
		openIncident(
			draft,
			'undo-stuck',
			place,
			`${words}, and nothing in this undo catches it. Try again: a new saga is called.`,
		);
		return;
	}
	if (draft.state.sealed) {
		openIncident(draft, 'step-stuck', place, `${words} after the point of no return. Try again: a new saga is called.`);
		return;
	}
	if (isPivotOpen(draft.flow, draft.state)) return;
	endFailedCall(draft, call, failure);
	startUnwinding(draft, { step: node.id, code: failure.code, message: failure.message });
}

/** `killed`: the frontier of a token that is gone already, but had been alive where it is caught. */
export function catchError(draft: Draft, handler: Catcher, { code, message }: Thrown, killed: Frontier = []): void {
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
		state.calls.some(
			(call) => callOf(flow, call.node).isPivot && call.failure === null && undoAround(state, call.scope) === null,
		)
	);
}
