/**
 * What has become of a saga, entry by entry: the only thing `apply` reads, so that state is the fold of the entries.
 * One history record holds one input with the entries it caused; records are numbered gap-free from 1 per saga.
 *
 * Entries are versioned by addition only: a field or type once written stays readable for ever. `scope` is absent where
 * it is the top of the saga.
 */
import type { Json, JsonObject } from '../expression/json';
import type { EdgeId } from '../flow/definition';
import type { NodeId } from '../flow/nodes/node-base';
import type { ActivityEntry, StepEntry } from './entries/activity-entries';
import type { InScope, WaitEntry } from './entries/event-entries';
import type { UndoEntry } from './entries/undo-entries';
import type { RunNumber, SagaId, SagaInput } from './input';
import type { Frontier, IncidentKind, OpenScope, SagaStatus } from './state';

export type IgnoredReason = 'duplicate' | 'late' | 'old-attempt';

export type TokenEntry =
	/** The token inside the node, else the oldest before it, left along these edges (several: a split). */
	| (InScope & { readonly type: 'edgesTaken'; readonly node: NodeId; readonly edges: readonly EdgeId[] })
	/** A join fired and consumed the oldest token of each of these edges. */
	| (InScope & { readonly type: 'joined'; readonly node: NodeId; readonly edges: readonly EdgeId[] })
	| (InScope & { readonly type: 'tokenEnded'; readonly node: NodeId })
	/** A token goes on inside this node: a boundary event or an event-started subflow reacted, or an undo is over. */
	| (InScope & { readonly type: 'tokenMade'; readonly node: NodeId; readonly frontier: Frontier })
	/** Put before the node by an operator; lifted from where an incident held it. */
	| (InScope & { readonly type: 'tokenPut'; readonly node: NodeId; readonly frontier: Frontier })
	| (InScope & { readonly type: 'tokenLifted'; readonly node: NodeId });

export type SagaEntry =
	| {
			readonly type: 'sagaStarted';
			readonly flowId: string;
			readonly version: number;
			readonly businessKey: string | null;
			readonly payload: JsonObject;
			readonly start: NodeId;
			readonly parent?: { readonly sagaId: SagaId; readonly run: RunNumber };
	  }
	/** Only what changed, as whole top-level variables. `scope`: '' the top, else a number. */
	| { readonly type: 'variablesSet'; readonly scope: string; readonly values: JsonObject }
	/** Nothing forward starts any more; what waits is taken away, open commands get a last while. */
	| {
			readonly type: 'unwindingStarted';
			readonly cause: { readonly step: NodeId | null; readonly code: string; readonly message: string };
			/** Open commands are awaited until then at most. */
			readonly settleAt: number;
	  }
	| {
			readonly type: 'replyIgnored';
			readonly run: RunNumber;
			readonly undo: boolean;
			readonly attempt: number;
			readonly reason: IgnoredReason;
	  }
	| (InScope & {
			readonly type: 'incidentOpened';
			/** Counts the incidents of one saga from 1. */
			readonly incident: number;
			readonly kind: IncidentKind;
			readonly run: RunNumber | null;
			readonly node: NodeId | null;
			/** Cause and remedy in the words of support staff. */
			readonly message: string;
			/** The token stays inside the node, with what it brought; `merged`: that has become variables. */
			readonly held?: { readonly output: Json; readonly merged: boolean };
	  })
	| {
			readonly type: 'incidentResolved';
			readonly incident: number;
			readonly by: 'retry' | 'reply' | 'end' | 'operator';
	  }
	| {
			readonly type: 'operatorActed';
			readonly action: string;
			readonly run: RunNumber | null;
			readonly actor: string;
			readonly reason: string;
	  }
	/** A token was taken out of what was open here. */
	| { readonly type: 'tokenTaken'; readonly run: RunNumber }
	/** The saga is where it was when this run was entered: one token before its node, the scopes around it, variables as then. */
	| (InScope & {
			readonly type: 'wentBack';
			readonly run: RunNumber;
			readonly node: NodeId;
			readonly frontier: Frontier;
			readonly scopes: readonly OpenScope[];
			readonly variables: Readonly<Record<string, JsonObject>>;
	  })
	| { readonly type: 'inputParked'; readonly input: SagaInput }
	/** The oldest of the inputs that came while it was suspended is run now. */
	| { readonly type: 'parkedTaken' }
	| { readonly type: 'cancelled' }
	| { readonly type: 'suspensionChanged'; readonly suspended: boolean }
	| { readonly type: 'migrated'; readonly version: number }
	| { readonly type: 'statusChanged'; readonly status: SagaStatus }
	/** The last entry of a saga, until a late order undoes it after all. */
	| {
			readonly type: 'sagaEnded';
			readonly status: SagaStatus;
			/** What stays, by declaration or by an operator's word. */
			readonly gaps: readonly { readonly step: NodeId; readonly because: string }[];
			/** Of a completed or cancelled saga: what interrupted scopes and abandoned runs have left standing. */
			readonly standing?: readonly { readonly run: RunNumber; readonly step: NodeId }[];
	  };

export type HistoryEntry = TokenEntry | StepEntry | ActivityEntry | WaitEntry | UndoEntry | SagaEntry;

export interface HistoryRecord {
	/** Gap-free per saga, from 1. */
	readonly seq: number;
	readonly at: number;
	readonly input: SagaInput;
	readonly entries: readonly HistoryEntry[];
}
