/**
 * Undo: starts what is due, one level of the ledger after the other, tries again, and confirms.
 * Invariant: each run's effect is undone exactly once, and none is skipped silently. A running undo is never aborted.
 */

import type { CompiledUndoCommand } from '../../compile/compiled-flow';
import type { JsonObject } from '../../expression/json';
import type { Draft } from '../draft';
import { armReactions } from '../events/arming';
import { cannotSend, codeAndMessage } from '../failures/incident-words';
import { openIncident, resolveIncidents } from '../failures/incidents';
import type { RunNumber } from '../input';
import { activityOf, invariant, scopeDefinition } from '../invariant';
import type { RunFailure } from '../run-failure';
import type { LedgerEntry, OpenScope, OpenUndo } from '../state';
import { retryAt } from '../steps/retry-policy';
import { setVariables } from '../variables';
import { entryOf, undoPayload } from './ledger';
import { hasForwardInFlight, type LedgerTree, ledgerTree, outermost, turnsAt, undoneTogether } from './undo-set';

/** Whether anything is being undone, or is to be. */
export function mayUndo({ state }: Draft): boolean {
	return state.cause !== null || state.throws.length > 0;
}

/** Starts every undo whose turn it is. True: something has changed. */
export function startUndos(draft: Draft): boolean {
	const ledger = draft.ledger();
	if (ledger === null) return false;
	const before = draft.entries.length;
	const tree = ledgerTree(ledger);
	// A throw may name entries of a scope that is still open, or of one that has ended: each level counts by itself.
	for (const together of undoneTogether(draft.state, ledger))
		for (const level of [outermost(ledger), ...levelsOf(ledger, tree)])
			if (level.some(({ run }) => together.has(run))) startLevel(draft, level, tree, (run) => together.has(run));
	return draft.entries.length > before;
}

/** Of scopes that have ended. */
function levelsOf(ledger: readonly LedgerEntry[], tree: LedgerTree): readonly (readonly LedgerEntry[])[] {
	return ledger.flatMap(({ run }) => {
		const inside = tree.get(run);
		return inside === undefined ? [] : [inside];
	});
}

function startLevel(
	draft: Draft,
	level: readonly LedgerEntry[],
	tree: LedgerTree,
	ordered: (run: RunNumber) => boolean,
): void {
	if (draft.flow.settings.undoOrder === 'sequential') {
		startNextInSequence(draft, level, tree, ordered);
		return;
	}
	for (let again = true; again; ) {
		again = false;
		for (const entry of turnsAt(draft.state, level, ordered)) {
			const open = draft.state.undos.find(({ run }) => run === entry.run);
			// What is over at once sets others free.
			if (open === undefined) again = startUndo(draft, entry) || again;
			if (entry.undo.type === 'inner') again = goInside(draft, entry, tree) || again;
		}
	}
}

/** One at a time, the last ended first, when all runs have settled. Abandoned runs do not wait for their turn. */
function startNextInSequence(
	draft: Draft,
	level: readonly LedgerEntry[],
	tree: LedgerTree,
	ordered: (run: RunNumber) => boolean,
): void {
	if (draft.state.cause !== null && hasForwardInFlight(draft.state)) return;
	for (const entry of level) {
		if (!ordered(entry.run) || draft.state.undone.includes(entry.run)) continue;
		const open = draft.state.undos.find(({ run }) => run === entry.run);
		const isOver = open === undefined && startUndo(draft, entry);
		if (!isOver && entry.undo.type === 'inner') goInside(draft, entry, tree);
		if (!draft.state.undone.includes(entry.run)) return;
	}
}

/** Undoes what stands inside; confirmed when nothing of it is left. True: it is. */
function goInside(draft: Draft, { run, step }: LedgerEntry, tree: LedgerTree): boolean {
	const inside = tree.get(run) ?? [];
	startLevel(draft, inside, tree, () => true);
	if (inside.some((entry) => !draft.state.undone.includes(entry.run))) return false;
	draft.record({ type: 'undoCompleted', run, step });
	return true;
}

/** True: nothing had to be done, or it could be done at once. */
export function startUndo(draft: Draft, entry: LedgerEntry): boolean {
	const { run, step, undo } = entry;
	const outcome = entry.outcome === 'completed' || entry.outcome === 'interrupted' ? 'completed' : 'unknown';
	const started = { type: 'undoStarted' as const, run, step, outcome: outcome as OpenUndo['outcome'] };
	switch (undo.type) {
		case 'none':
			draft.record({ type: 'undoSkipped', run, step, effect: undo.effect, because: undo.because });
			return true;
		case 'inner':
			draft.record({ ...started, dueAt: null, by: 'inside' });
			return false;
		case 'scope':
			draft.record({ ...started, dueAt: null, by: 'inside' });
			openUndoScope(draft, entry, undo.variables);
			return false;
		case 'called':
			draft.record({ ...started, dueAt: null, by: 'called' });
			draft.order({ type: 'unwindChild', run, child: undo.child, reason: 'The saga that called it is undone.' });
			return false;
		case 'command':
		case 'unevaluated': {
			const payload = changedInput(draft, run) ?? (undo.type === 'command' ? undo.payload : null);
			if (payload === null) {
				draft.record({ ...started, dueAt: null });
				const reason = undo.type === 'unevaluated' ? undo.message : '';
				openIncident(draft, 'undo-stuck', { run, node: step }, unevaluated(draft, step, reason));
				return false;
			}
			draft.record({ ...started, dueAt: draft.at + commandOf(draft, step).timeoutMs });
			orderUndo(draft, entry);
			return false;
		}
	}
}

