/**
 * Which nodes lie after and before which. Reachability ignores conditions: a path counts if it is drawn.
 */
import type { NodeId } from '../nodes/node-base';
import type { FlowGraph } from './graph';

/** The nodes that can be reached from `from` along edges; `from` itself only where it lies on a cycle. */
export function reachableFrom(graph: FlowGraph, from: NodeId): ReadonlySet<NodeId> {
	return spread([from], (id) => (graph.outgoing.get(id) ?? []).map((edge) => edge.target));
}

/** The nodes from which `to` can be reached; `to` itself only where it lies on a cycle. */
export function reaching(graph: FlowGraph, to: NodeId): ReadonlySet<NodeId> {
	return spread([to], (id) => (graph.incoming.get(id) ?? []).map((edge) => edge.source));
}

/** All start nodes and what they lead to. */
export function aliveNodes(graph: FlowGraph): ReadonlySet<NodeId> {
	const starts = [...graph.nodes.values()].filter((node) => node.kind === 'start').map((node) => node.id);
	const reached = spread(starts, (id) => (graph.outgoing.get(id) ?? []).map((edge) => edge.target));
	return new Set([...starts, ...reached]);
}

/** All end nodes and what leads to them. */
export function endingNodes(graph: FlowGraph): ReadonlySet<NodeId> {
	const ends = [...graph.nodes.values()].filter((node) => node.kind === 'end').map((node) => node.id);
	const reached = spread(ends, (id) => (graph.incoming.get(id) ?? []).map((edge) => edge.source));
	return new Set([...ends, ...reached]);
}

function spread(from: readonly NodeId[], next: (id: NodeId) => readonly NodeId[]): ReadonlySet<NodeId> {
	const seen = new Set<NodeId>();
	const open = [...from];
	for (let id = open.pop(); id !== undefined; id = open.pop()) {
		for (const target of next(id)) {
			if (seen.has(target)) continue;
			seen.add(target);
			open.push(target);
		}
	}
	return seen;
}
