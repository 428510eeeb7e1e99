/**
 * Step runs: opened with a command, tried again with the same key, ended by an answer or by giving up.
 * A run that has failed for good is left `stuck` without an incident: what becomes of it is judged with the rest of the
 * saga in view (failures.ts).
 */

import type { CompiledStep } from '../../compile/compiled-flow';
import type { Json, JsonObject } from '../../expression/json';
import { type Draft, inScope } from '../draft';
import { armBoundaries } from '../events/arming';
import { cannotSend, correctedFlow } from '../failures/incident-words';
import { hasIncident, openIncident, resolveIncidents } from '../failures/incidents';
import type { RunNumber } from '../input';
import { invariant, stepOf } from '../invariant';
import type { RunFailure } from '../run-failure';
import { undoAround } from '../scope-tree';
import type { OpenRun, ScopeNumber } from '../state';
import { compensationOf } from '../undo/ledger';
import { startAbandoned } from '../undo/undos';
import { evaluateInput, evaluateOutput } from '../variables';
import { retryAt } from './retry-policy';
import { storeOutput } from './store-output';

/** If the command cannot be made, the token stays before the step with an incident. */
export function startRun(
	draft: Draft,
	step: CompiledStep,
	scope: ScopeNumber,
	changed: JsonObject | null = null,
): void {
	const input = changed === null ? evaluateInput(draft, step.input, scope) : { ok: true as const, value: changed };
	if (!input.ok) {
		const message = `The command for "${step.name}" could not be made: ${input.message} ${correctedFlow}`;
		openIncident(draft, 'expression', { run: null, node: step.id, scope }, message);
		return;
	}
	const run = draft.nextRun;
	const dueAt = draft.at + step.timeoutMs;
	draft.record({ type: 'stepStarted', ...inScope(scope), run, step: step.id, input: input.value, dueAt });
	orderCommand(draft, step, run, 1, input.value);
	armBoundaries(draft, step, run, scope);
}

export function sendNextAttempt(draft: Draft, run: OpenRun, changedInput: JsonObject | null = null): void {
	const step = stepOf(draft.flow, run.step);
	const attempt = run.attempt + 1;
	const dueAt = draft.at + step.timeoutMs;
	draft.record({
		type: 'attemptSent',
		run: run.run,
		attempt,
		dueAt,
		...(changedInput === null ? {} : { input: changedInput }),
	});
	orderCommand(draft, step, run.run, attempt, changedInput ?? run.input);
}

function orderCommand(draft: Draft, step: CompiledStep, run: RunNumber, attempt: number, payload: JsonObject): void {
	const { id, participant, command } = step;
	draft.order({ type: 'sendCommand', run, attempt, step: id, participant, command, payload });
}

export function completeRun(draft: Draft, run: OpenRun, attempt: number, output: Json): void {
	const step = stepOf(draft.flow, run.step);
	const { scope } = run;
	resolveIncidents(draft, 'reply', (incident) => incident.run === run.run);
	const values = evaluateOutput(draft, step.output, scope, { reply: output });
	// Evaluated over the merged variables: what a step stored is there for its undo, too.
	const undo = compensationOf(draft, step, scope, run.input, output, values.ok ? values.value : {});
	draft.record({
		type: 'stepCompleted',
		run: run.run,
		step: run.step,
		attempt,
		output,
		...(undo === null ? {} : { undo }),
		...(step.class === 'pivot' ? { pivot: true as const } : {}),
	});
	storeOutput(draft, step, run, values, 'its reply', output);
}

export function failAttempt(draft: Draft, run: OpenRun, failure: RunFailure): void {
	const step = stepOf(draft.flow, run.step);
	const settles = isSettling(draft, run);
	const next =
		run.phase === 'stuck' || run.phase === 'parked' || settles ? null : nextAttemptAt(draft, step, run, failure);
	draft.record({ type: 'attemptFailed', run: run.run, attempt: run.attempt, ...failure, retryAt: next });
	const failed = openRun(draft, run.run);
	if (settles) endRun(draft, failed);
	else if (next !== null && next <= draft.at) sendNextAttempt(draft, failed);
	else if (next === null) giveUp(draft, step, failed, failure);
}

