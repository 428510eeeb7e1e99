/**
 * What the engine wants done outside, as data. The spine stores them in the outbox in the transaction of the state that
 * caused them; only after its commit is anything published. Imperative: an effect is an order, not a fact.
 */
import type { JsonObject } from '../expression/json';
import type { NodeId } from '../flow/nodes/node-base';
import type { RunNumber } from './input';
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
}

/** For `saga.events`: the saga's life cycle, from which participants learn that they may forget. */
export interface AnnounceStatus {
	readonly type: 'announceStatus';
	readonly status: SagaStatus;
}

export type Effect = SendCommand | SendUndo | AnnounceStatus;
