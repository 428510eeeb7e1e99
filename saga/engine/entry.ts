/**
 * What has become of a saga, entry by entry: the only thing `apply` reads, so that state is the fold of the entries.
 * One history record holds one input with the entries it caused; records are numbered gap-free from 1 per saga.
 *
 * Entries are versioned by addition only: a field or type once written stays readable for ever.
 */
import type { Json, JsonObject } from '../expression/json';
import type { EdgeId } from '../flow/definition';
import type { NodeId } from '../flow/nodes/node-base';
import type { RunNumber, SagaInput } from './input';
import type { IncidentKind, SagaStatus, UndoOutcome } from './state';

export type IgnoredReason = 'duplicate' | 'late' | 'old-attempt';

export type HistoryEntry =
	| {
			readonly type: 'sagaStarted';
			readonly flowId: string;
			readonly version: number;
			readonly businessKey: string | null;
			readonly payload: JsonObject;
	  }
	/**
	 * A token left the node along these edges (several: a split): the one that a `sagaStarted`, `stepCompleted` or `joined`
	 * just before left inside it, else the oldest that had come to it.
	 */
	| { readonly type: 'edgesTaken'; readonly node: NodeId; readonly edges: readonly EdgeId[] }
	/** A join fired and consumed one token of each incoming edge. */
	| { readonly type: 'joined'; readonly node: NodeId }
	| { readonly type: 'tokenEnded'; readonly node: NodeId }
	/** A step run was opened and its first command sent. */
	| {
			readonly type: 'stepStarted';
			readonly run: RunNumber;
			readonly step: NodeId;
			readonly edge: EdgeId;
			readonly input: JsonObject;
			readonly dueAt: number;
	  }
	/** A further attempt was sent. */
	| {
			readonly type: 'attemptSent';
			readonly run: RunNumber;
			readonly attempt: number;
			readonly dueAt: number;
			readonly input?: JsonObject;
	  }
	/** An attempt was answered without success, or not in time; `retryAt` null: no further attempt is planned. */
	| {
			readonly type: 'attemptFailed';
			readonly run: RunNumber;
			readonly attempt: number;
			readonly cause: 'failed' | 'unavailable' | 'timeout' | 'send-refused';
			readonly code: string;
			readonly message: string;
			readonly retryAt: number | null;
	  }
	| {
			readonly type: 'stepCompleted';
			readonly run: RunNumber;
			readonly step: NodeId;
			readonly attempt: number;
			readonly output: Json;
	  }
	/** The run ended without effect. */
	| {
			readonly type: 'stepFailed';
			readonly run: RunNumber;
			readonly step: NodeId;
			readonly code: string;
			readonly message: string;
	  }
	/** The run ended and nobody knows whether it had an effect: it is undone like one that had. */
	| {
			readonly type: 'stepUnknown';
			readonly run: RunNumber;
			readonly step: NodeId;
			readonly code: string;
			readonly message: string;
	  }
	/** Root scope: ''. Only what changed, as whole top-level variables. */
	| { readonly type: 'variablesSet'; readonly scope: string; readonly values: JsonObject }
	| {
			readonly type: 'unwindingStarted';
			readonly cause: { readonly step: NodeId | null; readonly code: string; readonly message: string };
	  }
	/** Tokens at waits and gateways were removed because the saga unwinds. */
	| { readonly type: 'tokensRemoved'; readonly edges: readonly EdgeId[] }
	| {
			readonly type: 'undoStarted';
			readonly run: RunNumber;
			readonly step: NodeId;
			readonly outcome: UndoOutcome;
			/** Null: nothing was sent, because its command could not be evaluated. */
			readonly dueAt: number | null;
	  }
	| {
			readonly type: 'undoAttemptSent';
			readonly run: RunNumber;
			readonly attempt: number;
			readonly dueAt: number;
			readonly input?: JsonObject;
	  }
	| {
			readonly type: 'undoAttemptFailed';
			readonly run: RunNumber;
			readonly attempt: number;
			readonly cause: 'failed' | 'unavailable' | 'timeout' | 'send-refused';
			readonly code: string;
			readonly message: string;
			readonly retryAt: number | null;
	  }
	| { readonly type: 'undoCompleted'; readonly run: RunNumber; readonly step: NodeId }
	/** Undo reached a run that has no compensation: harmless, or a gap that the saga's end will name. */
	| {
			readonly type: 'undoSkipped';
			readonly run: RunNumber;
			readonly step: NodeId;
			readonly effect: 'harmless' | 'gap';
			readonly because: string;
	  }
	/** A late reply told what became of a run that had ended unknown; `undoInput`: its undo's command evaluated anew. */
	| { readonly type: 'outputLearned'; readonly run: RunNumber; readonly output: Json; readonly undoInput: JsonObject }
	| {
			readonly type: 'replyIgnored';
			readonly run: RunNumber;
			readonly undo: boolean;
			readonly attempt: number;
			readonly reason: IgnoredReason;
	  }
	| {
			readonly type: 'incidentOpened';
			/** Counts the incidents of one saga from 1. */
			readonly incident: number;
			readonly kind: IncidentKind;
			readonly run: RunNumber | null;
			readonly node: NodeId | null;
			/** Cause and remedy in the words of support staff. */
			readonly message: string;
	  }
	| { readonly type: 'incidentResolved'; readonly incident: number; readonly by: 'retry' | 'reply' | 'end' }
	| {
			readonly type: 'operatorActed';
			readonly action: string;
			readonly run: RunNumber | null;
			readonly actor: string;
			readonly reason: string;
	  }
	| { readonly type: 'statusChanged'; readonly status: SagaStatus }
	/** The last entry of a saga. */
	| {
			readonly type: 'sagaEnded';
			readonly status: SagaStatus;
			readonly gaps: readonly { readonly step: NodeId; readonly because: string }[];
	  };

export interface HistoryRecord {
	/** Gap-free per saga, from 1. */
	readonly seq: number;
	readonly at: number;
	readonly input: SagaInput;
	readonly entries: readonly HistoryEntry[];
}
