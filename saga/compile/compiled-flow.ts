/**
 * A flow as the engine reads it: nodes and edges by id, neighbours resolved, every expression compiled once.
 * Invariant: only `compile` makes one (the brand), so the engine never meets a flow that cannot be run: every edge has
 * both ends in one scope, every decision's branch has a condition, every cycle leads through something that waits.
 */
import type { CompiledExpression } from '../expression/compile-expression';
import type { EdgeId, FlowSettings } from '../flow/definition';
import type { NoCompensation } from '../flow/nodes/compensation';
import type { NodeId, ScopeId } from '../flow/nodes/node-base';
import type { Retries } from '../flow/nodes/retries';
import type { StartField, sagasPerKey } from '../flow/nodes/start';
import type { StepClass } from '../flow/nodes/step';
import type { CompiledMapping } from './compile-mapping';
import type { CompiledThrow, CompiledTimer, CompiledTrigger } from './compiled-event';

export interface CompiledBranch {
	readonly edge: EdgeId;
	/** Null: always taken. */
	readonly condition: CompiledExpression | null;
}

/** Ways out that depend on conditions. */
export interface CompiledSplit {
	/** Tried in this order. */
	readonly branches: readonly CompiledBranch[];
	/** Taken when no branch is. */
	readonly defaultEdge: EdgeId | null;
}

interface CompiledNodeBase {
	readonly id: NodeId;
	/** For messages to people; the id where the analyst gave no name. */
	readonly name: string;
	readonly scope: ScopeId;
	/** In the order of the definition. */
	readonly incoming: readonly EdgeId[];
	readonly outgoing: readonly EdgeId[];
	/** Of what is no gateway, where its ways out have conditions; null: a token takes all of them. */
	readonly split: CompiledSplit | null;
}

export interface CompiledStart extends CompiledNodeBase {
	readonly kind: 'start';
	readonly fields: readonly StartField[];
	readonly businessKey: CompiledExpression | null;
	/** At the top of a flow: what starts a saga beside people and programs. */
	readonly trigger:
		| { readonly type: 'message'; readonly message: string; readonly perKey: (typeof sagasPerKey)[number] }
		| { readonly type: 'timer'; readonly timer: CompiledTimer }
		| null;
	/** In an event-started subflow. */
	readonly reaction: { readonly on: CompiledTrigger; readonly interrupting: boolean } | null;
}

export interface CompiledEnd extends CompiledNodeBase {
	readonly kind: 'end';
	readonly result:
		| { readonly type: 'none' }
		| { readonly type: 'error'; readonly code: string; readonly message: string }
		| { readonly type: 'compensate'; readonly activity: NodeId | null }
		| { readonly type: 'terminate' }
		| CompiledThrow;
}

export interface CompiledParallel extends CompiledNodeBase {
	readonly kind: 'parallel';
}

export interface CompiledExclusive extends CompiledNodeBase, CompiledSplit {
	readonly kind: 'exclusive';
}

export interface CompiledInclusive extends CompiledNodeBase, CompiledSplit {
	readonly kind: 'inclusive';
	/**
	 * Which incoming edges a token can still fill without passing this gateway: by the node that it is before or inside
	 * (its boundary events included).
	 */
	readonly fillableFromNode: ReadonlyMap<NodeId, ReadonlySet<EdgeId>>;
}

export interface CompiledEventRace extends CompiledNodeBase {
	readonly kind: 'event-race';
	/** The catches behind it, one per outgoing edge. */
	readonly catches: readonly NodeId[];
}

export interface CompiledCatch extends CompiledNodeBase {
	readonly kind: 'catch';
	readonly on: CompiledTrigger;
}

export interface CompiledPublish extends CompiledNodeBase {
	readonly kind: 'publish';
	readonly event: CompiledThrow;
}

export interface CompiledUndo extends CompiledNodeBase {
	readonly kind: 'undo';
	/** Null: everything that its scope has done. */
	readonly activity: NodeId | null;
}

export interface CompiledAssign extends CompiledNodeBase {
	readonly kind: 'assign';
	readonly output: CompiledMapping;
}

/** A link `from` has the outgoing edges of the link `to` that it names. */
export interface CompiledLink extends CompiledNodeBase {
	readonly kind: 'link';
}

export interface CompiledBoundary extends CompiledNodeBase {
	readonly kind: 'boundary';
	readonly attachedTo: NodeId;
	readonly interrupting: boolean;
	readonly on: CompiledTrigger;
}

