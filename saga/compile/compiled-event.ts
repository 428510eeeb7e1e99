/** Events as the engine reads them: what can be waited for, and what can be thrown. */
import type { CompiledExpression } from '../expression/compile-expression';
import type { JsonObject } from '../expression/json';
import type { CompiledMapping } from './compile-mapping';

export type CompiledTrigger =
	| {
			readonly type: 'message';
			readonly message: string;
			readonly key: CompiledExpression;
			readonly output: CompiledMapping;
	  }
	| { readonly type: 'timer'; readonly timer: CompiledTimer }
	| { readonly type: 'signal'; readonly signal: string; readonly output: CompiledMapping }
	/** `code` null: whatever no specific code catches. */
	| { readonly type: 'error'; readonly code: string | null; readonly output: CompiledMapping }
	| { readonly type: 'escalation'; readonly code: string | null; readonly output: CompiledMapping };

export type CompiledThrow =
	| {
			readonly type: 'message';
			readonly message: string;
			/** Null: the business key. */
			readonly key: CompiledExpression | null;
			readonly input: CompiledMapping;
	  }
	| { readonly type: 'signal'; readonly signal: string; readonly input: CompiledMapping }
	| { readonly type: 'escalation'; readonly code: string; readonly input: CompiledMapping };

/** When a timer falls due. Times are milliseconds since the epoch, in UTC. */
export interface CompiledTimer {
	/** As written, for messages to people. */
	readonly source: string;
	schedule(variables: JsonObject, nowMs: number): TimerSchedule;
}

export type TimerSchedule =
	| {
			readonly ok: true;
			readonly dueAt: number;
			/** For `nextOccurrence`, evaluated: what a repeating timer repeats by. Null: it falls due once. */
			readonly repeat: TimerRepeat | null;
	  }
	| { readonly ok: false; readonly message: string };

/** Plain data, because it is stored with the wait. */
export interface TimerRepeat {
	/** An ISO 8601 duration or a cron expression. */
	readonly every: string;
	/** Occurrences that follow this one; null: without end. */
	readonly left: number | null;
}