/** The saga unwinds, and this is not part of an undo: it gets no further attempt. */
function isSettling({ state }: Draft, { scope }: OpenRun): boolean {
	return (state.cause !== null || state.cancelled) && undoAround(state, scope) === null;
}

function nextAttemptAt(draft: Draft, step: CompiledStep, run: OpenRun, { cause, code }: RunFailure): number | null {
	if (cause === 'send-refused') return null;
	if (cause === 'failed' && !step.retryCodes.has(code)) return null;
	return retryAt(step.retries, run, cause === 'timeout', draft.at);
}

/** No attempt is left. Only an answer `failed` ends a pivot or a retriable step; a command never sent ends nothing. */
function giveUp(draft: Draft, step: CompiledStep, run: OpenRun, { cause, message }: RunFailure): void {
	const place = { run: run.run, node: step.id, scope: run.scope };
	if (failsFor(step, run)) {
		// An answer at last: whoever catches it does, also behind the pivot, and an incident would say something else.
		resolveIncidents(draft, 'reply', (incident) => incident.run === run.run);
		return;
	}
	if (hasIncident(draft.state, run.run)) return;
	if (cause === 'send-refused')
		openIncident(draft, 'cannot-send', place, cannotSend(step.name, step.participant, message));
	else openIncident(draft, 'step-stuck', place, stepStuck(step, run.attempt, cause));
}

/** Whether a run without a further attempt has failed, or is only stuck. */
export function failsFor(step: CompiledStep, run: OpenRun): boolean {
	const { cause } = lastFailure(run);
	return cause === 'failed' || (step.class === 'compensable' && cause !== 'send-refused');
}

/** Of a run whose newest attempt has failed. */
export function lastFailure({ run, failure }: OpenRun): RunFailure {
	invariant(failure, `an attempt of run ${run} has failed`);
	return failure;
}

function stepStuck({ name, participant }: CompiledStep, attempt: number, cause: RunFailure['cause']): string {
	const attempts = attempt === 1 ? '1 attempt' : `${attempt} attempts`;
	const what = cause === 'timeout' ? 'has not answered' : 'was not available';
	return `${participant} ${what} in ${attempts} for "${name}", which must not fail. Check ${participant}, then try again; a late answer settles it, too.`;
}

/** Whether the newest attempt certainly had no effect, and so none had. */
function isConclusive({ conclusiveTo, attempt }: OpenRun): boolean {
	return conclusiveTo === attempt;
}

/** Ends a run that did not complete: without effect if that is certain, else with an unknown outcome. */
export function endRun(draft: Draft, run: OpenRun): void {
	const { code, message } = lastFailure(run);
	closeRun(draft, run);
	if (isConclusive(run)) {
		draft.record({ type: 'stepFailed', run: run.run, step: run.step, code, message });
		return;
	}
	const undo = compensationOf(draft, stepOf(draft.flow, run.step), run.scope, run.input, null, {});
	draft.record({
		type: 'stepUnknown',
		run: run.run,
		step: run.step,
		code,
		message,
		...(undo === null ? {} : { undo }),
	});
}

/** The run is left: certain to have had no effect, it is over; else it is undone at once, beside the way forward. */
export function abandonRun(draft: Draft, run: OpenRun, goesOn = false): void {
	closeRun(draft, run);
	if (isConclusive(run) && !goesOn) {
		const { code, message } = lastFailure(run);
		draft.record({ type: 'stepFailed', run: run.run, step: run.step, code, message });
		return;
	}
	const undo = compensationOf(draft, stepOf(draft.flow, run.step), run.scope, run.input, null, {});
	draft.record({
		type: 'stepAbandoned',
		run: run.run,
		step: run.step,
		attempt: run.attempt,
		...(undo === null ? {} : { undo }),
		...(goesOn ? { goesOn: true as const } : {}),
	});
	// Cancelled without undo, it is left as it is.
	if (undo !== null && undo.type !== 'none' && !draft.state.cancelled) startAbandoned(draft, run.run);
}

function closeRun(draft: Draft, run: OpenRun): void {
	resolveIncidents(draft, 'end', (incident) => incident.run === run.run);
}

function openRun(draft: Draft, number: RunNumber): OpenRun {
	const run = draft.state.runs.find((open) => open.run === number);
	invariant(run, `run ${number} is open`);
	return run;
}
