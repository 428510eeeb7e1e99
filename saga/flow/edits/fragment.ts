/**
 * Copy and paste. A fragment is a piece of a flow as JSON, so that it can go through the clipboard into another flow or
 * another browser tab; what comes back from there is foreign and is read by the schema.
 *
 * The start is never pasted: a flow has one. Expressions are pasted as they are; lint says which variables are missing.
 */
import { z } from 'zod';
import { type FlowDefinition, flowEdgeSchema, flowLayoutSchema, flowNodeSchema, type Point } from '../definition';
import { defaultBounds } from '../node-size';
import type { NodeId } from '../nodes/node-base';
import { freshEdgeId, freshName, freshNodeId } from './fresh-names';

export const flowFragmentSchema = z.strictObject({
	unwindFragment: z.literal(1),
	nodes: z.array(flowNodeSchema).max(2_000).readonly(),
	edges: z.array(flowEdgeSchema).max(4_000).readonly(),
	layout: flowLayoutSchema,
});
export type FlowFragment = z.infer<typeof flowFragmentSchema>;

/** The nodes and the edges that run between them. */
export function copyFragment(definition: FlowDefinition, ids: readonly NodeId[]): FlowFragment {
	const chosen = new Set(ids);
	const nodes = definition.nodes.filter((node) => chosen.has(node.id) && node.kind !== 'start');
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

/** `at`: where the upper left corner of the whole fragment goes. */
export function paste(definition: FlowDefinition, fragment: FlowFragment, at: Point): Pasted {
	const corner = cornerOf(fragment);
	const shift = { x: at.x - corner.x, y: at.y - corner.y };
	const ids = new Map<NodeId, NodeId>();
	let flow = definition;
	for (const node of fragment.nodes) {
		if (node.kind === 'start') continue;
		const id = freshNodeId(flow, node.id);
		const bounds = fragment.layout.nodes[node.id] ?? defaultBounds(node.kind, corner);
		ids.set(node.id, id);
		flow = {
			...flow,
			nodes: [...flow.nodes, { ...node, id, name: node.name === '' ? '' : freshName(flow, node.name) }],
			layout: {
				...flow.layout,
				nodes: { ...flow.layout.nodes, [id]: { ...bounds, x: bounds.x + shift.x, y: bounds.y + shift.y } },
			},
		};
	}
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

/** Copies within the flow, a little below and to the right. */
export function duplicate(
	definition: FlowDefinition,
	ids: readonly NodeId[],
	offset: Point = { x: 32, y: 32 },
): Pasted {
	const fragment = copyFragment(definition, ids);
	if (fragment.nodes.length === 0) return { definition, nodes: [] };
	const corner = cornerOf(fragment);
	return paste(definition, fragment, { x: corner.x + offset.x, y: corner.y + offset.y });
}

function cornerOf(fragment: FlowFragment): Point {
	const bounds = Object.values(fragment.layout.nodes);
	if (bounds.length === 0) return { x: 0, y: 0 };
	return { x: Math.min(...bounds.map((box) => box.x)), y: Math.min(...bounds.map((box) => box.y)) };
}
