/**
 * What a run that has ended calls for: its undo, evaluated now, so that it does not depend on what happens later.
 */
import { evaluateMapping, type MappingResult } from '../../compile/compile-mapping';
import type { CompiledActivity, CompiledUndoCommand } from '../../compile/compiled-flow';
import type { Json, JsonObject } from '../../expression/json';
import type { Draft } from '../draft';
import type { RunNumber } from '../input';
import { scopeOf, undoAround, variablesKey } from '../scope-tree';
import type { LedgerEntry, LedgerUndo, ScopeNumber } from '../state';
import { visibleVariables } from '../variables';

/** `merged`: what the activity has just stored. Null: it stands inside a compensation, where nothing is undone. */
export function compensationOf(
	draft: Draft,
	activity: CompiledActivity,
	scope: ScopeNumber,
	input: JsonObject,
	output: Json,
	merged: JsonObject,
): LedgerUndo | null {
	if (undoAround(draft.state, scope) !== null) return null;
	const { compensation } = activity;
	switch (compensation.type) {
		case 'none':
			return compensation;
		case 'inner':
			return { type: 'inner' };
		case 'scope':
			return { type: 'scope', variables: { ...innerVariables(draft, scope), input, output } };
		case 'command': {
			const payload = undoPayload(draft, compensation, scope, { input, output }, merged);
			const { participant, command } = compensation;
			return payload.ok
				? { type: 'command', participant, command, payload: payload.value }
				: { type: 'unevaluated', participant, command, message: payload.message };
		}
	}
}

/** Of a scope that has no undo of its own: one entry that undo opens. Inside a compensation there is none. */
export function standingAsOne({ state }: Draft, scope: ScopeNumber): { readonly undo?: LedgerUndo } {
	return undoAround(state, scope) === null ? { undo: { type: 'inner' } } : {};
}

export function undoPayload(
	draft: Draft,
	compensation: CompiledUndoCommand,
	scope: ScopeNumber,
	locals: { readonly input: JsonObject; readonly output: Json },
	merged: JsonObject = {},
): MappingResult {
	const variables = { ...visibleVariables(draft.saga, scope), ...merged };
	return evaluateMapping(compensation.input, variables, locals, draft.at);
}

/** Of the scope instances around, the top excepted: they may be gone when the undo runs. */
function innerVariables(draft: Draft, scope: ScopeNumber): JsonObject {
	const { state, variables } = draft.saga;
	const values: Record<string, Json> = {};
	for (let at = scope; at !== 0; at = scopeOf(state, at)?.parent ?? 0)
		for (const [name, value] of Object.entries(variables[variablesKey(at)] ?? {}))
			if (!Object.hasOwn(values, name)) values[name] = value;
	return values;
}

export function entryOf(ledger: readonly LedgerEntry[], run: RunNumber): LedgerEntry | null {
	return ledger.find((entry) => entry.run === run) ?? null;
}
