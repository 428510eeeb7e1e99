/**
 * What the engine wants done outside, as data. The spine stores them in the transaction of the state that caused them;
 * only after its commit is anything published. Imperative: an effect is an order, not a fact.
 */
import type { JsonObject } from '../expression/json';
import type { NodeId } from '../flow/nodes/node-base';
import type { RunNumber, SagaId } from './input';
import type { SagaStatus, UndoOutcome } from './state';

export interface SendCommand {
	readonly type: 'sendCommand';
	readonly run: RunNumber;
	readonly attempt: number;
	readonly step: NodeId;
	readonly participant: string;
	readonly command: string;
	readonly payload: JsonObject;
}

export interface SendUndo {
	readonly type: 'sendUndo';
	/** The forward run that is undone. */
	readonly run: RunNumber;
	readonly attempt: number;
	readonly step: NodeId;
	readonly participant: string;
	readonly command: string;
	readonly payload: JsonObject;
	readonly outcome: UndoOutcome;
	/**
	 * Its participant was never sent the forward command (a subflow's compensation, or one by another participant), so it
	 * remembers nothing of that key: the undo goes out as a command of its own, under the undo's key.
	 */
	readonly asCommand: boolean;
}

/** An event for others, by its own topic. `id` is stable: the saga, the run and a counter. */
export interface PublishEvent {
	readonly type: 'publishEvent';
	readonly node: NodeId;
	readonly name: string;
	readonly key: string;
	readonly id: string;
	readonly payload: JsonObject;
}

/** To every subscription of every saga. */
export interface Broadcast {
	readonly type: 'broadcastSignal';
	readonly node: NodeId;
	readonly signal: string;
	readonly payload: JsonObject;
}

/** From now on the saga waits for messages of this name and key; the shelf may hold one already. */
export interface AwaitMessage {
	readonly type: 'awaitMessage';
	readonly subscription: RunNumber;
	readonly name: string;
	readonly key: string;
}

export interface StopAwaiting {
	readonly type: 'stopAwaiting';
	readonly subscription: RunNumber;
}

/** Starts a saga of another flow, whose `parent` is this call. Its id follows from caller and run, so it is started once. */
export interface CallFlow {
	readonly type: 'callFlow';
	readonly run: RunNumber;
	readonly child: SagaId;
	readonly flow: string;
	readonly version: number;
	readonly payload: JsonObject;
}

export interface UnwindChild {
	readonly type: 'unwindChild';
	readonly run: RunNumber;
	readonly child: SagaId;
	readonly reason: string;
}

/** Answers the call that started this saga: `childEnded` for its parent. */
export interface TellParent {
	readonly type: 'tellParent';
	readonly parent: SagaId;
	readonly run: RunNumber;
	readonly status: 'completed' | 'compensated' | 'failed' | 'cancelled';
	readonly code: string | null;
	readonly message: string;
	readonly output: JsonObject;
}

/** For `saga.events`: the saga's life cycle, from which participants learn that they may forget. */
export interface AnnounceStatus {
	readonly type: 'announceStatus';
	readonly status: SagaStatus;
}

export type Effect =
	| SendCommand
	| SendUndo
	| PublishEvent
	| Broadcast
	| AwaitMessage
	| StopAwaiting
	| CallFlow
	| UnwindChild
	| TellParent
	| AnnounceStatus;
