/**
 * What reaches the spine, from wherever it comes. An arrival is settled once, after the commit that took it in, or handed
 * back because its saga was in another batch's hands.
 */
import type { ReceivedRecord } from '@/bus/bus';
import type { DeadLetter } from '@/contract/wire/dead-letter';
import type { DomainEvent } from '@/contract/wire/domain-event';
import type { OperatorAction, RunNumber, SagaId, SagaInput } from '@/saga/engine/input';
import type { JsonObject } from '@/saga/expression/json';
import type { EventRef } from './event-ports';

type WithoutTime<Input> = Input extends SagaInput ? Omit<Input, 'at'> : never;
/** An input before its batch gives it the database's time; also what is stored of a parked one. */
export type TimelessInput = WithoutTime<Exclude<SagaInput, { type: 'sagaStarted' | 'timeCame' }>>;
/** What one saga leaves for another, and a timer for the saga that it starts. */
export type QueuedBody =
	| TimelessInput
	| {
			readonly type: 'sagaStarted';
			readonly flowId: string;
			readonly flowVersion: number;
			readonly payload: JsonObject;
			readonly parent: { readonly sagaId: SagaId; readonly run: RunNumber } | null;
	  };

export type Arrival =
	/** A reply, or a message that the transport will never take. */
	| {
			readonly kind: 'input';
			readonly sagaId: SagaId;
			readonly input: TimelessInput;
			/** Where it came from: a reply to a saga that nobody knows becomes a dead letter. */
			readonly record: ReceivedRecord | null;
	  }
	| {
			readonly kind: 'start';
			/** Of the request, and of the saga that it starts. */
			readonly sagaId: SagaId;
			readonly flowId: string;
			readonly flowVersion: number;
			readonly payload: JsonObject;
			readonly businessKey: string | null;
			readonly actor: string;
	  }
	| {
			readonly kind: 'action';
			readonly sagaId: SagaId;
			readonly requestId: string;
			/** Null: only run what is parked, which every action does first. */
			readonly action: OperatorAction | null;
			readonly actor: string;
			readonly reason: string;
	  }
	/** A person has answered an approval. */
	| {
			readonly kind: 'approval';
			readonly sagaId: SagaId;
			readonly requestId: string;
			readonly run: RunNumber;
			readonly output: JsonObject;
			readonly actor: string;
	  }
	| { readonly kind: 'time'; readonly sagaId: SagaId }
	/** A message event from a domain topic: for the shelf, of every flow that knows its name. */
	| { readonly kind: 'event'; readonly event: DomainEvent; readonly record: ReceivedRecord }
	/** An event of the shelf, for a wait that was open when somebody looked. */
	| {
			readonly kind: 'take';
			readonly sagaId: SagaId;
			readonly subscription: RunNumber;
			readonly ref: EventRef;
	  }
	/** An event of the shelf, as the start of a saga. */
	| {
			readonly kind: 'eventStart';
			readonly sagaId: SagaId;
			readonly flowId: string;
			/** Current now; null: the flow does not start on it any more. */
			readonly flowVersion: number | null;
			readonly perKey: 'while-active' | 'ever' | 'per-event';
			readonly name: string;
			readonly key: string;
			readonly ref: EventRef;
	  }
	/** Other sagas have left inputs for this one, the first of which may be its start. */
	| { readonly kind: 'queued'; readonly sagaId: SagaId }
	/** An input that could not be stored: it waits for a person. */
	| { readonly kind: 'park'; readonly sagaId: SagaId; readonly input: TimelessInput | null; readonly detail: string }
	/** A start that could not be stored. */
	| { readonly kind: 'refuseRequest'; readonly requestId: string; readonly message: string }
	/** A start by event that could not be stored. */
	| { readonly kind: 'refuseEvent'; readonly ref: EventRef; readonly name: string; readonly because: string }
	| { readonly kind: 'deadLetter'; readonly letter: DeadLetter };

export type Settlement =
	/** Stored, or there was nothing to store. */
	| 'done'
	/** Its saga, or its request, is in other hands: nothing of it was stored. */
	| 'busy';

/** Starts are not here: their saga does not exist before them. */
export function sagaToLock(arrival: Arrival): SagaId | null {
	switch (arrival.kind) {
		case 'input':
		case 'action':
		case 'approval':
		case 'time':
		case 'park':
		case 'take':
		case 'queued':
			return arrival.sagaId;
		case 'start':
		case 'event':
		case 'eventStart':
		case 'refuseRequest':
		case 'refuseEvent':
		case 'deadLetter':
			return null;
	}
}

export function requestToLock(arrival: Arrival): string | null {
	if (arrival.kind === 'start') return arrival.sagaId;
	return 'requestId' in arrival ? arrival.requestId : null;
}
