/**
 * A flow as the engine reads it: nodes and edges by id, neighbours resolved, every expression compiled once.
 * Invariant: only `compile` makes one (the brand), so the engine never meets a flow that cannot be run: every edge has
 * both ends, every exclusive gateway's branch has a condition, every cycle leads through a step.
 */
import type { CompiledExpression } from '../expression/compile-expression';
import type { EdgeId, FlowSettings } from '../flow/definition';
import type { NodeId } from '../flow/nodes/node-base';
import type { StartField } from '../flow/nodes/start';
import type { NoCompensation, Retries, StepClass } from '../flow/nodes/step';
import type { CompiledMapping } from './compile-mapping';

interface CompiledNodeBase {
	readonly id: NodeId;
	/** For messages to people; the id where the analyst gave no name. */
	readonly name: string;
	/** In the order of the definition. */
	readonly incoming: readonly EdgeId[];
	readonly outgoing: readonly EdgeId[];
}

export interface CompiledStart extends CompiledNodeBase {
	readonly kind: 'start';
	readonly fields: readonly StartField[];
	readonly businessKey: CompiledExpression | null;
}

export interface CompiledEnd extends CompiledNodeBase {
	readonly kind: 'end';
}

export interface CompiledParallel extends CompiledNodeBase {
	readonly kind: 'parallel';
}

export interface CompiledExclusive extends CompiledNodeBase {
	readonly kind: 'exclusive';
	/** Tried in this order; `condition` null: always taken (the only way out of a merge). */
	readonly branches: readonly { readonly edge: EdgeId; readonly condition: CompiledExpression | null }[];
	readonly defaultEdge: EdgeId | null;
}

export interface CompiledUndoCommand {
	readonly type: 'command';
	readonly participant: string;
	readonly command: string;
	readonly input: CompiledMapping;
	readonly timeoutMs: number;
	readonly retries: Retries;
}

export interface CompiledStep extends CompiledNodeBase {
	readonly kind: 'step';
	readonly participant: string;
	readonly command: string;
	readonly input: CompiledMapping;
	readonly output: CompiledMapping;
	readonly timeoutMs: number;
	readonly retries: Retries;
	/** Codes of business failures that are worth another attempt. */
	readonly retryCodes: ReadonlySet<string>;
	readonly class: StepClass;
	/** A step that says nothing about its undo counts as harmless (lint refuses it; rehearsal may run it). */
	readonly compensation: CompiledUndoCommand | NoCompensation;
}

export type CompiledNode = CompiledStart | CompiledEnd | CompiledParallel | CompiledExclusive | CompiledStep;

export interface CompiledEdge {
	readonly id: EdgeId;
	readonly source: NodeId;
	readonly target: NodeId;
}

export interface FlowIndex {
	readonly id: string;
	readonly version: number;
	readonly settings: FlowSettings;
	readonly start: CompiledStart;
	readonly nodes: ReadonlyMap<NodeId, CompiledNode>;
	readonly edges: ReadonlyMap<EdgeId, CompiledEdge>;
}

export type CompiledFlow = FlowIndex & { readonly __brand: 'CompiledFlow' };
