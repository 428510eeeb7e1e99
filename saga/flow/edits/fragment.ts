/**
 * Copy and paste. A fragment is a piece of a flow as JSON, so that it can go through the clipboard into another flow or
 * another browser tab; what comes back from there is foreign and is read by the schema.
 *
 * What stands in a subflow or undoes an activity is copied with it. The start of a scope is not pasted into another one:
 * each has its own. Expressions are pasted as they are; lint says which variables are missing.
 */
import { z } from 'zod';
import {
	type FlowDefinition,
	type FlowNode,
	flowEdgeSchema,
	flowLayoutSchema,
	flowNodeSchema,
	type Point,
} from '../definition';
import type { NodeId, ScopeId } from '../nodes/node-base';
import { hostOf, isUndoScope, scopeOf, topScope, undoScopeOf, withCarried } from '../queries/scopes';
import { freshEdgeId, freshName, freshNodeId } from './fresh-names';
import { inScope } from './scopes';

export const flowFragmentSchema = z.strictObject({
	unwindFragment: z.literal(1),
	nodes: z.array(flowNodeSchema).max(2_000).readonly(),
	edges: z.array(flowEdgeSchema).max(4_000).readonly(),
	layout: flowLayoutSchema,
});
export type FlowFragment = z.infer<typeof flowFragmentSchema>;

/** The nodes with what they carry, and the edges that run between them. */
export function copyFragment(definition: FlowDefinition, ids: readonly NodeId[]): FlowFragment {
	const chosen = withCarried(definition, ids);
	const isWhole = (node: FlowNode) => chosen.has(hostOf(scopeOf(node)) ?? '');
	const nodes = definition.nodes.filter((node) => chosen.has(node.id) && (node.kind !== 'start' || isWhole(node)));
	const kept = new Set(nodes.map((node) => node.id));
	const edges = definition.edges.filter((edge) => kept.has(edge.source) && kept.has(edge.target));
	const keptEdges = new Set(edges.map((edge) => edge.id));
	return {
		unwindFragment: 1,
		nodes,
		edges,
		layout: {
			nodes: Object.fromEntries(Object.entries(definition.layout.nodes).filter(([id]) => kept.has(id))),
			edges: Object.fromEntries(Object.entries(definition.layout.edges).filter(([id]) => keptEdges.has(id))),
		},
	};
}

/** Null: the text is no fragment (something else was in the clipboard). */
export function readFragment(text: string): FlowFragment | null {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return null;
	}
	const read = flowFragmentSchema.safeParse(json);
	return read.success ? read.data : null;
}

export interface Pasted {
	readonly definition: FlowDefinition;
	/** What was added: to be selected. */
	readonly nodes: readonly NodeId[];
}

/** `at`: where the upper left corner of the whole fragment goes. `scope`: into which it is pasted. */
export function paste(
	definition: FlowDefinition,
	fragment: FlowFragment,
	at: Point,
	scope: ScopeId = topScope,
): Pasted {
	const corner = cornerOf(fragment);
	const shift = { x: at.x - corner.x, y: at.y - corner.y };
	const { flow: withNodes, ids } = pasteNodes(definition, fragment, shift, scope);
	let flow = withNodes;
	for (const edge of fragment.edges) {
		const source = ids.get(edge.source);
		const target = ids.get(edge.target);
		if (source === undefined || target === undefined) continue;
		const id = freshEdgeId(flow, source, target);
		const bends = fragment.layout.edges[edge.id]?.map((point) => ({ x: point.x + shift.x, y: point.y + shift.y }));
		flow = {
			...flow,
			edges: [...flow.edges, { ...edge, id, source, target }],
			layout: bends === undefined ? flow.layout : { ...flow.layout, edges: { ...flow.layout.edges, [id]: bends } },
		};
	}
	return { definition: flow, nodes: [...ids.values()] };
}

function pasteNodes(
	definition: FlowDefinition,
	fragment: FlowFragment,
	shift: Point,
	scope: ScopeId,
): { flow: FlowDefinition; ids: ReadonlyMap<NodeId, NodeId> } {
	const copied = new Set(fragment.nodes.map((node) => node.id));
	const isWhole = (node: FlowNode) => copied.has(hostOf(scopeOf(node)) ?? '');
	const pasted = fragment.nodes.filter((node) => node.kind !== 'start' || isWhole(node));
	const ids = new Map<NodeId, NodeId>();
	let flow = definition;
	for (const node of pasted) {
		const id = freshNodeId(flow, node.id);
		const bounds = fragment.layout.nodes[node.id];
		ids.set(node.id, id);
		const copy = { ...node, id, name: node.name === '' ? '' : freshName(flow, node.name) };
		flow = { ...flow, nodes: [...flow.nodes, copy] };
		if (bounds === undefined) continue;
		const moved = { ...bounds, x: bounds.x + shift.x, y: bounds.y + shift.y };
		flow = { ...flow, layout: { ...flow.layout, nodes: { ...flow.layout.nodes, [id]: moved } } };
	}
	const fresh = new Set(ids.values());
	const nodes = flow.nodes.map((node) => (fresh.has(node.id) ? pointed(node, ids, scope) : node));
	return { flow: { ...flow, nodes }, ids };
}

/** What a copied node says about other nodes it now says about their copies. */
function pointed(node: FlowNode, ids: ReadonlyMap<NodeId, NodeId>, scope: ScopeId): FlowNode {
	const own = scopeOf(node);
	const host = ids.get(hostOf(own) ?? '');
	const placed = inScope(node, host === undefined ? scope : isUndoScope(own) ? undoScopeOf(host) : host);
	const copyOf = (id: NodeId) => ids.get(id) ?? id;
	if (placed.kind === 'boundary') return { ...placed, attachedTo: copyOf(placed.attachedTo) };
	if (placed.kind === 'undo' && placed.activity !== null) return { ...placed, activity: copyOf(placed.activity) };
	if (placed.kind === 'end' && placed.result?.type === 'compensate' && placed.result.activity !== null)
		return { ...placed, result: { ...placed.result, activity: copyOf(placed.result.activity) } };
	return placed;
}

/** Copies within the scope of the first of them, a little below and to the right. */
export function duplicate(
	definition: FlowDefinition,
	ids: readonly NodeId[],
	offset: Point = { x: 32, y: 32 },
): Pasted {
	const fragment = copyFragment(definition, ids);
	if (fragment.nodes.length === 0) return { definition, nodes: [] };
	const corner = cornerOf(fragment);
	const chosen = definition.nodes.find((node) => ids.includes(node.id));
	const scope = chosen === undefined ? topScope : scopeOf(chosen);
	return paste(definition, fragment, { x: corner.x + offset.x, y: corner.y + offset.y }, scope);
}

function cornerOf(fragment: FlowFragment): Point {
	const bounds = Object.values(fragment.layout.nodes);
	if (bounds.length === 0) return { x: 0, y: 0 };
	return { x: Math.min(...bounds.map((box) => box.x)), y: Math.min(...bounds.map((box) => box.y)) };
}
