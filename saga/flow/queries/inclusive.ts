/**
 * What an inclusive join still waits for: by each place of its scope, which of its ways in a token there can fill without
 * passing the join. As saga/compile does it for the engine, here over a drawing that may be broken.
 */
import type { FlowEdge } from '../definition';
import type { NodeId } from '../nodes/node-base';
import type { FlowGraph } from './graph';

export function fillersOf(
	graph: FlowGraph,
	join: NodeId,
	places: readonly { readonly node: NodeId; readonly edge: FlowEdge | null }[],
	inward: readonly number[],
): ReadonlyMap<number, ReadonlySet<number>> {
	const fillers = new Map<number, Set<number>>();
	for (const filled of inward) {
		const source = places[filled]?.edge?.source;
		const reaching = source === undefined ? new Set<NodeId>() : nodesReaching(graph, join, source);
		places.forEach((place, at) => {
			if (at !== filled && (place.node === join || !reaching.has(place.node))) return;
			const known = fillers.get(at);
			if (known === undefined) fillers.set(at, new Set([filled]));
			else known.add(filled);
		});
	}
	return fillers;
}

/** Backwards from the source of a way in, never through the join. */
function nodesReaching(graph: FlowGraph, join: NodeId, source: NodeId): ReadonlySet<NodeId> {
	const seen = new Set<NodeId>();
	const open = [source];
	for (let id = open.pop(); id !== undefined; id = open.pop()) {
		if (id === join || seen.has(id)) continue;
		seen.add(id);
		const node = graph.nodes.get(id);
		if (node?.kind === 'boundary') open.push(node.attachedTo);
		for (const edge of graph.incoming.get(id) ?? []) open.push(edge.source);
		for (const [from, to] of graph.links) if (to === id) open.push(from);
	}
	return seen;
}
