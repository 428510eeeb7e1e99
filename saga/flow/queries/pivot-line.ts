/**
 * Where the point of no return lies: the pivots, and what comes after them.
 * A flow usually has one pivot; alternatives behind a decision may each have one.
 */
import type { FlowDefinition } from '../definition';
import type { NodeId } from '../nodes/node-base';
import { type FlowGraph, flowGraph } from './graph';
import { reachableFrom } from './reachability';

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

/** Not what its own boundary events lead to: those that interrupt it keep it from completing. */
function afterCompletion(graph: FlowGraph, step: NodeId): ReadonlySet<NodeId> {
	if (!graph.boundaries.has(step)) return reachableFrom(graph, step);
	const withoutThem: FlowGraph = {
		...graph,
		boundaries: new Map([...graph.boundaries].filter(([host]) => host !== step)),
	};
	return reachableFrom(withoutThem, step);
}

/** The one the diagram draws: the first, or null. */
export function pivotLine(definition: FlowDefinition): PivotLine | null {
	return pivotLines(definition)[0] ?? null;
}
