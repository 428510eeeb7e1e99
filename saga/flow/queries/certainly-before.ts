/**
 * Which nodes have certainly been left before a node is entered, whatever way the saga took: what a step may rely on.
 * A merge keeps what all its ways have in common; a parallel join awaits all its branches and so knows what each did.
 *
 * The greatest fixed point over the drawn graph, so loops are allowed. Nodes that no start leads to have no entry.
 */
import type { NodeId } from '../nodes/node-base';
import type { FlowGraph } from './graph';
import { aliveNodes } from './reachability';

export function certainlyBefore(graph: FlowGraph): ReadonlyMap<NodeId, ReadonlySet<NodeId>> {
	const alive = aliveNodes(graph);
	const known = new Map<NodeId, ReadonlySet<NodeId>>();
	const open = [...alive];
	const waiting = new Set(open);
	for (let id = open.shift(); id !== undefined; id = open.shift()) {
		waiting.delete(id);
		const entered = onEntry(graph, known, alive, id);
		if (entered === null) continue;
		const before = known.get(id);
		if (before !== undefined && before.size === entered.size) continue;
		known.set(id, entered);
		for (const edge of graph.outgoing.get(id) ?? []) {
			if (waiting.has(edge.target)) continue;
			waiting.add(edge.target);
			open.push(edge.target);
		}
	}
	return known;
}

/** Null: nothing is known of any way in yet, so nothing is excluded. */
function onEntry(
	graph: FlowGraph,
	known: ReadonlyMap<NodeId, ReadonlySet<NodeId>>,
	alive: ReadonlySet<NodeId>,
	id: NodeId,
): ReadonlySet<NodeId> | null {
	const node = graph.nodes.get(id);
	if (node?.kind === 'start') return new Set();
	const ways: ReadonlySet<NodeId>[] = [];
	for (const edge of graph.incoming.get(id) ?? []) {
		if (!alive.has(edge.source)) continue;
		const before = known.get(edge.source);
		if (before !== undefined) ways.push(new Set([...before, edge.source]));
	}
	const [first, ...others] = ways;
	if (first === undefined) return null;
	if (node?.kind === 'parallel') return new Set(ways.flatMap((way) => [...way]));
	return new Set([...first].filter((earlier) => others.every((way) => way.has(earlier))));
}
