/**
 * What the engine needs to go on with a saga: control data only, at most 1 KB for a three-step saga as stored.
 * Invariant: it is the fold of the history entries by `apply` and nothing else ever changes it.
 * Variables live beside it (they are large and change rarely), the undo graph lives in the ledger.
 */
import type { TimerRepeat } from '../compile/compiled-event';
import type { Json, JsonObject } from '../expression/json';
import type { EdgeId } from '../flow/definition';
import type { NodeId } from '../flow/nodes/node-base';
import type { RunNumber, SagaId, SagaInput } from './input';
import type { CallFailure, RunFailure } from './run-failure';

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

/** The maximal ledger entries that happened before: sorted, without duplicates. */
export type Frontier = readonly RunNumber[];

/** A scope instance, by the number of what opened it; 0 is the top of the saga. */
export type ScopeNumber = RunNumber;

/** A token before a node: at a join that cannot fire yet, where an incident keeps it, or between two entries of a record. */
export interface RestingToken {
	readonly node: NodeId;
	/** Null: it was put there (a start, an operator), not brought by an edge. */
	readonly edge: EdgeId | null;
	readonly scope: ScopeNumber;
	readonly frontier: Frontier;
}

export type ScopeKind =
	| 'subflow'
	/** An event-started subflow. */
	| 'reaction'
	/** Around the iterations of an activity. */
	| 'forEach'
	/** One of them: it holds the element, and the run of the activity. */
	| 'iteration'
	/** A compensation that is no plain command; `undoes` is the run. */
	| 'undo';

export interface OpenScope {
	readonly scope: ScopeNumber;
	/** The activity; of an undo the activity that it undoes. */
	readonly node: NodeId;
	readonly kind: ScopeKind;
	readonly parent: ScopeNumber;
	/** With which it was entered. */
	readonly frontier: Frontier;
	/** Union of the frontiers of the tokens that have ended in it. */
	readonly ended: Frontier;
	/** Of an undo: the forward run. Of an iteration: its place in the collection, from 0. */
	readonly of: number | null;
	/** Of a for-each: how many iterations have been entered, of how many; null otherwise. */
	readonly iterations: { readonly entered: number; readonly of: number } | null;
}

export interface OpenRun {
	readonly run: RunNumber;
	readonly step: NodeId;
	readonly scope: ScopeNumber;
	readonly attempt: number;
	/** Attempts are counted from here (an operator's retry counts anew). */
	readonly attemptsFrom: number;
	/**
	 * `sent`: awaiting the reply until dueAt. `backoff`: next attempt at dueAt. `parked`: tried again by an event or a person,
	 * given up at dueAt. `stuck`: no attempt is planned; an incident is open, or the run has failed while a pivot is open
	 * and waits for that one's answer. `failed`: the same, after its park has run out.
	 */
	readonly phase: 'sent' | 'backoff' | 'parked' | 'stuck' | 'failed';
	readonly dueAt: number | null;
	/** All attempts up to this one certainly had no effect; equal to `attempt`: so did the newest. */
	readonly conclusiveTo: number;
	/** Why the newest attempt has not succeeded; null while it is awaited. */
	readonly failure: RunFailure | null;
	readonly frontier: Frontier;
	/** The command's payload as sent: the undo is evaluated with it, and a further attempt repeats it. */
	readonly input: JsonObject;
}

/** A token that an incident holds inside its node: what it brought could not be stored, or no way out holds. */
export interface HeldToken {
	/** The run that completed; null: of a node without runs. */
	readonly run: RunNumber | null;
	readonly node: NodeId;
	readonly scope: ScopeNumber;
	/** With which it goes on. */
	readonly frontier: Frontier;
	/** What the node brought: a reply, an event. */
	readonly output: Json;
	/** It has become variables; only the way out is missing. */
	readonly merged: boolean;
}

export interface OpenApproval {
	readonly run: RunNumber;
	readonly node: NodeId;
	readonly scope: ScopeNumber;
	readonly frontier: Frontier;
	/** What the person is shown. */
	readonly input: JsonObject;
}

export interface OpenCall {
	readonly run: RunNumber;
	readonly node: NodeId;
	readonly scope: ScopeNumber;
	readonly frontier: Frontier;
	readonly child: SagaId;
	readonly input: JsonObject;
	/**
	 * `unwinding`: the called saga was told to unwind, and its end is awaited. `failed`: it has ended without success; what
	 * becomes of the caller is still to be judged, or an incident is open.
	 */
	readonly phase: 'running' | 'unwinding' | 'failed';
	readonly failure: CallFailure | null;
}

/** A token inside a catch or an event race. */
export interface OpenWait {
	readonly wait: RunNumber;
	readonly node: NodeId;
	readonly scope: ScopeNumber;
	readonly frontier: Frontier;
}

export type SubscribedTo =
	| { readonly type: 'message'; readonly name: string; readonly key: string }
	| { readonly type: 'timer'; readonly dueAt: number; readonly repeat: TimerRepeat | null }
	| { readonly type: 'signal'; readonly signal: string };

/** What a wait, an open activity, a scope or a parked run listens for. */
export interface Subscription {
	readonly subscription: RunNumber;
	/** The catch, the boundary event, the start of an event-started subflow, or the parked step. */
	readonly node: NodeId;
	/** The wait, activity, scope or run that it belongs to: gone with it. */
	readonly host: RunNumber;
	readonly on: SubscribedTo;
}

