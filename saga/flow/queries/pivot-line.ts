/**
 * Where the point of no return lies: the pivots, and what comes after them.
 * A flow usually has one pivot; alternatives behind a decision may each have one.
 */
import type { FlowDefinition, FlowNode } from '../definition';
import type { ReactionTrigger } from '../nodes/event';
import type { NodeId } from '../nodes/node-base';
import { type FlowGraph, flowGraph } from './graph';
import { reachableFrom } from './reachability';
import { scopeOf } from './scopes';
import { nodesWithin, throwsForGood } from './thrown-by';
import { reactionOf } from './ways';

export interface PivotLine {
	readonly pivot: NodeId;
	/** Nodes that can be reached after it, as drawn. */
	readonly after: readonly NodeId[];
}

/** `calls`: those that count as a pivot, because the flow that they call has one. */
export function pivotLines(definition: FlowDefinition, calls: ReadonlySet<NodeId> = new Set()): readonly PivotLine[] {
	const graph = flowGraph(definition);
	return definition.nodes
		.filter((node) => (node.kind === 'step' ? node.class === 'pivot' : calls.has(node.id)))
		.map((step) => {
			const reached = afterCompletion(graph, step.id);
			return { pivot: step.id, after: definition.nodes.map((node) => node.id).filter((id) => reached.has(id)) };
		});
}

/**
 * What can run once it has completed: not what its own boundary events lead to, and what catches an error or an
 * escalation only if something behind the pivot can throw it.
 */
function afterCompletion(graph: FlowGraph, pivot: NodeId): ReadonlySet<NodeId> {
	const catching = catchersOf(graph).filter(({ host }) => host !== pivot);
	const quiet = withoutCatchers(graph, pivot);
	const after = new Set(reachableFrom(quiet, pivot));
	for (let size = -1; size !== after.size; ) {
		size = after.size;
		for (const { node, on, inside } of catching) {
			const isThrown = !after.has(node) && inside().some((inner) => after.has(inner.id) && throwsForGood(inner, on));
			if (isThrown) for (const next of [node, ...reachableFrom(quiet, node)]) after.add(next);
		}
	}
	return after;
}

interface Catcher {
	/** The boundary event, or the event-started subflow. */
	readonly node: NodeId;
	readonly host: NodeId | null;
	readonly on: ReactionTrigger;
	readonly inside: () => readonly FlowNode[];
}

function catchersOf(graph: FlowGraph): readonly Catcher[] {
	return [...graph.nodes.values()].flatMap((node): Catcher[] => {
		if (node.kind === 'boundary')
			return [
				{
					node: node.id,
					host: node.attachedTo,
					on: node.on,
					inside: () => nodesWithin(graph, { host: node.attachedTo }),
				},
			];
		const on = node.kind === 'subflow' && node.eventStarted ? reactionOf(graph, node.id)?.on : undefined;
		if (on === undefined) return [];
		return [{ node: node.id, host: null, on, inside: () => nodesWithin(graph, { scope: scopeOf(node) }) }];
	});
}

function withoutCatchers(graph: FlowGraph, pivot: NodeId): FlowGraph {
	const catches = (on: ReactionTrigger | undefined) => on?.type === 'error' || on?.type === 'escalation';
	const boundaries = [...graph.boundaries]
		.filter(([host]) => host !== pivot)
		.map(([host, events]) => [host, events.filter(({ on }) => !catches(on))] as const);
	const inside = [...graph.inside].map(
		([scope, nodes]) => [scope, nodes.filter((node) => !catches(reactionOf(graph, node.id)?.on))] as const,
	);
	return { ...graph, boundaries: new Map(boundaries), inside: new Map(inside) };
}

/** The one the diagram draws: the first, or null. */
export function pivotLine(definition: FlowDefinition): PivotLine | null {
	return pivotLines(definition)[0] ?? null;
}
