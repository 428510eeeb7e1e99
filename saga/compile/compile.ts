/**
 * FlowDefinition → CompiledFlow, once per version; or the reasons why this flow cannot be run at all.
 * Problems are those that the engine could not live with. Whether a flow is wise (soundness, unsafe undo, style) is
 * for saga/lint, which also lists these. Names of edges, layout and kept parts are not read.
 */
import type { EdgeId, FlowDefinition } from '../flow/definition';
import type { NodeId } from '../flow/nodes/node-base';
import type { Problem } from '../flow/problem';
import { type FlowGraph, flowGraph } from '../flow/queries/graph';
import { linkTargets } from '../flow/queries/links';
import { topScope } from '../flow/queries/scopes';
import type { CalledFlows } from './called-flows';
import { checkStructure } from './check-structure';
import { compileNode } from './compile-node';
import { compileScopes } from './compile-scopes';
import type { CompiledEdge, CompiledFlow, CompiledNode, FlowIndex } from './compiled-flow';
import { withFillable } from './fillable';

export type CompileResult =
	| { readonly ok: true; readonly flow: CompiledFlow }
	| { readonly ok: false; readonly problems: Problem[] };

/** `called`: the flows that can be called, as they are now; null: calls are not checked and stay unbound (a draft). */
export function compile(definition: FlowDefinition, version: number, called: CalledFlows | null = null): CompileResult {
	const graph = flowGraph(definition);
	const problems = checkStructure(definition, graph);
	const nodes = compileNodes(
		definition,
		graph,
		called === null ? null : withItself(definition, version, called),
		problems,
	);
	const start = [...nodes.values()].find((node) => node.kind === 'start' && node.scope === topScope);
	if (problems.length > 0 || start?.kind !== 'start') return { ok: false, problems };
	const edges = new Map<EdgeId, CompiledEdge>();
	for (const { id, source, target } of definition.edges) edges.set(id, { id, source, target });
	for (const node of nodes.values()) if (node.kind === 'inclusive') nodes.set(node.id, withFillable(node, nodes));
	const index: FlowIndex = {
		id: definition.id,
		version,
		settings: definition.settings,
		start,
		nodes,
		edges,
		scopes: compileScopes(definition, graph),
		hasPivot: [...nodes.values()].some(isPivot),
	};
	return { ok: true, flow: index as CompiledFlow };
}

function compileNodes(
	definition: FlowDefinition,
	{ incoming, outgoing }: FlowGraph,
	called: CalledFlows | null,
	problems: Problem[],
): Map<NodeId, CompiledNode> {
	const targets = linkTargets(definition);
	const boundaries = definition.nodes.filter((node) => node.kind === 'boundary');
	const nodes = new Map<NodeId, CompiledNode>();
	for (const node of definition.nodes) {
		const waysFrom = targets.get(node.id) ?? node.id;
		const result = compileNode(node, {
			incoming: incoming.get(node.id) ?? [],
			outgoing: outgoing.get(waysFrom) ?? [],
			boundaries: boundaries.filter((boundary) => boundary.attachedTo === node.id).map((boundary) => boundary.id),
			called,
		});
		problems.push(...result.problems);
		nodes.set(node.id, result.node);
	}
	return nodes;
}

function isPivot(node: CompiledNode): boolean {
	return (node.kind === 'step' && node.class === 'pivot') || (node.kind === 'call' && node.isPivot);
}

/** A flow that calls itself calls the version that is being compiled. */
function withItself(definition: FlowDefinition, version: number, called: CalledFlows): CalledFlows {
	const hasPivot = definition.nodes.some((node) => {
		if (node.kind === 'step') return node.class === 'pivot';
		return (
			node.kind === 'call' &&
			(node.compensation === null || node.compensation.type === 'none') &&
			node.flow !== definition.id &&
			(called.get(node.flow)?.hasPivot ?? false)
		);
	});
	return new Map([...called, [definition.id, { version, hasPivot }]]);
}
