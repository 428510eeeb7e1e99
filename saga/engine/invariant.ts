/**
 * Assertions that stay on in production. A broken one is a defect of the engine or a foreign hand in the store, never bad
 * input: it throws out of `transition`, nothing of that saga is stored and its inputs are parked (`engine-fault`).
 */
import type {
	CompiledActivity,
	CompiledCall,
	CompiledFlow,
	CompiledNode,
	CompiledScope,
	CompiledStep,
} from '../compile/compiled-flow';
import type { EdgeId } from '../flow/definition';
import type { NodeId, ScopeId } from '../flow/nodes/node-base';

export function invariant(condition: unknown, message: string): asserts condition {
	if (!condition) throw new Error(`Broken invariant: ${message}`);
}

export function nodeOf(flow: CompiledFlow, id: NodeId): CompiledNode {
	const node = flow.nodes.get(id);
	invariant(node, `flow ${flow.id} version ${flow.version} has no node ${id}`);
	return node;
}

export function stepOf(flow: CompiledFlow, id: NodeId): CompiledStep {
	const node = nodeOf(flow, id);
	invariant(node.kind === 'step', `${id} is a ${node.kind}, not a step`);
	return node;
}

export function callOf(flow: CompiledFlow, id: NodeId): CompiledCall {
	const node = nodeOf(flow, id);
	invariant(node.kind === 'call', `${id} is a ${node.kind}, not a call`);
	return node;
}

export function targetOf(flow: CompiledFlow, id: EdgeId): CompiledNode {
	const edge = flow.edges.get(id);
	invariant(edge, `flow ${flow.id} version ${flow.version} has no edge ${id}`);
	return nodeOf(flow, edge.target);
}

export function scopeDefinition(flow: CompiledFlow, id: ScopeId): CompiledScope {
	const scope = flow.scopes.get(id);
	invariant(scope, `flow ${flow.id} version ${flow.version} has no scope ${id}`);
	return scope;
}

export function activityOf(flow: CompiledFlow, id: NodeId): CompiledActivity {
	const node = nodeOf(flow, id);
	invariant('forEach' in node, `${id} is a ${node.kind}, not an activity`);
	return node;
}
