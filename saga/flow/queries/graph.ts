/**
 * The graph of a definition as others ask for it. Everything is derived anew from the document; a caller that asks
 * often builds one `flowGraph` and keeps it as long as the definition is the same value.
 *
 * A draft may be broken: an edge whose end is missing is left out here (lint reports it), so no caller meets it.
 */
import type { EdgeId, FlowDefinition, FlowEdge, FlowNode } from '../definition';
import type { BoundaryNode } from '../nodes/boundary';
import type { NodeId, ScopeId } from '../nodes/node-base';
import type { StepNode } from '../nodes/step';
import { linkTargets } from './links';
import { scopeOf } from './scopes';

export interface FlowGraph {
	readonly nodes: ReadonlyMap<NodeId, FlowNode>;
	/** In the order of the definition, without those whose source or target is missing. */
	readonly edges: readonly FlowEdge[];
	readonly incoming: ReadonlyMap<NodeId, readonly FlowEdge[]>;
	readonly outgoing: ReadonlyMap<NodeId, readonly FlowEdge[]>;
	/** The nodes of each scope that has some, as drawn. */
	readonly inside: ReadonlyMap<ScopeId, readonly FlowNode[]>;
	/** The boundary events of each activity that has some, as drawn. */
	readonly boundaries: ReadonlyMap<NodeId, readonly BoundaryNode[]>;
	/** By the id of each link `from`: its `to`. */
	readonly links: ReadonlyMap<NodeId, NodeId>;
}

export function flowGraph(definition: FlowDefinition): FlowGraph {
	const nodes = new Map<NodeId, FlowNode>();
	for (const node of definition.nodes) if (!nodes.has(node.id)) nodes.set(node.id, node);
	const edges = definition.edges.filter((edge) => nodes.has(edge.source) && nodes.has(edge.target));
	const incoming = new Map<NodeId, FlowEdge[]>();
	const outgoing = new Map<NodeId, FlowEdge[]>();
	for (const id of nodes.keys()) {
		incoming.set(id, []);
		outgoing.set(id, []);
	}
	for (const edge of edges) {
		outgoing.get(edge.source)?.push(edge);
		incoming.get(edge.target)?.push(edge);
	}
	const boundaries = definition.nodes.filter((node) => node.kind === 'boundary');
	return {
		nodes,
		edges,
		incoming,
		outgoing,
		inside: grouped([...nodes.values()], scopeOf),
		boundaries: grouped(boundaries, (node) => node.attachedTo),
		links: linkTargets(definition),
	};
}

function grouped<Item>(items: readonly Item[], by: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
	const groups = new Map<string, Item[]>();
	for (const item of items) {
		const group = groups.get(by(item));
		if (group === undefined) groups.set(by(item), [item]);
		else group.push(item);
	}
	return groups;
}

export function nodeById(definition: FlowDefinition, id: NodeId): FlowNode | null {
	return definition.nodes.find((node) => node.id === id) ?? null;
}

export function edgeById(definition: FlowDefinition, id: EdgeId): FlowEdge | null {
	return definition.edges.find((edge) => edge.id === id) ?? null;
}

export function incomingEdges(definition: FlowDefinition, id: NodeId): readonly FlowEdge[] {
	return definition.edges.filter((edge) => edge.target === id);
}

export function outgoingEdges(definition: FlowDefinition, id: NodeId): readonly FlowEdge[] {
	return definition.edges.filter((edge) => edge.source === id);
}

export function stepsOf(definition: FlowDefinition): readonly StepNode[] {
	return definition.nodes.filter((node) => node.kind === 'step');
}

/** How a node is called when people are told about it. */
export function nodeTitle(node: FlowNode): string {
	if (node.name.trim() !== '') return node.name;
	const kinds = {
		start: 'the start',
		end: 'the end',
		step: 'the step',
		parallel: 'the parallel gateway',
		exclusive: 'the decision',
		inclusive: 'the inclusive gateway',
		'event-race': 'the event race',
		catch: 'the wait',
		publish: 'the event',
		undo: 'the undo',
		assign: 'the assignment',
		approval: 'the approval',
		subflow: 'the subflow',
		call: 'the call',
		boundary: 'the boundary event',
		link: 'the link',
	};
	return `${kinds[node.kind]} ${node.id}`;
}
