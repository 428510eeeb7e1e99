/**
 * A trace as data: lines of what happened to sagas and what it caused. Made by `parseTrace`, played by `runTrace`.
 * Shapes follow the grammar of docs/traces.md; words that belong to later node kinds are known to the parser only, which
 * reports them in place, so that no line is ever half understood.
 */

import type { IgnoredReason } from '../engine/entry';
import type { Answer } from '../engine/input';
import type { IncidentKind, SagaStatus } from '../engine/state';
import type { RefusalCode } from '../engine/transition-result';
import type { JsonObject } from '../expression/json';

/** `STEP#n@attempt`; null where it is not written. The step is an id, or a command that only one step sends. */
export interface RunRef {
	readonly step: string;
	readonly count: number | null;
	readonly attempt: number | null;
}

export type TraceInput =
	| { readonly type: 'start'; readonly flow: string | null; readonly payload: JsonObject | null }
	| {
			readonly type: 'reply';
			readonly undo: boolean;
			readonly late: boolean;
			readonly run: RunRef;
			readonly answer: Answer;
	  }
	| { readonly type: 'wait'; readonly durationMs: number }
	| {
			readonly type: 'retry';
			readonly run: RunRef | null;
			readonly changedInput: JsonObject | null;
			readonly because: string;
	  }
	| { readonly type: 'restart' }
	| { readonly type: 'duplicate'; readonly line: number };

type EffectBody =
	| { readonly type: 'send' | 'undo'; readonly run: RunRef; readonly json: JsonObject | null }
	| { readonly type: 'incident'; readonly kind: IncidentKind; readonly run: RunRef | null }
	| { readonly type: 'refused'; readonly code: RefusalCode | null }
	| { readonly type: 'ignored'; readonly reason: IgnoredReason | null }
	| { readonly type: 'status'; readonly status: SagaStatus };

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

/** An effect as it happened: everything is known. `saga` is the name that the trace gave it. */
export type ObservedEffect = { readonly saga: string } & (
	| {
			readonly type: 'send' | 'undo';
			readonly step: string;
			readonly count: number;
			readonly attempt: number;
			readonly json: JsonObject;
	  }
	| {
			readonly type: 'incident';
			readonly kind: IncidentKind;
			readonly step: string | null;
			readonly count: number | null;
			readonly message: string;
	  }
	| { readonly type: 'refused'; readonly code: RefusalCode; readonly message: string }
	| { readonly type: 'ignored'; readonly reason: IgnoredReason }
	| { readonly type: 'status'; readonly status: SagaStatus }
);
