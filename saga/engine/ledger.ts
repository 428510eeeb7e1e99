/**
 * The ledger: one entry per run that ended and may have had an effect, with the undo that this effect calls for.
 * The undo's command is evaluated when the run ends, so that it does not depend on what happens later.
 */
import { evaluateMapping, type MappingResult } from '../compile/compile-mapping';
import type { CompiledUndoCommand } from '../compile/compiled-flow';
import type { Json, JsonObject } from '../expression/json';
import type { Draft } from './draft';
import type { RunNumber } from './input';
import { invariant, stepOf } from './invariant';
import type { LedgerEntry, LedgerUndo, OpenRun } from './state';

/** Called after the history entry that ended the run, which has counted it. */
export function addToLedger(
	draft: Draft,
	run: OpenRun,
	outcome: 'completed' | 'unknown',
	attempt: number,
	output: Json,
): void {
	draft.addToLedger({
		run: run.run,
		step: run.step,
		outcome,
		position: draft.state.nextPosition - 1,
		attempt,
		predecessors: run.frontier,
		input: run.input,
		output,
		undo: undoOf(draft, run, output),
		at: draft.at,
	});
}

function undoOf(draft: Draft, run: OpenRun, output: Json): LedgerUndo {
	const { compensation } = stepOf(draft.flow, run.step);
	if (compensation.type === 'none') return compensation;
	invariant(compensation.type === 'command', `${run.step} is undone by a command`);
	const { participant, command } = compensation;
	const payload = undoPayload(draft, compensation, run.input, output);
	return payload.ok
		? { type: 'command', participant, command, payload: payload.value }
		: { type: 'unevaluated', participant, command, message: payload.message };
}

export function undoPayload(
	draft: Draft,
	compensation: CompiledUndoCommand,
	input: JsonObject,
	output: Json,
): MappingResult {
	return evaluateMapping(compensation.input, draft.variables, { input, output }, draft.at);
}

export function entryOf(ledger: readonly LedgerEntry[], run: RunNumber): LedgerEntry | null {
	return ledger.find((entry) => entry.run === run) ?? null;
}
