/**
 * What the store keeps of events, signals and calls, in the words of the runtime: part of `ports`.
 *
 * Invariants: an event is one row per flow, and whoever uses it deletes that row in the transaction that uses it. An
 * input from one saga to another is a row from the commit that caused it until the commit that took it.
 */
import type { RunNumber, SagaId } from '@/saga/engine/input';

/** One event as one flow sees it. */
export interface EventRef {
	readonly flowId: string;
	readonly eventId: string;
}

/** Where events and waits of one flow meet. */
export interface EventKey {
	readonly flowId: string;
	readonly name: string;
	readonly key: string;
}

export interface StoredEvent extends EventRef, EventKey {
	/** JSON of an object. */
	readonly payload: string;
}

export interface ShelvedEvent extends StoredEvent {
	/** The flow starts on it: until somebody has tried, it is to be offered. */
	readonly toOffer: boolean;
}

export interface MessageWait extends EventKey {
	readonly sagaId: SagaId;
	readonly subscription: RunNumber;
}

export interface StartKey extends EventRef {
	readonly name: string;
	readonly key: string;
	readonly sagaId: SagaId;
	/** Else while that saga is active. */
	readonly ever: boolean;
}

export interface IncomingNeeds {
	readonly events: readonly EventRef[];
	/** Sagas for which other sagas have left inputs; some of them have not begun. */
	readonly queuedFor: readonly SagaId[];
	/** Claimed only where the event was to be had. */
	readonly startKeys: readonly StartKey[];
}

export interface QueuedInput {
	readonly id: string;
	readonly sagaId: SagaId;
	readonly input: string;
	readonly atMs: number;
}

export interface Incoming {
	/** Those that nobody else has or has had, by `refKey`. */
	readonly events: ReadonlyMap<string, StoredEvent>;
	/** In the order in which they were left. */
	readonly queued: ReadonlyMap<SagaId, readonly QueuedInput[]>;
	/** By the saga that would begin: its key was free, is held by an active saga, or has been used for ever. */
	readonly startKeys: ReadonlyMap<SagaId, 'free' | 'active' | 'ever'>;
}

/** JSON keeps the two apart. */
export function refKey({ flowId, eventId }: EventRef): string {
	return JSON.stringify([flowId, eventId]);
}

export interface EventChanges {
	readonly shelved: readonly ShelvedEvent[];
	/** Once per event that came to nothing. */
	readonly counts: readonly { readonly name: string; readonly fate: 'unmatched' | 'duplicate' | 'refused' }[];
	readonly taken: readonly EventRef[];
	/** No saga could be started with it now. */
	readonly offered: readonly EventRef[];
	readonly refused: readonly (EventRef & { readonly name: string; readonly because: string })[];
	readonly waitsBegun: readonly MessageWait[];
	readonly waitsEnded: readonly { readonly sagaId: SagaId; readonly subscription: RunNumber }[];
	readonly signalsBegun: readonly SignalWait[];
	readonly signalsEnded: readonly SignalWait[];
	/** `input` goes to every saga that waits for the signal once this batch is written. */
	readonly broadcasts: readonly { readonly signal: string; readonly input: string }[];
	readonly queued: readonly { readonly sagaId: SagaId; readonly input: string }[];
	/** Their keys are free again, and what was refused because of them is to be offered anew. */
	readonly startsEnded: readonly SagaId[];
	/** They did not begin after all. */
	readonly startsReleased: readonly SagaId[];
}

export interface SignalWait {
	readonly sagaId: SagaId;
	readonly signal: string;
}

/** What to do about an event: a wait takes it, or it is offered as a start. */
export interface Meeting extends EventRef, EventKey {
	/** Null: nothing waits for it. */
	readonly wait: { readonly sagaId: SagaId; readonly subscription: RunNumber } | null;
}

export interface FlowHead {
	readonly flowId: string;
	/** What new sagas run; null: nothing. */
	readonly current: number | null;
	readonly newest: number;
}

export interface TimerStart {
	readonly flowId: string;
	readonly version: number;
	readonly dueAtMs: number | null;
	/** JSON of a TimerRepeat; null: it is the last one. */
	readonly repeat: string | null;
}

export interface EventStore {
	flowHeads(): Promise<readonly FlowHead[]>;
	/** Oldest first on both sides; only events that a wait can take or that are to be offered. */
	meetings(keys: readonly EventKey[]): Promise<readonly Meeting[]>;
	/** Where both sides, or an event that is to be offered, have been there for some seconds. */
	overdueKeys(limit: number): Promise<readonly EventKey[]>;
	/** Sagas for which others have left inputs at least so long ago. */
	sagasWithQueued(limit: number, olderThanMs: number): Promise<readonly SagaId[]>;
	/** Expires, drops what is over the bound, forgets what has been kept long enough; true: there may be more to do. */
	tidyShelf(): Promise<boolean>;
	deployedAtMs(flowId: string, version: number): Promise<number | null>;
	timerStarts(): Promise<readonly TimerStart[]>;
	/** Replaces that of an older version only. */
	planTimerStart(start: TimerStart): Promise<void>;
	/** One statement: moves the timer on, if nobody has, and leaves the start. True: it was ours. */
	fireTimerStart(due: TimerStart, next: TimerStart, sagaId: SagaId, input: string): Promise<boolean>;
}
