/**
 * What must hold of the drawing before any node is looked at: ids are unique, edges have both ends, tokens have a way
 * in and a way out, and a token cannot circle for ever without a command being sent.
 */
import type { FlowDefinition, FlowEdge, FlowNode } from '../flow/definition';
import type { NodeId } from '../flow/nodes/node-base';
import type { Problem } from '../flow/problem';
import { nodeTitle } from '../flow/queries/graph';
import { edgeProblem, flowProblem, nodeProblem } from './compile-problem';

export function checkStructure(definition: FlowDefinition): Problem[] {
	return [
		...duplicateIds(definition),
		...looseEdges(definition),
		...startProblems(definition),
		...definition.nodes.flatMap((node) => waysThrough(node, definition.edges)),
		...loopsWithoutStep(definition),
	];
}

function duplicateIds({ nodes, edges }: FlowDefinition): Problem[] {
	const problems: Problem[] = [];
	const nodeIds = new Set<string>();
	for (const { id } of nodes) {
		if (nodeIds.has(id))
			problems.push(nodeProblem('duplicate-id', id, `Two nodes have the id "${id}". Delete one of them.`));
		nodeIds.add(id);
	}
	const edgeIds = new Set<string>();
	for (const { id } of edges) {
		if (edgeIds.has(id))
			problems.push(edgeProblem('duplicate-id', id, `Two connections have the id "${id}". Delete one of them.`));
		edgeIds.add(id);
	}
	return problems;
}

function looseEdges({ nodes, edges }: FlowDefinition): Problem[] {
	const ids = new Set(nodes.map((node) => node.id));
	return edges
		.filter((edge) => !ids.has(edge.source) || !ids.has(edge.target))
		.map((edge) =>
			edgeProblem('loose-edge', edge.id, 'This connection has lost one of its ends. Delete it or draw it anew.'),
		);
}

function startProblems({ nodes }: FlowDefinition): Problem[] {
	const [first, ...others] = nodes.filter((node) => node.kind === 'start');
	if (first === undefined) return [flowProblem('one-start', 'The flow has no start. Add one.')];
	return others.map((node) =>
		nodeProblem('one-start', node.id, 'A flow has one start only. Delete this one, or connect its way to the other.'),
	);
}

function waysThrough(node: FlowNode, edges: readonly FlowEdge[]): Problem[] {
	const problems: Problem[] = [];
	const hasWayIn = edges.some((edge) => edge.target === node.id);
	const hasWayOut = edges.some((edge) => edge.source === node.id);
	if (node.kind === 'start' && hasWayIn)
		problems.push(
			nodeProblem('way-into-start', node.id, 'Nothing can lead back to the start. Connect to the node after it.'),
		);
	if (node.kind === 'end' && hasWayOut)
		problems.push(
			nodeProblem('way-out-of-end', node.id, 'Nothing comes after an end. Remove the connection that leaves it.'),
		);
	if (node.kind !== 'end' && !hasWayOut)
		problems.push(
			nodeProblem(
				'no-way-out',
				node.id,
				`Nothing comes after ${nodeTitle(node)}. Connect it to the next node or to an end.`,
			),
		);
	return problems;
}

/** Between two steps the variables do not change, so a cycle of gateways alone would be walked for ever. */
function loopsWithoutStep({ nodes, edges }: FlowDefinition): Problem[] {
	const passed = new Set<NodeId>(nodes.filter((node) => node.kind !== 'step').map((node) => node.id));
	for (let removed = true; removed; ) {
		removed = false;
		for (const id of passed) {
			if (edges.some((edge) => edge.source === id && passed.has(edge.target))) continue;
			passed.delete(id);
			removed = true;
		}
	}
	return [...passed]
		.filter((id) => reaches(id, id, edges, passed))
		.map((id) =>
			nodeProblem('loop-without-step', id, 'This loop passes no step, so it would never end. Put a step into it.'),
		);
}

function reaches(from: NodeId, to: NodeId, edges: readonly FlowEdge[], within: ReadonlySet<NodeId>): boolean {
	const seen = new Set<NodeId>();
	const open = [from];
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		for (const edge of edges) {
			if (edge.source !== node || !within.has(edge.target) || seen.has(edge.target)) continue;
			if (edge.target === to) return true;
			seen.add(edge.target);
			open.push(edge.target);
		}
	}
	return false;
}
