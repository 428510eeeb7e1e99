/**
 * Everything that can happen to a saga, as data. Time and ids come with the input: the engine has no clock and no chance.
 * Past tense: an input reports what has happened; whether it means anything is decided by `transition`.
 */
import type { Json, JsonObject } from '../expression/json';
import type { NodeId } from '../flow/nodes/node-base';

/** UUIDv7, canonical lower case. */
export type SagaId = string & { readonly __brand: 'SagaId' };
/**
 * Counts everything that one saga enters (step runs, approvals, calls, subflows, waits, throws), from 1, in order of entry.
 * 0 is the saga itself, as the scope at the top.
 */
export type RunNumber = number;

/** What a participant said. `failed` and `unavailable` promise that no effect remained. */
export type Answer =
	| { readonly type: 'completed'; readonly output: Json }
	| { readonly type: 'failed'; readonly code: string; readonly message: string }
	| { readonly type: 'unavailable'; readonly message: string };

interface InputBase {
	/** Milliseconds since the epoch: the database clock, read after the saga's lock was obtained. */
	readonly at: number;
}

export interface SagaStarted extends InputBase {
	readonly type: 'sagaStarted';
	readonly sagaId: SagaId;
	readonly payload: JsonObject;
	/** Given by the caller; null: evaluated by the flow's start node. */
	readonly businessKey: string | null;
	/** The call that started it; absent: it stands alone. */
	readonly parent?: { readonly sagaId: SagaId; readonly run: RunNumber };
}

export interface ReplyReceived extends InputBase {
	readonly type: 'replyReceived';
	readonly run: RunNumber;
	readonly attempt: number;
	readonly answer: Answer;
}

export interface UndoReplyReceived extends InputBase {
	readonly type: 'undoReplyReceived';
	readonly run: RunNumber;
	readonly attempt: number;
	readonly answer: Answer;
}

/** The timer loop found the saga's `wakeAt` in the past. */
export interface TimeCame extends InputBase {
	readonly type: 'timeCame';
	/** Replies have been read up to this instant; a command time-out due later is not judged yet. Null: none have. */
	readonly repliesReadTo: number | null;
	/** Message ids (`commandKey#attempt`) still in the outbox: their time-outs are not judged. */
	readonly unpublished: readonly string[];
}

/** A message that one of the saga's subscriptions waits for; the same transaction takes it from the shelf. */
export interface EventReceived extends InputBase {
	readonly type: 'eventReceived';
	/** Number of the subscription, as `awaitMessage` told it. */
	readonly subscription: RunNumber;
	readonly event: ReceivedEvent;
}

export interface ReceivedEvent {
	readonly id: string;
	readonly name: string;
	readonly key: string;
	readonly payload: JsonObject;
}

/** Broadcast: reaches every subscription to it. */
export interface SignalReceived extends InputBase {
	readonly type: 'signalReceived';
	readonly signal: string;
	readonly payload: JsonObject;
}

export interface ApprovalAnswered extends InputBase {
	readonly type: 'approvalAnswered';
	readonly run: RunNumber;
	/** What was entered. */
	readonly output: JsonObject;
	readonly actor: string;
}

/** A called saga has ended, or has ended again after it was unwound. */
export interface ChildEnded extends InputBase {
	readonly type: 'childEnded';
	readonly run: RunNumber;
	readonly child: SagaId;
	readonly status: 'completed' | 'compensated' | 'failed' | 'cancelled';
	/** What made it unwind; null where it did not. */
	readonly code: string | null;
	readonly message: string;
	/** Its variables at its end. */
	readonly output: JsonObject;
}

/** The caller wants this saga undone: because it unwinds itself, or because the call was interrupted. */
export interface UnwindRequested extends InputBase {
	readonly type: 'unwindRequested';
	readonly reason: string;
}

/** What operators may ask. Whether it is legal, and what follows, is decided in `operator/`. */
export type OperatorAction =
	/** Send the open command of this run (forward or undo) again now, with the attempts counted anew; or try a parked or failed step anew. */
	| {
			readonly type: 'retry';
			readonly run: RunNumber;
			readonly undo: boolean;
			readonly changedInput: JsonObject | null;
	  }
	/** Evaluate again what stopped a token at this node (incidents `expression` and `no-path`). */
	| { readonly type: 'retryNode'; readonly node: NodeId }
	/** Settle an open command by the answer that the participant would have given. */
	| { readonly type: 'supplyReply'; readonly run: RunNumber; readonly undo: boolean; readonly answer: Answer }
	/** The run ends completed, with this output, and is undone like any other. */
	| { readonly type: 'skipDone'; readonly run: RunNumber; readonly output: JsonObject | null }
	/** The run ends abandoned and its token goes on. */
	| { readonly type: 'skipNotDone'; readonly run: RunNumber }
	/** The effect of this run has been undone by hand. */
	| { readonly type: 'markUndone'; readonly run: RunNumber }
	/** The effect of this run stays, knowingly. */
	| { readonly type: 'acceptGap'; readonly run: RunNumber }
	| { readonly type: 'undoEverything' }
	/** Undo all that came since this run was entered, and go on before it. */
	| { readonly type: 'undoBackTo'; readonly run: RunNumber }
	/** Take the token out of this run or wait (or, `run` null, the one that an incident holds at `from`) and put it before the node. */
	| {
			readonly type: 'moveToken';
			readonly run: RunNumber | null;
			readonly from: NodeId | null;
			readonly to: NodeId;
	  }
	| { readonly type: 'cancelWithUndo' }
	| { readonly type: 'cancelWithoutUndo' }
	| { readonly type: 'suspend' }
	| { readonly type: 'resume' }
	/** Go on with another version of the flow, which the spine hands to `transition`. */
	| { readonly type: 'migrate'; readonly version: number };

export interface OperatorActed extends InputBase {
	readonly type: 'operatorActed';
	readonly action: OperatorAction;
	/** Who, as the console knows them. */
	readonly actor: string;
	readonly reason: string;
}

/** The broker will never take this message (too large, not authorised, no topic). */
export interface SendRefused extends InputBase {
	readonly type: 'sendRefused';
	readonly run: RunNumber;
	readonly undo: boolean;
	readonly attempt: number;
	readonly reason: string;
}

export type SagaInput =
	| SagaStarted
	| ReplyReceived
	| UndoReplyReceived
	| TimeCame
	| EventReceived
	| SignalReceived
	| ApprovalAnswered
	| ChildEnded
	| UnwindRequested
	| OperatorActed
	| SendRefused;
