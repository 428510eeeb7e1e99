/** What reaches one saga in a batch, once locks and rows are there: an event with its content, an input from a saga as it is. */
import type { RunNumber, SagaId } from '@/saga/engine/input';
import type { Arrival, QueuedBody } from './arrival';
import type { StartKey, StoredEvent } from './event-ports';

export type SagaArrival =
	| Extract<Arrival, { kind: 'input' | 'start' | 'action' | 'approval' | 'time' | 'park' }>
	| {
			readonly kind: 'take';
			readonly sagaId: SagaId;
			readonly subscription: RunNumber;
			readonly event: StoredEvent;
			/** By the engine, or parked with a fault: its row goes. */
			used(): void;
	  }
	| {
			readonly kind: 'eventStart';
			readonly sagaId: SagaId;
			readonly flowId: string;
			readonly flowVersion: number;
			readonly event: StoredEvent;
			/** Claimed for this saga; null: the flow asks for none. */
			readonly claimed: StartKey | null;
			used(): void;
			refused(because: string): void;
	  }
	| {
			readonly kind: 'queued';
			readonly sagaId: SagaId;
			readonly id: string;
			readonly input: QueuedBody;
			/** Of the start that is the first of them. */
			readonly flowId: string;
			readonly flowVersion: number;
			notStarted(because: string): void;
	  };
