/**
 * For an inclusive join: which of its empty ways in can still be filled by a token that is elsewhere in its scope (BPMN
 * 2.0.2, 13.4.3). Paths lead along edges, through links, and from an activity to the boundary events on its border;
 * those that lead through the join itself do not count. Conditions are not asked: a way that is drawn can be taken.
 */
import type { EdgeId } from '../flow/definition';
import type { NodeId } from '../flow/nodes/node-base';
import type { CompiledInclusive, CompiledNode } from './compiled-flow';

type Nodes = ReadonlyMap<NodeId, CompiledNode>;

export function withFillable(join: CompiledInclusive, nodes: Nodes): CompiledInclusive {
	if (join.incoming.length < 2) return join;
	const fromNode = new Map<NodeId, Set<EdgeId>>();
	for (const filled of join.incoming) {
		for (const node of nodesReaching(filled, join.id, nodes)) note(fromNode, node, filled);
	}
	return { ...join, fillableFromNode: fromNode };
}

function note(found: Map<string, Set<EdgeId>>, from: string, filled: EdgeId): void {
	const known = found.get(from);
	if (known === undefined) found.set(from, new Set([filled]));
	else known.add(filled);
}

/** Backwards from the edge, never through the join. */
function nodesReaching(filled: EdgeId, join: NodeId, nodes: Nodes): ReadonlySet<NodeId> {
	const givers = new Map<EdgeId, NodeId[]>();
	for (const node of nodes.values())
		for (const edge of node.outgoing) givers.set(edge, [...(givers.get(edge) ?? []), node.id]);
	const seen = new Set<NodeId>();
	const open = [...(givers.get(filled) ?? [])];
	for (let id = open.pop(); id !== undefined; id = open.pop()) {
		if (id === join || seen.has(id)) continue;
		seen.add(id);
		const node = nodes.get(id);
		if (node?.kind === 'boundary') open.push(node.attachedTo);
		for (const edge of node?.incoming ?? []) open.push(...(givers.get(edge) ?? []));
	}
	return seen;
}
