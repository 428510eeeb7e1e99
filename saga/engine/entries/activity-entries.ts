/** History entries about step runs, approvals, calls and scope instances. */
import type { Json, JsonObject } from '../../expression/json';
import type { NodeId } from '../../flow/nodes/node-base';
import type { RunNumber, SagaId } from '../input';
import type { AttemptCause } from '../run-failure';
import type { Frontier, LedgerUndo, ScopeKind, ScopeNumber } from '../state';
import type { InScope } from './event-entries';

export type StepEntry =
	/** A step run was opened and its first command sent. */
	| (InScope & {
			readonly type: 'stepStarted';
			readonly run: RunNumber;
			readonly step: NodeId;
			readonly input: JsonObject;
			readonly dueAt: number;
	  })
	/** A further attempt was sent. */
	| {
			readonly type: 'attemptSent';
			readonly run: RunNumber;
			readonly attempt: number;
			readonly dueAt: number;
			readonly input?: JsonObject;
	  }
	/** An attempt was answered without success, or not in time; `retryAt` null: no further attempt is planned. */
	| {
			readonly type: 'attemptFailed';
			readonly run: RunNumber;
			readonly attempt: number;
			readonly cause: AttemptCause;
			readonly code: string;
			readonly message: string;
			readonly retryAt: number | null;
	  }
	/** It waits for an event or a person, at most until `dueAt`. */
	| { readonly type: 'stepParked'; readonly run: RunNumber; readonly dueAt: number | null }
	/** It has waited long enough. */
	| { readonly type: 'parkEnded'; readonly run: RunNumber }
	| {
			readonly type: 'stepCompleted';
			readonly run: RunNumber;
			readonly step: NodeId;
			readonly attempt: number;
			readonly output: Json;
			/** Absent: nothing has to be undone, and nothing stays. */
			readonly undo?: LedgerUndo;
			/** From here the saga goes forward only. */
			readonly pivot?: true;
	  }
	/** The run ended without effect. Its token is gone, unless it is tried again as a new run: then it is before the step. */
	| {
			readonly type: 'stepFailed';
			readonly run: RunNumber;
			readonly step: NodeId;
			readonly code: string;
			readonly message: string;
			readonly again?: true;
	  }
	/** The run ended and nobody knows whether it had an effect: it is undone like one that had. */
	| {
			readonly type: 'stepUnknown';
			readonly run: RunNumber;
			readonly step: NodeId;
			readonly code: string;
			readonly message: string;
			readonly undo?: LedgerUndo;
	  }
	/** It was left before its answer: it is undone at once, beside the way forward. `goesOn`: its token leaves the step. */
	| {
			readonly type: 'stepAbandoned';
			readonly run: RunNumber;
			readonly step: NodeId;
			readonly attempt: number;
			readonly undo?: LedgerUndo;
			readonly goesOn?: true;
	  };

export type ActivityEntry =
	| (InScope & {
			readonly type: 'approvalOpened';
			readonly run: RunNumber;
			readonly node: NodeId;
			readonly input: JsonObject;
	  })
	| {
			readonly type: 'approvalAnswered';
			readonly run: RunNumber;
			readonly node: NodeId;
			readonly output: JsonObject;
			readonly actor: string;
			readonly undo?: LedgerUndo;
	  }
	| (InScope & {
			readonly type: 'callStarted';
			readonly run: RunNumber;
			readonly node: NodeId;
			readonly child: SagaId;
			readonly flow: string;
			readonly version: number;
			readonly input: JsonObject;
	  })
	| {
			readonly type: 'callCompleted';
			readonly run: RunNumber;
			readonly node: NodeId;
			readonly output: Json;
			readonly undo?: LedgerUndo;
			readonly pivot?: true;
	  }
	/** The called saga ended otherwise; `gap`: something of it stays. What becomes of the caller is judged next. */
	| {
			readonly type: 'callFailed';
			readonly run: RunNumber;
			readonly code: string;
			readonly message: string;
			readonly gap: string | null;
	  }
	/** A call that failed, or whose saga has been unwound, is over; `again`: its token is before it once more. */
	| {
			readonly type: 'callEnded';
			readonly run: RunNumber;
			readonly node: NodeId;
			readonly gap?: string;
			readonly again?: true;
	  }
	/** The called saga was told to unwind; its end is awaited. */
	| { readonly type: 'callUnwinding'; readonly run: RunNumber }
	/** The call was left before its end: the called saga is told to unwind. */
	| { readonly type: 'callAbandoned'; readonly run: RunNumber; readonly node: NodeId; readonly undo: LedgerUndo }
	| {
			readonly type: 'scopeOpened';
			readonly scope: ScopeNumber;
			readonly node: NodeId;
			readonly kind: ScopeKind;
			readonly parent: ScopeNumber;
			/** Where its tokens begin. */
			readonly starts: readonly NodeId[];
			/** Of an undo: the run that it undoes. Of an iteration: its place in the collection, from 0. */
			readonly of?: number;
			/** Of a for-each: how many elements there are. */
			readonly count?: number;
			/** Of an event-started subflow, whose token no node held: the frontier with which it begins. */
			readonly frontier?: Frontier;
	  }
	/** Its last token has ended. Iterations and compensations leave no entry; those of the others say how they are undone. */
	| {
			readonly type: 'scopeCompleted';
			readonly scope: ScopeNumber;
			readonly node: NodeId;
			readonly kind: ScopeKind;
			readonly output: Json;
			readonly undo?: LedgerUndo;
	  }
	/** It was left before its end, with all that was open in it. `standing`: what it has done stands outside now. */
	| {
			readonly type: 'scopeInterrupted';
			readonly scope: ScopeNumber;
			readonly node: NodeId;
			readonly kind: ScopeKind;
			readonly standing: boolean;
	  }
	/** Everything open in it was taken away, but it goes on: an event-started subflow or an end that terminates. */
	| {
			readonly type: 'scopeCleared';
			readonly scope: ScopeNumber;
			/** Scope instances in it that go on as well, emptied. */
			readonly keeping?: readonly ScopeNumber[];
	  };
