/**
 * The order in which an outline lists the nodes: along the ways from the start, then what no start leads to; below an
 * activity the events on its border, what stands in it, and the flow that undoes it, one level deeper.
 */
import type { FlowDefinition, FlowNode } from '@/saga/flow/definition';
import type { NodeId, ScopeId } from '@/saga/flow/nodes/node-base';
import { type FlowGraph, flowGraph } from '@/saga/flow/queries/graph';
import { isEnteredOtherwise, undoScopeOf } from '@/saga/flow/queries/scopes';
import { type ScopeTree, scopeTree } from '../diagram/scope-tree';

export interface OutlineEntry {
	readonly node: FlowNode;
	/** Whom it leads to, in the order of the edges. */
	readonly leadsTo: readonly FlowNode[];
	/** False: nothing leads to it, and it is no beginning. */
	readonly alive: boolean;
	/** 0: at the top of the flow. */
	readonly depth: number;
	/** The first of a compensation: that of the activity above. */
	readonly beginsUndo: boolean;
}

/** A node comes after all that lead to it, ways back apart. */
export function outlineOf(definition: FlowDefinition): readonly OutlineEntry[] {
	const outlining = { graph: flowGraph(definition), tree: scopeTree(definition) };
	return outlineScope(outlining, '', 0);
}

interface Outlining {
	readonly graph: FlowGraph;
	readonly tree: ScopeTree;
}

function outlineScope({ graph, tree }: Outlining, scope: ScopeId, depth: number): readonly OutlineEntry[] {
	const children = tree.childrenOf(scope);
	const events = new Map<NodeId, FlowNode[]>();
	for (const node of children) {
		if (node.kind !== 'boundary' || !children.some((other) => other.id === node.attachedTo)) continue;
		events.set(node.attachedTo, [...(events.get(node.attachedTo) ?? []), node]);
	}
	const attached = new Set([...events.values()].flat().map((node) => node.id));
	const starts = children.filter((node) => node.kind === 'start');
	const beginnings = starts.length > 0 || scope === '' ? starts : children.filter((node) => isFirst(graph, node));
	const beside = children.filter((node) => isEnteredOtherwise(node) && !attached.has(node.id));
	const roots = [...beginnings, ...beside, ...children.filter((node) => attached.has(node.id))];
	const order = orderFrom(graph, roots);
	const alive = new Set(order);
	const listed = [
		...new Set([
			...order,
			...orderFrom(
				graph,
				children.filter((node) => !alive.has(node.id)),
			),
		]),
	];
	const entryOf = (node: FlowNode, level: number): readonly OutlineEntry[] => {
		const leadsTo = (graph.outgoing.get(node.id) ?? []).flatMap((edge) => graph.nodes.get(edge.target) ?? []);
		const own: OutlineEntry = { node, leadsTo, alive: alive.has(node.id), depth: level, beginsUndo: false };
		const [first, ...undo] = outlineScope({ graph, tree }, undoScopeOf(node.id), level + 1);
		return [
			own,
			...(events.get(node.id) ?? []).flatMap((event) => entryOf(event, level + 1)),
			...(node.kind === 'subflow' ? outlineScope({ graph, tree }, node.id, level + 1) : []),
			...(first === undefined ? [] : [{ ...first, beginsUndo: true }, ...undo]),
		];
	};
	return listed.flatMap((id) => {
		const node = graph.nodes.get(id);
		return node === undefined || attached.has(id) || tree.scopeOf(id) !== scope ? [] : entryOf(node, depth);
	});
}

function isFirst(graph: FlowGraph, node: FlowNode): boolean {
	return (graph.incoming.get(node.id) ?? []).length === 0;
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
