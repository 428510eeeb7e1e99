/**
 * Everything that can happen to a saga, as data. Time and ids come with the input: the engine has no clock and no chance.
 * Past tense: an input reports what has happened; whether it means anything is decided by `transition`.
 */
import type { Json, JsonObject } from '../expression/json';
import type { NodeId } from '../flow/nodes/node-base';

/** UUIDv7, canonical lower case. */
export type SagaId = string & { readonly __brand: 'SagaId' };
/** Counts the step runs of one saga from 1, in order of entry. */
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

export type OperatorAction =
	/** Send the open command of this run (forward or undo) again now, with the attempts counted anew. */
	| {
			readonly type: 'retry';
			readonly run: RunNumber;
			readonly undo: boolean;
			readonly changedInput: JsonObject | null;
	  }
	/** Evaluate again what stopped a token at this node (incidents `expression` and `no-path`). */
	| { readonly type: 'retryNode'; readonly node: NodeId };

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

export type SagaInput = SagaStarted | ReplyReceived | UndoReplyReceived | TimeCame | OperatorActed | SendRefused;
