/**
 * Undo in the order of reversed causality: an undo starts as soon as every run that came after its own is settled and
 * undone; it does not wait for the rest of the saga. In a `sequential` flow it is one at a time, the last ended first.
 * Invariant: each run's effect is undone exactly once, and none is skipped silently.
 */
import type { CompiledUndoCommand } from '../compile/compiled-flow';
import type { JsonObject } from '../expression/json';
import type { Draft } from './draft';
import { openIncident, resolveIncidents } from './incidents';
import { invariant, stepOf } from './invariant';
import { entryOf, undoPayload } from './ledger';
import { retryAt } from './retry-policy';
import type { LedgerEntry, OpenUndo } from './state';
import { type AttemptFailure, cannotSend } from './step-runs';

/** Starts every undo whose turn it is. */
export function startUndos(draft: Draft): void {
	const ledger = draft.ledger();
	if (ledger === null) return;
	// Successors end after their predecessors, so one pass from the last ended sees what a skipped one sets free.
	const lastFirst = ledger.toSorted((left, right) => right.position - left.position);
	if (draft.flow.settings.undoOrder === 'sequential') startNextInSequence(draft, lastFirst);
	else startFreed(draft, lastFirst);
}

function startFreed(draft: Draft, lastFirst: readonly LedgerEntry[]): void {
	const blocked = new Set(draft.state.runs.flatMap((run) => run.frontier));
	const undone = new Set(draft.state.undone);
	const open = new Set(draft.state.undos.map((undo) => undo.run));
	for (const entry of lastFirst) {
		if (!undone.has(entry.run) && !open.has(entry.run) && !blocked.has(entry.run)) {
			if (startUndo(draft, entry) === 'skipped') undone.add(entry.run);
		}
		if (!undone.has(entry.run)) for (const run of entry.predecessors) blocked.add(run);
	}
}

function startNextInSequence(draft: Draft, lastFirst: readonly LedgerEntry[]): void {
	if (draft.state.runs.length > 0 || draft.state.undos.length > 0) return;
	const undone = new Set(draft.state.undone);
	for (const entry of lastFirst) if (!undone.has(entry.run) && startUndo(draft, entry) === 'started') return;
}

function startUndo(draft: Draft, { run, step, outcome, undo }: LedgerEntry): 'started' | 'skipped' {
	if (undo.type === 'none') {
		draft.record({ type: 'undoSkipped', run, step, effect: undo.effect, because: undo.because });
		return 'skipped';
	}
	invariant(outcome !== 'abandoned', 'no run of these node kinds is abandoned');
	const payload = changedInput(draft, run) ?? (undo.type === 'command' ? undo.payload : null);
	if (payload === null && undo.type === 'unevaluated') {
		draft.record({ type: 'undoStarted', run, step, outcome, dueAt: null });
		openIncident(draft, 'undo-stuck', { run, node: step }, unevaluated(draft, step, undo.message));
		return 'started';
	}
	draft.record({ type: 'undoStarted', run, step, outcome, dueAt: draft.at + compensationOf(draft, step).timeoutMs });
	orderUndo(draft, run);
	return 'started';
}

function unevaluated(draft: Draft, step: string, reason: string): string {
	return `The command that undoes "${stepOf(draft.flow, step).name}" could not be made: ${reason} Try again with the input written by hand.`;
}

export function sendNextUndoAttempt(draft: Draft, undo: OpenUndo, changed: JsonObject | null = null): void {
	const dueAt = draft.at + compensationOf(draft, undo.step).timeoutMs;
	draft.record({
		type: 'undoAttemptSent',
		run: undo.run,
		attempt: undo.attempt + 1,
		dueAt,
		...(changed === null ? {} : { input: changed }),
	});
	orderUndo(draft, undo.run);
}

/** Sends the newest attempt of an open undo. Its command is in the ledger unless something has replaced it since. */
function orderUndo(draft: Draft, run: number): void {
	const ledger = draft.ledger();
	const undo = draft.state.undos.find((open) => open.run === run);
	if (ledger === null || undo === undefined) return;
	const entry = entryOf(ledger, run);
	invariant(entry && entry.undo.type !== 'none', `run ${run} has an undo in the ledger`);
	const payload = changedInput(draft, run) ?? (entry.undo.type === 'command' ? entry.undo.payload : null);
	invariant(payload, `the undo of run ${run} has a command`);
	const { participant, command } = entry.undo;
	const { attempt, step, outcome } = undo;
	draft.order({ type: 'sendUndo', run, attempt, step, participant, command, payload, outcome });
}

/** An operator's retry. A command that could not be made is made anew, unless the operator wrote one. */
export function retryUndo(draft: Draft, undo: OpenUndo, changed: JsonObject | null): void {
	const ledger = draft.ledger();
	if (ledger === null) return;
	const entry = entryOf(ledger, undo.run);
	invariant(entry, `run ${undo.run} is in the ledger`);
	if (changed !== null || entry.undo.type !== 'unevaluated' || changedInput(draft, undo.run) !== null) {
		sendNextUndoAttempt(draft, undo, changed);
		return;
	}
	const payload = undoPayload(draft, compensationOf(draft, undo.step), entry.input, entry.output);
	if (payload.ok) sendNextUndoAttempt(draft, undo, payload.value);
	else
		openIncident(
			draft,
			'undo-stuck',
			{ run: undo.run, node: undo.step },
			unevaluated(draft, undo.step, payload.message),
		);
}

export function completeUndo(draft: Draft, { run, step }: OpenUndo): void {
	resolveIncidents(draft, 'reply', (incident) => incident.run === run);
	draft.record({ type: 'undoCompleted', run, step });
}

/** An undo is tried again after any answer but `completed`; when its attempts are used up, people are asked. */
export function failUndoAttempt(draft: Draft, undo: OpenUndo, failure: AttemptFailure): void {
	const { run, step, attempt } = undo;
	const { retries } = compensationOf(draft, step);
	const next = failure.cause === 'send-refused' ? null : retryAt(retries, undo, failure.cause === 'timeout', draft.at);
	draft.record({ type: 'undoAttemptFailed', run, attempt, ...failure, retryAt: next });
	if (next === null) raiseUndoIncident(draft, undo, failure);
	else if (next <= draft.at) sendNextUndoAttempt(draft, undo);
}

function raiseUndoIncident(draft: Draft, { run, step }: OpenUndo, { cause, code, message }: AttemptFailure): void {
	const { name, compensation } = stepOf(draft.flow, step);
	const participant = compensation.type === 'command' ? compensation.participant : '';
	const place = { run, node: step };
	if (cause === 'send-refused') {
		openIncident(draft, 'cannot-send', place, cannotSend(`undo of ${name}`, participant, message));
		return;
	}
	const what = cause === 'timeout' ? `${participant} has not answered` : `${participant} answered ${code}: ${message}`;
	openIncident(
		draft,
		'undo-stuck',
		place,
		`"${name}" could not be undone: ${what}. What came before it stays as it is until then. Check ${participant}, then try again, also with changed input.`,
	);
}

function changedInput(draft: Draft, number: number): JsonObject | null {
	return draft.state.undoInputs.find(({ run }) => run === number)?.input ?? null;
}

function compensationOf(draft: Draft, step: string): CompiledUndoCommand {
	const { compensation } = stepOf(draft.flow, step);
	invariant(compensation.type === 'command', `${step} has a compensation`);
	return compensation;
}
