/**
 * Edits of connections. What the gesture rules refuse is not done: the same definition comes back.
 * The order of the edges is the order in which a decision tries its conditions; a new edge goes last.
 */
import type { EdgeId, FlowDefinition, FlowEdge } from '../definition';
import { mayConnect } from '../gestures';
import type { NodeId } from '../nodes/node-base';
import { edgeById, nodeById } from '../queries/graph';
import { freshEdgeId } from './fresh-names';

export function connect(
	definition: FlowDefinition,
	source: NodeId,
	target: NodeId,
	edge: Partial<Pick<FlowEdge, 'name' | 'condition' | 'isDefault'>> = {},
): FlowDefinition {
	if (!mayConnect(definition, source, target).ok) return definition;
	const id = freshEdgeId(definition, source, target);
	const added: FlowDefinition = {
		...definition,
		edges: [...definition.edges, { id, source, target, name: '', condition: null, isDefault: false }],
	};
	return setEdge(added, id, edge);
}

export function removeEdges(definition: FlowDefinition, ids: readonly EdgeId[]): FlowDefinition {
	const removed = new Set(ids);
	if (!definition.edges.some((edge) => removed.has(edge.id))) return definition;
	return {
		...definition,
		edges: definition.edges.filter((edge) => !removed.has(edge.id)),
		layout: {
			...definition.layout,
			edges: Object.fromEntries(Object.entries(definition.layout.edges).filter(([id]) => !removed.has(id))),
		},
	};
}

export function disconnect(definition: FlowDefinition, source: NodeId, target: NodeId): FlowDefinition {
	const between = definition.edges.filter((edge) => edge.source === source && edge.target === target);
	return removeEdges(
		definition,
		between.map((edge) => edge.id),
	);
}

/** Moves one or both ends of an edge; its bends go, its condition only if the ways out of the new source have none. */
export function reconnect(
	definition: FlowDefinition,
	id: EdgeId,
	ends: { readonly source?: NodeId; readonly target?: NodeId },
): FlowDefinition {
	const edge = edgeById(definition, id);
	if (edge === null) return definition;
	const source = ends.source ?? edge.source;
	const target = ends.target ?? edge.target;
	if (source === edge.source && target === edge.target) return definition;
	if (!mayConnect(definition, source, target, id).ok) return definition;
	const { [id]: _bends, ...waypoints } = definition.layout.edges;
	const isDefault = edge.isDefault && source === edge.source;
	const kind = nodeById(definition, source)?.kind;
	const condition = kind === 'parallel' || kind === 'event-race' ? null : edge.condition;
	return {
		...definition,
		edges: definition.edges.map((other) =>
			other.id === id ? { ...edge, source, target, condition, isDefault } : other,
		),
		layout: { ...definition.layout, edges: waypoints },
	};
}

/** A new default takes the place of the old one of the same source, and needs no condition. */
export function setEdge(
	definition: FlowDefinition,
	id: EdgeId,
	patch: Partial<Pick<FlowEdge, 'name' | 'condition' | 'isDefault'>>,
): FlowDefinition {
	const edge = edgeById(definition, id);
	if (edge === null || Object.keys(patch).length === 0) return definition;
	const next: FlowEdge = { ...edge, ...patch };
	const changed: FlowEdge = next.isDefault ? { ...next, condition: null } : next;
	return {
		...definition,
		edges: definition.edges.map((other) => {
			if (other.id === id) return changed;
			return changed.isDefault && other.source === edge.source && other.isDefault
				? { ...other, isDefault: false }
				: other;
		}),
	};
}

/** Moves an edge among the ways out of its decision: `place` counts from 0 in the order in which they are tried. */
export function reorderEdge(definition: FlowDefinition, id: EdgeId, place: number): FlowDefinition {
	const edge = edgeById(definition, id);
	if (edge === null) return definition;
	const ways = definition.edges.filter((other) => other.source === edge.source && other.id !== id);
	ways.splice(Math.max(0, place), 0, edge);
	let next = 0;
	const edges = definition.edges.map((other) => (other.source === edge.source ? (ways[next++] ?? other) : other));
	return edges.every((other, at) => other === definition.edges[at]) ? definition : { ...definition, edges };
}