export interface CompiledUndoCommand {
	readonly type: 'command';
	readonly participant: string;
	readonly command: string;
	readonly input: CompiledMapping;
	readonly timeoutMs: number;
	readonly retries: Retries;
}

export type CompiledCompensation =
	| CompiledUndoCommand
	/** The nodes in the scope `ACTIVITY/undo`. */
	| { readonly type: 'scope' }
	/** Of a subflow or a call without a compensation of its own: what it has done is undone inside it. */
	| { readonly type: 'inner' }
	/** A step that says nothing about its undo counts as harmless (lint refuses it; rehearsal may run it). */
	| NoCompensation;

export interface CompiledForEach {
	readonly collection: CompiledExpression;
	/** Empty: the element is in no variable. */
	readonly element: string;
	readonly mode: 'parallel' | 'sequential';
	readonly limit: number | null;
	readonly completion: CompiledExpression | null;
	readonly result: { readonly variable: string; readonly expression: CompiledExpression } | null;
}

interface CompiledActivityBase extends CompiledNodeBase {
	readonly compensation: CompiledCompensation;
	readonly forEach: CompiledForEach | null;
	/** Boundary events on its border, in the order of the definition. */
	readonly boundaries: readonly NodeId[];
	readonly input: CompiledMapping;
	readonly output: CompiledMapping;
}

export interface CompiledStep extends CompiledActivityBase {
	readonly kind: 'step';
	readonly participant: string;
	readonly command: string;
	readonly timeoutMs: number;
	readonly retries: Retries;
	/** Codes of business failures that are worth another attempt. */
	readonly retryCodes: ReadonlySet<string>;
	readonly class: StepClass;
	readonly park: CompiledPark | null;
}

export interface CompiledPark {
	readonly until: { readonly message: string; readonly key: CompiledExpression } | null;
	readonly atMostMs: number | null;
}

export interface CompiledApproval extends CompiledActivityBase {
	readonly kind: 'approval';
	readonly question: string;
	readonly fields: readonly StartField[];
	readonly candidates: string;
}

export interface CompiledSubflow extends CompiledActivityBase {
	readonly kind: 'subflow';
	readonly eventStarted: boolean;
	readonly whenInterrupted: 'keep' | 'undo-now';
}

export interface CompiledCall extends CompiledActivityBase {
	readonly kind: 'call';
	readonly flow: string;
	/** Current when the caller was deployed; 0: not bound yet (a draft). */
	readonly version: number;
	/** The called flow has a pivot and the call no compensation of its own. */
	readonly isPivot: boolean;
}

export type CompiledActivity = CompiledStep | CompiledApproval | CompiledSubflow | CompiledCall;

export type CompiledNode =
	| CompiledStart
	| CompiledEnd
	| CompiledParallel
	| CompiledExclusive
	| CompiledInclusive
	| CompiledEventRace
	| CompiledCatch
	| CompiledPublish
	| CompiledUndo
	| CompiledAssign
	| CompiledLink
	| CompiledBoundary
	| CompiledActivity;

export interface CompiledEdge {
	readonly id: EdgeId;
	readonly source: NodeId;
	readonly target: NodeId;
}

/** The top of the flow, a subflow, an event-started subflow, or a compensation that is no plain command. */
export interface CompiledScope {
	readonly id: ScopeId;
	/** The subflow, or the activity that the compensation undoes; null at the top. */
	readonly host: NodeId | null;
	readonly isUndo: boolean;
	/** Null at the top. */
	readonly parent: ScopeId | null;
	/** Where its tokens begin: its start, else every node that nothing leads to. */
	readonly starts: readonly NodeId[];
	/** Its event-started subflows, in the order of the definition. */
	readonly reactions: readonly NodeId[];
}

export interface FlowIndex {
	readonly id: string;
	readonly version: number;
	readonly settings: FlowSettings;
	readonly start: CompiledStart;
	readonly nodes: ReadonlyMap<NodeId, CompiledNode>;
	readonly edges: ReadonlyMap<EdgeId, CompiledEdge>;
	readonly scopes: ReadonlyMap<ScopeId, CompiledScope>;
	/** A step of class pivot, or a call that counts as one, stands somewhere in it. */
	readonly hasPivot: boolean;
}

export type CompiledFlow = FlowIndex & { readonly __brand: 'CompiledFlow' };
