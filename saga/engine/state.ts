/**
 * What the engine needs to go on with a saga: control data only, at most 1 KB for a three-step saga as stored.
 * Invariant: it is the fold of the history entries by `apply` and nothing else ever changes it.
 * Variables live beside it (they are large and change rarely), the undo graph lives in the ledger.
 */
import type { Json, JsonObject } from '../expression/json';
import type { EdgeId } from '../flow/definition';
import type { NodeId } from '../flow/nodes/node-base';
import type { UndoOutcome } from './entry';
import type { RunNumber, SagaId } from './input';

export const sagaStatuses = ['running', 'compensating', 'completed', 'compensated', 'failed', 'cancelled'] as const;
export type SagaStatus = (typeof sagaStatuses)[number];

export const incidentKinds = [
	'deadlock',
	'no-path',
	'expression',
	'step-stuck',
	'undo-stuck',
	'contradiction',
	'cannot-send',
	'bus-behind',
	'store-fault',
	'engine-fault',
] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** The maximal step runs that happened before: sorted, without duplicates. */
export type Frontier = readonly RunNumber[];

/** A token that rests on an edge: at a join that cannot fire yet, or before a node whose incident keeps it. */
export interface RestingToken {
	readonly edge: EdgeId;
	readonly frontier: Frontier;
}

export interface OpenRun {
	readonly run: RunNumber;
	readonly step: NodeId;
	readonly attempt: number;
	/** Attempts are counted from here (an operator's retry counts anew). */
	readonly attemptsFrom: number;
	/** `sent`: awaiting the reply until dueAt. `backoff`: next attempt at dueAt. `stuck`: incident open, dueAt null. */
	readonly phase: 'sent' | 'backoff' | 'stuck';
	readonly dueAt: number | null;
	/** Whether the newest attempt was answered conclusively without effect (so that a failure is certain). */
	readonly answered: boolean;
	readonly frontier: Frontier;
	/** The command's payload as sent: the undo is evaluated with it, and a further attempt repeats it. */
	readonly input: JsonObject;
}

export interface OpenUndo {
	readonly run: RunNumber;
	readonly step: NodeId;
	readonly outcome: UndoOutcome;
	readonly attempt: number;
	readonly attemptsFrom: number;
	readonly phase: 'sent' | 'backoff' | 'stuck';
	readonly dueAt: number | null;
}

export interface OpenIncident {
	readonly incident: number;
	readonly kind: IncidentKind;
	readonly run: RunNumber | null;
	readonly node: NodeId | null;
}

/** Exact shape is the engine's; others use the queries exported beside it (wakeAt, summarise). */
export interface SagaState {
	readonly sagaId: SagaId;
	readonly status: SagaStatus;
	readonly suspended: boolean;
	readonly nextRun: RunNumber;
	readonly nextIncident: number;
	readonly tokens: readonly RestingToken[];
	readonly runs: readonly OpenRun[];
	readonly undos: readonly OpenUndo[];
	/** While compensating: runs whose undo is confirmed, skipped as harmless or as a gap. */
	readonly undone: readonly RunNumber[];
	readonly incidents: readonly OpenIncident[];
	/** A completed pivot: from here it only goes forward. */
	readonly sealed: boolean;
	/** Why it unwinds; null while it does not. */
	readonly cause: { readonly step: NodeId | null; readonly code: string; readonly message: string } | null;
	/** While unwinding: open commands are taken as unknown at this instant. */
	readonly settleAt: number | null;
}

/** Variables by scope instance; the root scope is ''. */
export type Variables = Readonly<Record<string, JsonObject>>;

export interface Saga {
	readonly state: SagaState;
	readonly variables: Variables;
}

/** One run that ended and may have to be undone. Append-only; written once when the run ends. */
export interface LedgerEntry {
	readonly run: RunNumber;
	readonly step: NodeId;
	readonly outcome: 'completed' | 'unknown' | 'abandoned';
	/** The frontier with which the run was entered: their undos wait for this one. */
	readonly predecessors: Frontier;
	/** The forward command's payload and its reply (null when unknown). */
	readonly input: JsonObject;
	readonly output: Json;
	/** Evaluated when the run ended, so that it does not depend on what happens later. */
	readonly undo: LedgerUndo;
	readonly at: number;
}

export type LedgerUndo =
	| { readonly type: 'command'; readonly participant: string; readonly command: string; readonly payload: JsonObject }
	/** The compensation's mapping could not be evaluated: undo raises an incident with this message. */
	| { readonly type: 'unevaluated'; readonly participant: string; readonly command: string; readonly message: string }
	| { readonly type: 'none'; readonly effect: 'harmless' | 'gap'; readonly because: string };
