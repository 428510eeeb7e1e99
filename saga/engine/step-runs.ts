/**
 * Step runs: opened with a command, tried again with the same key, ended by an answer or by giving up.
 * A run that has failed for good is left `stuck` without an incident: whether the saga unwinds, waits for an open pivot
 * or must go on is judged for the saga as a whole (unwind.ts).
 */
import { evaluateMapping } from '../compile/compile-mapping';
import type { CompiledStep } from '../compile/compiled-flow';
import type { Json, JsonObject } from '../expression/json';
import type { EdgeId } from '../flow/definition';
import type { Draft } from './draft';
import { hasIncident, openIncident, resolveIncidents } from './incidents';
import { invariant, stepOf } from './invariant';
import { addToLedger } from './ledger';
import { retryAt } from './retry-policy';
import type { OpenRun } from './state';

/** If the command cannot be made, the token stays before the step with an incident. */
export function startRun(draft: Draft, step: CompiledStep, edge: EdgeId): void {
	const input = evaluateMapping(step.input, draft.variables, null, draft.at);
	if (!input.ok) {
		const message = `The command for "${step.name}" could not be made: ${input.message} Deploy a corrected flow for later sagas; if the data is corrected, try again here.`;
		openIncident(draft, 'expression', { run: null, node: step.id }, message);
		return;
	}
	const run = draft.state.nextRun;
	const dueAt = draft.at + step.timeoutMs;
	draft.record({ type: 'stepStarted', run, step: step.id, edge, input: input.value, dueAt });
	orderCommand(draft, step, run, 1, input.value);
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

function orderCommand(draft: Draft, step: CompiledStep, run: number, attempt: number, payload: JsonObject): void {
	const { id, participant, command } = step;
	draft.order({ type: 'sendCommand', run, attempt, step: id, participant, command, payload });
}

export function completeRun(draft: Draft, run: OpenRun, attempt: number, output: Json): void {
	resolveIncidents(draft, 'reply', (incident) => incident.run === run.run);
	draft.record({ type: 'stepCompleted', run: run.run, step: run.step, attempt, output });
	const isRunning = draft.state.status === 'running';
	const merged = mergeOutput(draft, stepOf(draft.flow, run.step), output);
	// Evaluated after the merge: what a step stored is there for its undo, too.
	addToLedger(draft, run, 'completed', attempt, output);
	if (!isRunning) return;
	if (merged === null) leaveStep(draft, run.step);
	else openIncident(draft, 'expression', { run: run.run, node: run.step }, merged);
}

/** What the output mapping yields becomes variables. Returns what went wrong, in words, or null. */
export function mergeOutput(draft: Draft, step: CompiledStep, reply: Json): string | null {
	if (step.output.length === 0) return null;
	const values = evaluateMapping(step.output, draft.variables, { reply }, draft.at, draft.variables);
	if (!values.ok)
		return `"${step.name}" is done, but its reply could not be stored: ${values.message} Deploy a corrected flow for later sagas; if the data is corrected, try again here.`;
	draft.record({ type: 'variablesSet', scope: '', values: values.value });
	return null;
}

export function leaveStep(draft: Draft, id: string): void {
	const step = stepOf(draft.flow, id);
	draft.record({ type: 'edgesTaken', node: step.id, edges: step.outgoing });
}

export interface AttemptFailure {
	readonly cause: 'failed' | 'unavailable' | 'timeout' | 'send-refused';
	readonly code: string;
	readonly message: string;
}

export function failAttempt(draft: Draft, run: OpenRun, failure: AttemptFailure): void {
	const step = stepOf(draft.flow, run.step);
	const next = run.phase === 'stuck' ? null : nextAttemptAt(draft, step, run, failure);
	draft.record({ type: 'attemptFailed', run: run.run, attempt: run.attempt, ...failure, retryAt: next });
	const failed = openRun(draft, run.run);
	if (draft.state.status === 'compensating') endRun(draft, failed);
	else if (next !== null && next <= draft.at) sendNextAttempt(draft, failed);
	else if (next === null) giveUp(draft, step, failed, failure);
}

function nextAttemptAt(draft: Draft, step: CompiledStep, run: OpenRun, { cause, code }: AttemptFailure): number | null {
	if (draft.state.status === 'compensating' || cause === 'send-refused') return null;
	if (cause === 'failed' && !step.retryCodes.has(code)) return null;
	return retryAt(step.retries, run, cause === 'timeout', draft.at);
}

/** No attempt is left. Only an answer `failed` ends a pivot or a retriable step; a command never sent ends nothing. */
function giveUp(draft: Draft, step: CompiledStep, { run, attempt }: OpenRun, { cause, message }: AttemptFailure): void {
	const place = { run, node: step.id };
	const fails = cause === 'failed' || (step.class === 'compensable' && cause !== 'send-refused');
	if (fails && !draft.state.sealed) resolveIncidents(draft, 'reply', (incident) => incident.run === run);
	if (fails || hasIncident(draft.state, run)) return;
	if (cause === 'send-refused')
		openIncident(draft, 'cannot-send', place, cannotSend(step.name, step.participant, message));
	else openIncident(draft, 'step-stuck', place, stepStuck(step, attempt, cause));
}

export function cannotSend(name: string, participant: string, reason: string): string {
	return `The message for "${name}" cannot be sent to ${participant}: ${reason}. Have the cause removed (size limit, permission, topic "${participant}.commands"), then try again.`;
}

function stepStuck({ name, participant }: CompiledStep, attempt: number, cause: AttemptFailure['cause']): string {
	const attempts = attempt === 1 ? '1 attempt' : `${attempt} attempts`;
	const what = cause === 'timeout' ? 'has not answered' : 'was not available';
	return `${participant} ${what} in ${attempts} for "${name}", which must not fail. Check ${participant}, then try again; a late answer settles it, too.`;
}

/** Ends a run that did not complete: without effect if that is certain, else with an unknown outcome. */
export function endRun(draft: Draft, run: OpenRun): void {
	const { code, message } = run.failure ?? { code: 'TIMEOUT', message: 'No answer came before the saga was unwound.' };
	resolveIncidents(draft, 'end', (incident) => incident.run === run.run);
	if (run.conclusiveTo === run.attempt) {
		draft.record({ type: 'stepFailed', run: run.run, step: run.step, code, message });
		return;
	}
	draft.record({ type: 'stepUnknown', run: run.run, step: run.step, code, message });
	addToLedger(draft, run, 'unknown', run.attempt, null);
}

function openRun(draft: Draft, number: number): OpenRun {
	const run = draft.state.runs.find((open) => open.run === number);
	invariant(run, `run ${number} is open`);
	return run;
}
