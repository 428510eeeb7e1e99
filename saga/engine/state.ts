/**
 * What the engine needs to go on with a saga: control data only, at most 1 KB for a three-step saga as stored.
 * Invariant: it is the fold of the history entries by `apply` and nothing else ever changes it.
 * Variables live beside it (they are large and change rarely), the undo graph lives in the ledger.
 */
import type { Json, JsonObject } from '../expression/json';
import type { EdgeId } from '../flow/definition';
import type { NodeId } from '../flow/nodes/node-base';
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
	/**
	 * `sent`: awaiting the reply until dueAt. `backoff`: next attempt at dueAt. `stuck`: no attempt is planned; an incident
	 * is open, or the run has failed while a pivot is open and waits for that one's answer.
	 */
	readonly phase: 'sent' | 'backoff' | 'stuck';
	readonly dueAt: number | null;
	/** All attempts up to this one certainly had no effect; equal to `attempt`: so did the newest. */
	readonly conclusiveTo: number;
	/** Why the newest attempt has not succeeded; null while it is awaited. */
	readonly failure: { readonly code: string; readonly message: string } | null;
	readonly frontier: Frontier;
	/** The command's payload as sent: the undo is evaluated with it, and a further attempt repeats it. */
	readonly input: JsonObject;
}

/** A run that completed, but whose output could not be merged: its token waits inside the step. */
export interface UnmergedRun {
	readonly run: RunNumber;
	readonly step: NodeId;
}

/** What is known of the run that an undo undoes. */
export type UndoOutcome = 'completed' | 'unknown';

export interface OpenUndo {
	readonly run: RunNumber;
	readonly step: NodeId;
	readonly outcome: UndoOutcome;
	/** 0: its command could not be evaluated, so nothing has been sent yet. */
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

export interface UnwindCause {
	readonly step: NodeId | null;
	readonly code: string;
	readonly message: string;
}

/** Exact shape is the engine's; others use the queries exported beside it (wakeAt, summarise). */
export interface SagaState {
	readonly sagaId: SagaId;
	readonly status: SagaStatus;
	readonly nextRun: RunNumber;
	readonly nextIncident: number;
	/** Position of the next ledger entry. */
	readonly nextPosition: number;
	readonly tokens: readonly RestingToken[];
	readonly runs: readonly OpenRun[];
	readonly unmerged: readonly UnmergedRun[];
	readonly undos: readonly OpenUndo[];
	/** While compensating: runs whose undo is confirmed, skipped as harmless or as a gap. */
	readonly undone: readonly RunNumber[];
	/** Undo commands that replace the ledger's: changed by an operator, or evaluated anew with a late output. */
	readonly undoInputs: readonly { readonly run: RunNumber; readonly input: JsonObject }[];
	readonly incidents: readonly OpenIncident[];
	/** A completed pivot: from here it only goes forward. */
	readonly sealed: boolean;
	/** Why it unwinds; null while it does not. */
	readonly cause: UnwindCause | null;
	/** Between two entries of one record: the token inside a node. Null in every stored state. */
	readonly passing: { readonly node: NodeId; readonly frontier: Frontier } | null;
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
	/** Counts the entries of one saga from 1 in the order in which their runs ended. */
	readonly position: number;
	/** The attempt that completed; of an unknown run the newest. */
	readonly attempt: number;
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
