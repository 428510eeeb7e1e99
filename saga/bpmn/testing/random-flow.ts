/**
 * Flows of every kind of node, in nested scopes: for the property that an export is imported as the same flow. They need
 * not be sound, only savable.
 */
import fc from 'fast-check';
import type { FlowDefinition, FlowEdge, FlowNode } from '../../flow/definition';
import { expression, nodeOf, text, word } from './random-node';

const point = fc.record({
	x: fc.integer({ min: -500, max: 2_000 }),
	y: fc.double({ min: -500, max: 500, noNaN: true, noDefaultInfinity: true }),
});

export const randomFlow: fc.Arbitrary<FlowDefinition> = fc
	.uniqueArray(word, { minLength: 2, maxLength: 9, selector: (id) => id })
	.chain((ids) => fc.tuple(fc.constant(ids), nodesOf(ids, 0, [])))
	.chain(([ids, nodes]) => fc.tuple(fc.constant(nodes), edgesOf(nodes, ids), layoutOf(nodes), fc.integer()))
	.map(([nodes, edges, layout, seed]) => ({
		schemaVersion: 1,
		id: `flow-${Math.abs(seed) % 100}`,
		name: 'A flow',
		settings: { settleMs: seed % 2 === 0 ? 60_000 : 5, undoOrder: seed % 3 === 0 ? 'sequential' : 'causal' },
		nodes,
		edges,
		layout: {
			nodes: layout.nodes,
			edges: Object.fromEntries(edges.flatMap(({ id }, at) => (layout.bends[at] ? [[id, layout.bends[at]]] : []))),
		},
		kept: [],
	}));

/** One after the other, so that each may stand in a scope that is there. */
function nodesOf(ids: readonly string[], at: number, made: readonly FlowNode[]): fc.Arbitrary<readonly FlowNode[]> {
	const id = ids[at];
	if (id === undefined) return fc.constant(made);
	const scopes = [
		'',
		'',
		...made.flatMap((node) => [
			...(node.kind === 'subflow' ? [node.id] : []),
			...('compensation' in node && node.compensation?.type === 'scope' ? [`${node.id}/undo`] : []),
		]),
	];
	return fc
		.constantFrom(...scopes)
		.chain((scope) => nodeOf(id, scope, ids))
		.chain((node) => nodesOf(ids, at + 1, [...made, node]));
}

function edgesOf(nodes: readonly FlowNode[], ids: readonly string[]): fc.Arbitrary<readonly FlowEdge[]> {
	const ends = fc.constantFrom(...nodes);
	const edge = fc
		.record({ source: ends, target: ends, name: text, condition: fc.option(expression), isDefault: fc.boolean() })
		.filter(({ source, target }) => source.scope === target.scope);
	return fc.array(edge, { maxLength: 8 }).map((edges) =>
		edges.map(({ source, target, ...rest }, at) => ({
			id: at === 0 ? `${ids[0]}-${at}` : `e${at}--${source.id}`.slice(0, 64),
			source: source.id,
			target: target.id,
			...rest,
		})),
	);
}

function layoutOf(nodes: readonly FlowNode[]) {
	const bounds = fc.record({
		x: fc.integer({ min: -100, max: 3_000 }),
		y: fc.integer({ min: -100, max: 3_000 }),
		width: fc.integer({ min: 1, max: 300 }),
		height: fc.constantFrom(36, 58, 80.5),
	});
	return fc.record({
		nodes: fc
			.array(bounds, { minLength: nodes.length, maxLength: nodes.length })
			.map((boxes) => Object.fromEntries(nodes.flatMap(({ id }, at) => (boxes[at] ? [[id, boxes[at]]] : [])))),
		bends: fc.array(fc.option(fc.array(point, { maxLength: 3 })), { minLength: 8, maxLength: 8 }),
	});
}
