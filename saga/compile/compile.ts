/**
 * FlowDefinition → CompiledFlow, once per version; or the reasons why this flow cannot be run at all.
 * Problems are those that the engine could not live with. Whether a flow is wise (soundness, unsafe undo, style) is
 * for saga/lint, which also lists these. Names of edges, layout and kept parts are not read.
 */
import type { EdgeId, FlowDefinition } from '../flow/definition';
import type { NodeId } from '../flow/nodes/node-base';
import type { Problem } from '../flow/problem';
import { checkStructure } from './check-structure';
import { compileNode } from './compile-node';
import type { CompiledEdge, CompiledFlow, CompiledNode, FlowIndex } from './compiled-flow';

export type CompileResult =
	| { readonly ok: true; readonly flow: CompiledFlow }
	| { readonly ok: false; readonly problems: Problem[] };

export function compile(definition: FlowDefinition, version: number): CompileResult {
	const problems = checkStructure(definition);
	const nodes = new Map<NodeId, CompiledNode>();
	for (const node of definition.nodes) {
		const incoming = definition.edges.filter((edge) => edge.target === node.id);
		const outgoing = definition.edges.filter((edge) => edge.source === node.id);
		const result = compileNode(node, incoming, outgoing);
		problems.push(...result.problems);
		nodes.set(node.id, result.node);
	}
	const start = [...nodes.values()].find((node) => node.kind === 'start');
	if (problems.length > 0 || start === undefined) return { ok: false, problems };
	const edges = new Map<EdgeId, CompiledEdge>();
	for (const { id, source, target } of definition.edges) edges.set(id, { id, source, target });
	const hasPivot = [...nodes.values()].some((node) => node.kind === 'step' && node.class === 'pivot');
	const index: FlowIndex = {
		id: definition.id,
		version,
		settings: definition.settings,
		start,
		nodes,
		edges,
		scopes: new Map(),
		hasPivot,
	};
	return { ok: true, flow: index as CompiledFlow };
}
