/**
 * Between two waits the variables change at most by what the flow itself computes, so a cycle without any would be
 * walked for ever in one go. Ways lead along edges, through links, and from an activity to the events on its border.
 */
import type { FlowDefinition, FlowNode } from '../flow/definition';
import type { NodeId } from '../flow/nodes/node-base';
import type { Problem } from '../flow/problem';
import type { FlowGraph } from '../flow/queries/graph';
import { linkTargets } from '../flow/queries/links';
import { enclosingScopes, isUndoScope, scopeOf } from '../flow/queries/scopes';
import { nodeProblem } from './compile-problem';

export function loopsWithoutStep(definition: FlowDefinition, graph: FlowGraph): Problem[] {
	const ways = waysOn(definition, graph);
	const waiting = waitingNodes(definition, graph);
	const passed = new Set<NodeId>(definition.nodes.map((node) => node.id).filter((id) => !waiting.has(id)));
	for (let removed = true; removed; ) {
		removed = false;
		for (const id of passed) {
			if (ways.get(id)?.some((next) => passed.has(next))) continue;
			passed.delete(id);
			removed = true;
		}
	}
	return [...passed]
		.filter((id) => reaches(id, id, ways, passed))
		.map((id) =>
			nodeProblem(
				'loop-without-step',
				id,
				'This loop passes nothing that waits, so it would never end. Put a step or a wait into it.',
			),
		);
}

function waysOn({ nodes, edges }: FlowDefinition, graph: FlowGraph): ReadonlyMap<NodeId, readonly NodeId[]> {
	const ways = new Map<NodeId, NodeId[]>([...graph.nodes.keys()].map((id) => [id, []]));
	for (const edge of edges) ways.get(edge.source)?.push(edge.target);
	for (const node of nodes) if (node.kind === 'boundary') ways.get(node.attachedTo)?.push(node.id);
	for (const [from, to] of linkTargets({ nodes })) ways.get(from)?.push(to);
	return ways;
}

/** What is left only by an input; a subflow counts if its own way leads through such a node. */
function waitingNodes({ nodes }: FlowDefinition, graph: FlowGraph): ReadonlySet<NodeId> {
	const waiting = new Set<NodeId>();
	for (const node of nodes) {
		if (!waits(node)) continue;
		waiting.add(node.id);
		for (const scope of enclosingScopes(graph.nodes, scopeOf(node))) {
			const host = graph.nodes.get(scope);
			if (isUndoScope(scope) || (host?.kind === 'subflow' && host.eventStarted)) break;
			waiting.add(scope);
		}
	}
	return waiting;
}

function waits({ kind }: FlowNode): boolean {
	return kind === 'step' || kind === 'approval' || kind === 'call' || kind === 'catch' || kind === 'event-race';
}

function reaches(
	from: NodeId,
	to: NodeId,
	ways: ReadonlyMap<NodeId, readonly NodeId[]>,
	within: ReadonlySet<NodeId>,
): boolean {
	const seen = new Set<NodeId>();
	const open = [from];
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		for (const next of ways.get(node) ?? []) {
			if (!within.has(next) || seen.has(next)) continue;
			if (next === to) return true;
			seen.add(next);
			open.push(next);
		}
	}
	return false;
}
