/**
 * A trace as data: lines of what happened to sagas and what it caused. Made by `parseTrace`, played by `runTrace`.
 * Shapes follow the grammar of docs/traces.md.
 */
import type { IgnoredReason } from '../engine/entry';
import type { Answer } from '../engine/input';
import type { IncidentKind, SagaStatus } from '../engine/state';
import type { RefusalCode } from '../engine/transition-result';
import type { Json, JsonObject } from '../expression/json';
import type { NodeId } from '../flow/nodes/node-base';

/** `STEP#n`; null where no number is written. The step is an id, or a command that only one step sends. */
export interface PathPart {
	readonly step: string;
	readonly count: number | null;
}

/** `{ part "/" } part [ "@" attempt ]`: into subflows, called sagas and, by `undo`, into compensations. */
export interface RunRef {
	readonly parts: readonly PathPart[];
	readonly attempt: number | null;
}

export const operatorActions = [
	'retry',
	'supply-reply',
	'skip-done',
	'skip-not-done',
	'mark-undone',
	'accept-gap',
	'undo-everything',
	'undo-back-to',
	'move-token',
	'cancel-with-undo',
	'cancel-without-undo',
	'suspend',
	'resume',
	'migrate',
] as const;
export type OperatorWord = (typeof operatorActions)[number];

export type TraceInput =
	| { readonly type: 'start'; readonly flow: string | null; readonly payload: JsonObject | null }
	| {
			readonly type: 'reply';
			readonly undo: boolean;
			readonly late: boolean;
			readonly run: RunRef;
			readonly answer: Answer;
	  }
	| {
			readonly type: 'event';
			readonly name: string;
			readonly key: string;
			/** Null: one that no other event has. */
			readonly id: string | null;
			readonly payload: JsonObject;
	  }
	| { readonly type: 'signal'; readonly name: string; readonly payload: JsonObject }
	| { readonly type: 'approve'; readonly run: RunRef; readonly output: JsonObject }
	| { readonly type: 'wait'; readonly durationMs: number }
	| {
			readonly type: 'operator';
			readonly action: OperatorWord;
			readonly run: RunRef | null;
			/** Of `move-token`: before which node. */
			readonly to: string | null;
			readonly json: Json;
			readonly because: string;
	  }
	| { readonly type: 'restart' }
	| { readonly type: 'duplicate'; readonly line: number };

/** An event start that its `ever` forbids is refused outside the engine. */
export type TraceRefusal = RefusalCode | 'ever';

type EffectBody =
	| { readonly type: 'send' | 'undo'; readonly run: RunRef; readonly json: JsonObject | null }
	| { readonly type: 'publish'; readonly name: string; readonly json: JsonObject | null }
	| { readonly type: 'incident'; readonly kind: IncidentKind; readonly run: RunRef | null }
	| { readonly type: 'refused'; readonly code: TraceRefusal | null }
	| { readonly type: 'ignored'; readonly reason: IgnoredReason | null }
	| { readonly type: 'status'; readonly status: SagaStatus }
	| { readonly type: 'suspended' | 'resumed' };

/** An effect as a line expects it. `saga` null: the line's own. */
export type ExpectedEffect = EffectBody & { readonly saga: string | null };

export interface TraceLine {
	/** In the file, from 1. */
	readonly line: number;
	/** As written, without comment. */
	readonly text: string;
	readonly saga: string | null;
	readonly input: TraceInput;
	/** Null: not compared. Empty: it says `wait`, so nothing may happen. */
	readonly expected: readonly ExpectedEffect[] | null;
}

export interface TraceProblem {
	readonly line: number;
	/** From 1. */
	readonly column: number;
	readonly message: string;
}

/** One part of a place: a node, and which entry of it (null: the token has not entered it). */
export interface PlacePart {
	readonly node: string;
	readonly entry: string | null;
}
/** Where something happened, from the saga of the line downwards. */
export type Place = readonly PlacePart[];

/** A place, and how a trace writes it. */
export interface ObservedRun {
	readonly place: Place;
	/** Without attempt, with `#n` where it is not the first. */
	readonly text: string;
}

/** An effect as it happened: everything is known. `saga` is the name that the trace gave it; null: no saga's. */
export type ObservedEffect = { readonly saga: string | null } & (
	| {
			readonly type: 'send' | 'undo';
			readonly run: ObservedRun;
			readonly attempt: number;
			readonly json: JsonObject;
	  }
	| { readonly type: 'publish'; readonly name: string; readonly json: JsonObject }
	| {
			readonly type: 'incident';
			readonly kind: IncidentKind;
			/** Null: the saga as a whole. */
			readonly run: ObservedRun | null;
			readonly message: string;
	  }
	| { readonly type: 'refused'; readonly code: TraceRefusal; readonly message: string }
	| { readonly type: 'ignored'; readonly reason: IgnoredReason }
	| { readonly type: 'status'; readonly status: SagaStatus }
	| { readonly type: 'suspended' | 'resumed' }
);

/** Where the first saga stands when all lines are played. */
export interface TraceEnd {
	readonly status: SagaStatus;
	/** At the top of the saga. */
	readonly variables: JsonObject;
	/** Nodes whose command or approval is not answered, in all sagas. */
	readonly open: readonly NodeId[];
}
