/** The order in which an outline lists the nodes: along the ways from the start, then what no start leads to. */
import type { FlowDefinition, FlowNode } from '@/saga/flow/definition';
import type { NodeId } from '@/saga/flow/nodes/node-base';
import { type FlowGraph, flowGraph } from '@/saga/flow/queries/graph';
import { aliveNodes } from '@/saga/flow/queries/reachability';

export interface OutlineEntry {
	readonly node: FlowNode;
	/** Whom it leads to, in the order of the edges. */
	readonly leadsTo: readonly FlowNode[];
	/** False: no start leads to it. */
	readonly alive: boolean;
}

/** A node comes after all that lead to it, ways back apart. */
export function outlineOf(definition: FlowDefinition): readonly OutlineEntry[] {
	const graph = flowGraph(definition);
	const alive = aliveNodes(graph);
	const starts = definition.nodes.filter((node) => node.kind === 'start');
	const loose = definition.nodes.filter((node) => !alive.has(node.id));
	const order = [...orderFrom(graph, starts), ...orderFrom(graph, loose)];
	return [...new Set(order)].flatMap((id) => {
		const node = graph.nodes.get(id);
		if (node === undefined) return [];
		const leadsTo = (graph.outgoing.get(id) ?? []).flatMap((edge) => graph.nodes.get(edge.target) ?? []);
		return [{ node, leadsTo, alive: alive.has(id) }];
	});
}

/** Depth first, a node being listed once all behind it are; turned round. */
function orderFrom(graph: FlowGraph, roots: readonly FlowNode[]): NodeId[] {
	const seen = new Set<NodeId>();
	const finished: NodeId[] = [];
	for (const root of [...roots].reverse()) {
		if (seen.has(root.id)) continue;
		seen.add(root.id);
		const open = [{ id: root.id, ways: waysOf(graph, root.id) }];
		for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
			const next = top.ways.pop();
			if (next === undefined) {
				finished.push(top.id);
				open.pop();
			} else if (!seen.has(next)) {
				seen.add(next);
				open.push({ id: next, ways: waysOf(graph, next) });
			}
		}
	}
	return finished.reverse();
}

function waysOf(graph: FlowGraph, id: NodeId): NodeId[] {
	return (graph.outgoing.get(id) ?? []).map((edge) => edge.target);
}
