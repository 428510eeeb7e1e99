/**
 * What must go out, by what the history says: each order has the entry that stands for it, and each such entry its order.
 * The history is what people read and what a crash leaves; an order that it does not tell would be done in the dark.
 */

import { canonicalJson, type Json } from '../../expression/json';
import type { Effect } from '../effect';
import type { HistoryEntry } from '../entry';
import type { RunNumber } from '../input';
import type { LedgerEntry, SagaState } from '../state';

interface Told {
	readonly type: Effect['type'];
	readonly [field: string]: Json;
}

/**
 * Null: entries and effects say the same. `state` and `ledger` are those after them. Not compared: what a message
 * subscription orders, which is the difference of two states.
 */
export function untoldEffect(
	{ entries, effects }: { readonly entries: readonly HistoryEntry[]; readonly effects: readonly Effect[] },
	state: SagaState,
	ledger: readonly LedgerEntry[],
): string | null {
	const told = entries.flatMap((entry) => toldBy(entry, state, ledger));
	for (const effect of effects) {
		if (effect.type === 'awaitMessage' || effect.type === 'stopAwaiting') continue;
		const at = told.findIndex((expected) => says(expected, effect));
		if (at >= 0) told.splice(at, 1);
		else if (!entries.some((entry) => mayOrder(entry, effect)))
			return `No entry tells of the order ${JSON.stringify(effect)}, only of ${JSON.stringify(told)}.`;
	}
	return told.length === 0 ? null : `The history tells of ${JSON.stringify(told)}, which was not ordered.`;
}

/** A called saga is told to unwind when its call has simply ended; a saga that has ended answers its caller once more. */
function mayOrder(entry: HistoryEntry, effect: Effect): boolean {
	if (effect.type === 'unwindChild') return entry.type === 'callEnded' && entry.run === effect.run;
	return effect.type === 'tellParent' && entry.type === 'operatorActed' && entry.action === 'unwindForCaller';
}

function says(expected: Told, effect: Effect): boolean {
	const fields: Readonly<Record<string, unknown>> = { ...effect };
	return Object.entries(expected).every(
		([name, value]) => canonicalJson(value) === canonicalJson(fields[name] as Json),
	);
}

function toldBy(entry: HistoryEntry, state: SagaState, ledger: readonly LedgerEntry[]): readonly Told[] {
	switch (entry.type) {
		case 'stepStarted':
			return [{ type: 'sendCommand', run: entry.run, attempt: 1, step: entry.step, payload: entry.input }];
		case 'attemptSent':
			return [{ type: 'sendCommand', run: entry.run, attempt: entry.attempt, ...changed(entry.input) }];
		case 'undoStarted':
			if (entry.by === 'called') return [{ type: 'unwindChild', run: entry.run }];
			return entry.dueAt === null ? [] : [undoOf(entry.run, 1, state, ledger)];
		case 'undoAttemptSent':
			return [undoOf(entry.run, entry.attempt, state, ledger)];
		case 'callStarted': {
			const { run, child, flow, version, input } = entry;
			return [{ type: 'callFlow', run, child, flow, version, payload: input }];
		}
		case 'callUnwinding':
			return [{ type: 'unwindChild', run: entry.run }];
		case 'eventPublished': {
			const { node, name, key, run } = entry;
			if (key === null) return [{ type: 'broadcastSignal', node, signal: name }];
			return [{ type: 'publishEvent', node, name, key, id: `${state.sagaId}/${run}` }];
		}
		case 'statusChanged':
			return [{ type: 'announceStatus', status: entry.status }];
		case 'sagaEnded':
			return [{ type: 'announceStatus', status: entry.status }, ...answerToCaller(entry.status, state)];
		default:
			return [];
	}
}

/** A participant treats the undo of a run that nobody knows the end of otherwise than that of one that completed. */
function undoOf(run: RunNumber, attempt: number, state: SagaState, ledger: readonly LedgerEntry[]): Told {
	const undone = ledger.find((entry) => entry.run === run);
	const outcome = undone?.outcome === 'completed' || undone?.outcome === 'interrupted' ? 'completed' : 'unknown';
	const input = state.undoInputs.find((changed) => changed.run === run)?.input;
	const payload = input ?? (undone?.undo.type === 'command' ? undone.undo.payload : undefined);
	return { type: 'sendUndo', run, attempt, outcome, ...changed(payload) };
}

function changed(payload: Json | undefined): { readonly payload?: Json } {
	return payload === undefined ? {} : { payload };
}

function answerToCaller(status: string, { parent, cause }: SagaState): readonly Told[] {
	if (parent === null) return [];
	return [{ type: 'tellParent', parent: parent.sagaId, run: parent.run, status, code: cause?.code ?? null }];
}
