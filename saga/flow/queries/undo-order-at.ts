/**
 * What the designer shows while the pointer is on an activity: if it failed now and the saga unwound, what would be
 * undone, and in which waves. The same law as the engine's undo (reversed causality), applied to the drawing instead of
 * to a saga's ledger: an activity lies before another where a path leads there. A completed subflow with a compensation
 * of its own is undone as one; earlier and concurrent runs of the failing one itself count, too. What only some runs of
 * the flow would have done is `conditional`.
 */
import type { FlowDefinition } from '../definition';
import type { NodeId, ScopeId } from '../nodes/node-base';
import { certainlyBefore } from './certainly-before';
import { concurrency } from './concurrency';
import { type FlowGraph, flowGraph, stepsOf } from './graph';
import { reachableFrom, reaching } from './reachability';
import {
	type ActivityNode,
	enclosingScopes,
	hostOf,
	isActivity,
	isInCompensation,
	isUndoScope,
	scopeOf,
} from './scopes';

export interface UndoPreviewItem {
	readonly step: NodeId;
	/** From 1; steps with one number are undone at the same time. */
	readonly order: number;
	/** Undone only if it ran at all: it lies on one way of several, or runs at the same time and may not have come so far. */
	readonly conditional: boolean;
}

/** By order, then as drawn. Empty where nothing is undone: nothing lies before, or a pivot always does. */
export function undoOrderAt(definition: FlowDefinition, activityId: NodeId): readonly UndoPreviewItem[] {
	const graph = flowGraph(definition);
	const failing = graph.nodes.get(activityId);
	if (!isActivity(failing) || isInCompensation(graph.nodes, failing)) return [];
	const before = reaching(graph, activityId, 'cause');
	const certain = certainlyBefore(graph).get(activityId) ?? new Set();
	if (stepsOf(definition).some((step) => step.class === 'pivot' && certain.has(step.id))) return [];
	const atOnce = concurrency(graph);
	const open = new Set(enclosingScopes(graph.nodes, scopeOf(failing)));
	const undone = definition.nodes.filter(
		(node): node is ActivityNode =>
			isActivity(node) &&
			isUndoneByItself(graph, node, open) &&
			(before.has(node.id) || atOnce.together(node.id, activityId)),
	);
	const orders = definition.settings.undoOrder === 'sequential' ? oneByOne(graph, undone) : inWaves(graph, undone);
	return undone
		.map((activity) => ({
			step: activity.id,
			order: orders.get(activity.id) ?? 1,
			conditional: !certain.has(activity.id),
		}))
		.sort((left, right) => left.order - right.order);
}

/** `open`: the scopes in which the failure happens, whose own compensations do not count yet. */
function isUndoneByItself(graph: FlowGraph, activity: ActivityNode, open: ReadonlySet<ScopeId>): boolean {
	const { compensation } = activity;
	const hasUndo =
		compensation === null
			? activity.kind === 'call'
			: compensation.type !== 'none' && !(activity.kind === 'subflow' && open.has(activity.id));
	if (!hasUndo) return false;
	return enclosingScopes(graph.nodes, scopeOf(activity)).every((scope) => {
		if (isUndoScope(scope)) return false;
		const around = graph.nodes.get(hostOf(scope) ?? '');
		return open.has(scope) || !isActivity(around) || around.compensation === null;
	});
}

/** Waves: 1 + the highest wave among those that lie after it. On a cycle the way back does not count. */
function inWaves(graph: FlowGraph, undone: readonly ActivityNode[]): ReadonlyMap<NodeId, number> {
	const after = new Map(undone.map((step) => [step.id, reachableFrom(graph, step.id, 'cause')]));
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
function oneByOne(graph: FlowGraph, undone: readonly ActivityNode[]): ReadonlyMap<NodeId, number> {
	const waves = inWaves(graph, undone);
	const reversed = [...undone].reverse().sort((left, right) => (waves.get(left.id) ?? 0) - (waves.get(right.id) ?? 0));
	return new Map(reversed.map((step, at) => [step.id, at + 1]));
}
