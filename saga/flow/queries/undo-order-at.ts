/**
 * What the designer shows while the pointer is on a step: if it failed now, what would be undone, and in which waves.
 * The same law as the engine's undo (reversed causality), applied to the drawing instead of to a saga's ledger: a step
 * lies before another where a path leads there. What only some runs of the flow would have done is `conditional`.
 */
import type { FlowDefinition } from '../definition';
import type { NodeId } from '../nodes/node-base';
import type { StepNode } from '../nodes/step';
import { certainlyBefore } from './certainly-before';
import { concurrency } from './concurrency';
import { type FlowGraph, flowGraph, stepsOf } from './graph';
import { reachableFrom, reaching } from './reachability';

export interface UndoPreviewItem {
	readonly step: NodeId;
	/** From 1; steps with one number are undone at the same time. */
	readonly order: number;
	/** Undone only if it ran at all: it lies on one way of several, or runs at the same time and may not have come so far. */
	readonly conditional: boolean;
}

/** By order, then as drawn. Empty where nothing is undone: nothing lies before, or a pivot always does. */
export function undoOrderAt(definition: FlowDefinition, stepId: NodeId): readonly UndoPreviewItem[] {
	const graph = flowGraph(definition);
	const failing = graph.nodes.get(stepId);
	if (failing?.kind !== 'step') return [];
	const before = reaching(graph, stepId);
	const steps = stepsOf(definition);
	const certain = certainlyBefore(graph).get(stepId) ?? new Set();
	if (steps.some((step) => step.class === 'pivot' && certain.has(step.id))) return [];
	const atOnce = concurrency(graph);
	const undone = steps.filter(
		(step) =>
			step.compensation?.type === 'command' &&
			step.id !== stepId &&
			(before.has(step.id) || atOnce.together(step.id, stepId)),
	);
	const orders = definition.settings.undoOrder === 'sequential' ? oneByOne(graph, undone) : inWaves(graph, undone);
	return undone
		.map((step) => ({
			step: step.id,
			order: orders.get(step.id) ?? 1,
			conditional: !certain.has(step.id),
		}))
		.sort((left, right) => left.order - right.order);
}

/** Waves: 1 + the highest wave among those that lie after it. On a cycle the way back does not count. */
function inWaves(graph: FlowGraph, undone: readonly StepNode[]): ReadonlyMap<NodeId, number> {
	const after = new Map(undone.map((step) => [step.id, reachableFrom(graph, step.id)]));
	const follows = (later: NodeId, earlier: NodeId) =>
		later !== earlier && (after.get(earlier)?.has(later) ?? false) && !(after.get(later)?.has(earlier) ?? false);
	const waves = new Map<NodeId, number>();
	const waveOf = (id: NodeId): number => {
		const known = waves.get(id);
		if (known !== undefined) return known;
		const later = undone.filter((step) => follows(step.id, id)).map((step) => waveOf(step.id));
		const wave = 1 + Math.max(0, ...later);
		waves.set(id, wave);
		return wave;
	};
	for (const step of undone) waveOf(step.id);
	return waves;
}

/** Strictly one after the other: the later wave first, and within one as drawn, the last first. */
function oneByOne(graph: FlowGraph, undone: readonly StepNode[]): ReadonlyMap<NodeId, number> {
	const waves = inWaves(graph, undone);
	const reversed = [...undone].reverse().sort((left, right) => (waves.get(left.id) ?? 0) - (waves.get(right.id) ?? 0));
	return new Map(reversed.map((step, at) => [step.id, at + 1]));
}
