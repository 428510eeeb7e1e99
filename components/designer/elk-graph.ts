/**
 * FlowDefinition ⇄ the graph that elkjs lays out. Compensations count as part of their step, so that rows do not touch;
 * a node's ports stand at half the height of its shape, so that edges run straight.
 * Bends are not taken over: the diagram routes edges by itself, as BPMN drawings do.
 */
import type { ElkNode } from 'elkjs/lib/elk-api';
import type { Bounds, FlowDefinition, FlowLayout } from '@/saga/flow/definition';
import { compensationGap, compensationSize, nodeSizes } from '@/saga/flow/node-size';

const grid = 4;
const margin = 80;

export function elkGraphOf(definition: FlowDefinition): ElkNode {
	return {
		id: 'flow',
		layoutOptions: {
			'elk.algorithm': 'layered',
			'elk.direction': 'RIGHT',
			'elk.spacing.nodeNode': '40',
			'elk.layered.spacing.nodeNodeBetweenLayers': '64',
			'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
			'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
			'elk.layered.nodePlacement.favorStraightEdges': 'true',
			'elk.layered.feedbackEdges': 'true',
			'elk.separateConnectedComponents': 'true',
		},
		children: definition.nodes.map((node) => {
			const size = nodeSizes[node.kind];
			const below = node.kind === 'step' && node.compensation !== null ? compensationGap + compensationSize.height : 0;
			// The same room above keeps the ports in the middle: rows of steps stay in line with their gateways.
			return {
				id: node.id,
				width: size.width,
				height: size.height + 2 * below,
				layoutOptions: {
					'elk.portConstraints': 'FIXED_SIDE',
					...(node.kind === 'start' ? { 'elk.layered.layering.layerConstraint': 'FIRST' } : {}),
				},
			};
		}),
		edges: definition.edges.map((edge) => ({ id: edge.id, sources: [edge.source], targets: [edge.target] })),
	};
}

export function layoutOf(definition: FlowDefinition, laidOut: ElkNode): FlowLayout {
	const nodes: Record<string, Bounds> = {};
	for (const child of laidOut.children ?? []) {
		const node = definition.nodes.find((other) => other.id === child.id);
		if (node === undefined) continue;
		const size = nodeSizes[node.kind];
		// Middles meet the grid, not upper edges: shapes of different heights stand on one line.
		const middle = snapped((child.y ?? 0) + (child.height ?? size.height) / 2 + margin);
		nodes[node.id] = { x: snapped((child.x ?? 0) + margin), y: middle - size.height / 2, ...size };
	}
	return { nodes, edges: {} };
}

const snapped = (value: number) => Math.round(value / grid) * grid;