/** What is known of the run that an undo undoes. */
export type UndoOutcome = 'completed' | 'unknown';

export interface OpenUndo {
	readonly run: RunNumber;
	readonly step: NodeId;
	readonly outcome: UndoOutcome;
	/** 0: its command could not be evaluated, so nothing has been sent yet; or it is no command. */
	readonly attempt: number;
	readonly attemptsFrom: number;
	/** `inside`: a compensation of its own runs, or what the activity has done inside is being undone; `called`: a called saga unwinds. */
	readonly phase: 'sent' | 'backoff' | 'stuck' | 'inside' | 'called';
	readonly dueAt: number | null;
}

/** An undo ordered by the flow: its token goes on when all of the set is undone. */
export interface OpenThrow {
	readonly throw: RunNumber;
	/** The undo, the end, or where a token goes on when an interrupted scope has been undone. */
	readonly node: NodeId;
	readonly scope: ScopeNumber;
	readonly frontier: Frontier;
	readonly set: readonly RunNumber[];
	/** It undoes the top of the saga, which is `compensating` meanwhile. */
	readonly root: boolean;
	/** The saga goes back to where this run was entered; null: it goes on. */
	readonly backTo: RunNumber | null;
}

export interface OpenIncident {
	readonly incident: number;
	readonly kind: IncidentKind;
	readonly run: RunNumber | null;
	readonly node: NodeId | null;
	/** Of the token or run that it holds. */
	readonly scope: ScopeNumber;
}

export interface UnwindCause {
	readonly step: NodeId | null;
	readonly code: string;
	readonly message: string;
}

/** A token inside a node. */
export interface PassingToken {
	readonly node: NodeId;
	readonly scope: ScopeNumber;
	readonly frontier: Frontier;
}

/** Exact shape is the engine's; others use the queries exported beside it (wakeAt, summarise). */
export interface SagaState {
	readonly sagaId: SagaId;
	readonly status: SagaStatus;
	readonly suspended: boolean;
	readonly businessKey: string | null;
	readonly parent: { readonly sagaId: SagaId; readonly run: RunNumber } | null;
	readonly nextRun: RunNumber;
	readonly nextIncident: number;
	/** Position of the next ledger entry. */
	readonly nextPosition: number;
	/** Union of the frontiers of the tokens that have ended at the top. */
	readonly ended: Frontier;
	readonly scopes: readonly OpenScope[];
	readonly tokens: readonly RestingToken[];
	readonly runs: readonly OpenRun[];
	readonly held: readonly HeldToken[];
	readonly approvals: readonly OpenApproval[];
	readonly calls: readonly OpenCall[];
	readonly waits: readonly OpenWait[];
	readonly subscriptions: readonly Subscription[];
	readonly undos: readonly OpenUndo[];
	readonly throws: readonly OpenThrow[];
	/** Runs whose undo is confirmed, marked by hand, or skipped as harmless or as a gap. */
	readonly undone: readonly RunNumber[];
	/** Interrupted scopes and abandoned runs that still stand: listed at the end if nothing undoes them. */
	readonly loose: readonly RunNumber[];
	/** Of those undone: what stays, declared so or accepted by an operator. */
	readonly gaps: readonly RunNumber[];
	/** Undo commands that replace the ledger's: changed by an operator, or evaluated anew with a late output. */
	readonly undoInputs: readonly { readonly run: RunNumber; readonly input: JsonObject }[];
	readonly incidents: readonly OpenIncident[];
	/** A completed pivot: from here it only goes forward. */
	readonly sealed: boolean;
	/** The top of the saga has been undone by a throw: its end is that of an unwound saga. */
	readonly rootUndone: boolean;
	/** Cancelled without undo: it ends so as soon as no undo is open. */
	readonly cancelled: boolean;
	/** Why it unwinds; null while it does not. */
	readonly cause: UnwindCause | null;
	/** While suspended: what came meanwhile, in order. */
	readonly parked: readonly SagaInput[];
	/** Between two entries of one record: the token inside a node. Null in every stored state. */
	readonly passing: PassingToken | null;
}

/** Variables by scope instance: the top is '', others their number; a for-each keeps its elements and results under `N#each`. */
export type Variables = Readonly<Record<string, JsonObject>>;

export interface Saga {
	readonly state: SagaState;
	readonly variables: Variables;
}

export type LedgerKind = 'step' | 'approval' | 'call' | 'subflow' | 'forEach';

/** One run that ended and may have to be undone. Append-only; written once when the run ends. */
export interface LedgerEntry {
	readonly run: RunNumber;
	/** The activity. */
	readonly step: NodeId;
	readonly kind: LedgerKind;
	/** The scope instance in which it stands: iterations stand in their for-each. */
	readonly scope: ScopeNumber;
	/** `interrupted`: a scope that was left before its end; its own compensation does not count. */
	readonly outcome: 'completed' | 'unknown' | 'abandoned' | 'interrupted';
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
	/** The scope `ACTIVITY/undo`; with the variables of the scopes that were around the run and may be gone. */
	| { readonly type: 'scope'; readonly variables: JsonObject }
	/** The entries that stand in it. */
	| { readonly type: 'inner' }
	| { readonly type: 'called'; readonly child: SagaId }
	| { readonly type: 'none'; readonly effect: 'harmless' | 'gap'; readonly because: string };