/** A run that was left before its answer is undone at once: its undo waits for nothing. */
export function startAbandoned(draft: Draft, run: RunNumber): void {
	const entry = entryOf(draft.added, run);
	invariant(entry, `the abandoned run ${run} has just been added to the ledger`);
	startUndo(draft, entry);
}

function openUndoScope(draft: Draft, { run, step }: LedgerEntry, variables: JsonObject): void {
	const scope = draft.nextRun;
	const id = `${step}/undo`;
	const { starts } = scopeDefinition(draft.flow, id);
	draft.record({ type: 'scopeOpened', scope, node: step, kind: 'undo', parent: 0, starts, of: run, frontier: [] });
	setVariables(draft, scope, variables);
	armReactions(draft, id, scope);
}

/** The last token of a compensation of its own has ended. */
export function confirmUndoScope(draft: Draft, { of, node }: OpenScope): void {
	invariant(of, `the compensation ${node} undoes a run`);
	draft.record({ type: 'undoCompleted', run: of, step: node });
}

export function sendNextUndoAttempt(draft: Draft, undo: OpenUndo, changed: JsonObject | null = null): void {
	const ledger = draft.ledger();
	if (ledger === null) return;
	const entry = entryOf(ledger, undo.run);
	invariant(entry, `run ${undo.run} is in the ledger`);
	const dueAt = draft.at + commandOf(draft, undo.step).timeoutMs;
	draft.record({
		type: 'undoAttemptSent',
		run: undo.run,
		attempt: undo.attempt + 1,
		dueAt,
		...(changed === null ? {} : { input: changed }),
	});
	orderUndo(draft, entry);
}

/** Sends the newest attempt of an open undo. Its command is in the ledger unless something has replaced it since. */
function orderUndo(draft: Draft, { run, undo: command }: LedgerEntry): void {
	const undo = draft.state.undos.find((open) => open.run === run);
	invariant(undo, `the undo of run ${run} is open`);
	const payload = changedInput(draft, run) ?? (command.type === 'command' ? command.payload : null);
	invariant(payload, `the undo of run ${run} has a command`);
	const { attempt, step, outcome } = undo;
	const { participant, command: name } = commandOf(draft, step);
	const activity = activityOf(draft.flow, step);
	const asCommand = activity.kind !== 'step' || activity.participant !== participant;
	draft.order({ type: 'sendUndo', run, attempt, step, participant, command: name, payload, outcome, asCommand });
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
	const payload = undoPayload(draft, commandOf(draft, undo.step), 0, entry);
	if (payload.ok) sendNextUndoAttempt(draft, undo, payload.value);
	else {
		const place = { run: undo.run, node: undo.step };
		openIncident(draft, 'undo-stuck', place, unevaluated(draft, undo.step, payload.message));
	}
}

export function completeUndo(draft: Draft, { run, step }: OpenUndo): void {
	resolveIncidents(draft, 'reply', (incident) => incident.run === run);
	draft.record({ type: 'undoCompleted', run, step });
}

/** An undo is tried again after any answer but `completed`; when its attempts are used up, people are asked. */
export function failUndoAttempt(draft: Draft, undo: OpenUndo, failure: RunFailure): void {
	const { run, step, attempt } = undo;
	const { retries } = commandOf(draft, step);
	const next = failure.cause === 'send-refused' ? null : retryAt(retries, undo, failure.cause === 'timeout', draft.at);
	draft.record({ type: 'undoAttemptFailed', run, attempt, ...failure, retryAt: next });
	if (next === null) raiseUndoIncident(draft, undo, failure);
	else if (next <= draft.at) sendNextUndoAttempt(draft, undo);
}

function raiseUndoIncident(draft: Draft, { run, step }: OpenUndo, failure: RunFailure): void {
	const { name } = activityOf(draft.flow, step);
	const { participant } = commandOf(draft, step);
	const place = { run, node: step };
	if (failure.cause === 'send-refused') {
		openIncident(draft, 'cannot-send', place, cannotSend(`undo of ${name}`, participant, failure.message));
		return;
	}
	const what = failure.cause === 'timeout' ? 'has not answered' : `answered ${codeAndMessage(failure)}`;
	openIncident(
		draft,
		'undo-stuck',
		place,
		`"${name}" could not be undone: ${participant} ${what}. What came before it stays as it is until then. Check ${participant}, then try again, also with changed input.`,
	);
}

function unevaluated(draft: Draft, step: string, reason: string): string {
	return `The command that undoes "${activityOf(draft.flow, step).name}" could not be made: ${reason} Try again with the input written by hand.`;
}

function changedInput(draft: Draft, number: RunNumber): JsonObject | null {
	return draft.state.undoInputs.find(({ run }) => run === number)?.input ?? null;
}

function commandOf(draft: Draft, step: string): CompiledUndoCommand {
	const { compensation } = activityOf(draft.flow, step);
	invariant(compensation.type === 'command', `${step} is undone by a command`);
	return compensation;
}
