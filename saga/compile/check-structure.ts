/**
 * What must hold of the drawing before any node is looked at: ids are unique, edges have both ends, tokens have a way
 * in and a way out, scopes and their borders are whole, and a token cannot circle for ever without anything awaited.
 */
import type { FlowDefinition, FlowNode } from '../flow/definition';
import type { Problem } from '../flow/problem';
import { type FlowGraph, nodeTitle } from '../flow/queries/graph';
import { scopeOf, topScope } from '../flow/queries/scopes';
import { boundaryProblems, linkProblems, raceProblems } from './check-borders';
import { loopsWithoutStep } from './check-loops';
import { reactionProblems, scopeProblems, startProblems } from './check-scopes';
import { undoProblems } from './check-undo-targets';
import { edgeProblem, nodeProblem } from './compile-problem';

export function checkStructure(definition: FlowDefinition, graph: FlowGraph): Problem[] {
	return [
		...duplicateIds(definition),
		...looseEdges(definition),
		...scopeProblems(definition, graph),
		...startProblems(definition, graph),
		...reactionProblems(definition, graph),
		...boundaryProblems(definition, graph),
		...linkProblems(definition),
		...raceProblems(definition, graph),
		...undoProblems(definition, graph),
		...definition.nodes.flatMap((node) => waysThrough(node, definition, graph)),
		...loopsWithoutStep(definition, graph),
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

function waysThrough(node: FlowNode, definition: FlowDefinition, graph: FlowGraph): Problem[] {
	const problems: Problem[] = [];
	const hasWayIn = (graph.incoming.get(node.id) ?? []).length > 0;
	const hasWayOut = definition.edges.some((edge) => edge.source === node.id);
	const noWayIn = wordsWithoutWayIn(node);
	const noWayOut = wordsWithoutWayOut(node);
	if (noWayIn !== null && hasWayIn) problems.push(nodeProblem('way-into-start', node.id, noWayIn));
	if (noWayOut !== null && hasWayOut) problems.push(nodeProblem('way-out-of-end', node.id, noWayOut));
	if (noWayOut === null && !hasWayOut && mustLeadOn(node, definition))
		problems.push(
			nodeProblem(
				'no-way-out',
				node.id,
				`Nothing comes after ${nodeTitle(node)}. Connect it to the next node or to an end.`,
			),
		);
	return problems;
}

/** Null: ways may lead into it. */
function wordsWithoutWayIn(node: FlowNode): string | null {
	if (node.kind === 'start') return 'Nothing can lead back to the start. Connect to the node after it.';
	if (node.kind === 'boundary')
		return `Nothing can lead into ${nodeTitle(node)}: its event starts it. Connect to the node after it.`;
	if (node.kind === 'subflow' && node.eventStarted)
		return `Nothing can lead into ${nodeTitle(node)}: its event starts it. Remove the connection, or let it be an ordinary subflow.`;
	if (node.kind === 'link' && node.end === 'to')
		return `Nothing can lead into ${nodeTitle(node)}: the links of its name do. Connect to the node after it.`;
	return null;
}

/** Null: ways may lead out of it. */
function wordsWithoutWayOut(node: FlowNode): string | null {
	if (node.kind === 'end') return 'Nothing comes after an end. Remove the connection that leaves it.';
	if (node.kind === 'subflow' && node.eventStarted)
		return `Nothing comes after ${nodeTitle(node)}, which stands beside the way. Remove the connection that leaves it.`;
	if (node.kind === 'link' && node.end === 'from')
		return `What comes after ${nodeTitle(node)} stands at the other end of the link. Remove the connection that leaves it.`;
	return null;
}

/** Inside a scope where no end is drawn, a way may simply stop; a gateway is there to lead on. */
function mustLeadOn(node: FlowNode, { nodes }: FlowDefinition): boolean {
	if (node.kind === 'exclusive' || node.kind === 'inclusive' || node.kind === 'event-race') return true;
	const scope = scopeOf(node);
	return scope === topScope || nodes.some((other) => other.kind === 'end' && scopeOf(other) === scope);
}
