/**
 * Which variables a node may read: start fields, what nodes before it have stored in its scope or in one around it, what
 * the subflow around it was given, and the element of a for-each. For lint (unknown variables) and for the designer's
 * suggestions.
 */
import type { FlowDefinition, FlowNode } from '../definition';
import type { Mapping } from '../nodes/mapping';
import type { NodeId, ScopeId } from '../nodes/node-base';
import type { StartNode } from '../nodes/start';
import { certainlyBefore } from './certainly-before';
import { type FlowGraph, flowGraph } from './graph';
import { reaching } from './reachability';
import { enclosingScopes, hostOf, isActivity, isUndoScope, scopeOf, topScope } from './scopes';

export interface KnownVariable {
	/** `*`: any other name may be there, too, because all keys of an object were stored. */
	readonly name: string;
	/** False: only some ways to this node store it. */
	readonly certain: boolean;
	/** The start, and the nodes that store it, as drawn. */
	readonly from: readonly NodeId[];
}

/** The top-level variable that a mapping target writes: `trip` of `trip.paymentId`. */
export function variableOf(target: string): string {
	return target.split('.')[0]?.trim() ?? '';
}

function targetsOf(mapping: Mapping): readonly string[] {
	return [...new Set(mapping.map((entry) => variableOf(entry.target)).filter((name) => name !== ''))];
}

/** What a node maps into variables, with the field in which that stands; null: it stores nothing. */
export function outputOf(node: FlowNode): { readonly mapping: Mapping; readonly field: string } | null {
	switch (node.kind) {
		case 'step':
		case 'approval':
		case 'subflow':
		case 'call':
		case 'assign':
			return { mapping: node.output, field: 'output' };
		case 'catch':
		case 'boundary':
			return 'output' in node.on ? { mapping: node.on.output, field: 'on.output' } : null;
		case 'start': {
			const on = node.reaction?.on;
			return on !== undefined && 'output' in on ? { mapping: on.output, field: 'reaction.on.output' } : null;
		}
		default:
			return null;
	}
}

/**
 * The variables that a node stores in its scope, without duplicates. Done for each element, an activity stores its output
 * in the scope of the iteration, and in its own only where the results are collected.
 */
export function writtenBy(node: FlowNode): readonly string[] {
	if (!isActivity(node) || node.forEach === undefined) return targetsOf(outputOf(node)?.mapping ?? []);
	const variable = node.forEach.result?.variable ?? '';
	return variable === '' ? [] : [variable];
}

/** What an activity's output mapping stores, wherever that is. */
export function storedBy(node: FlowNode): readonly string[] {
	return targetsOf(outputOf(node)?.mapping ?? []);
}

/** Variables known when the node is entered, by name. */
export type VariablesAt = (node: NodeId) => ReadonlyMap<string, KnownVariable>;

/** Built once per definition; each question is answered from what has been worked out. */
export function variablesOf(definition: FlowDefinition, graph: FlowGraph = flowGraph(definition)): VariablesAt {
	const certain = certainlyBefore(graph);
	const writers = definition.nodes.map((node) => ({ node, scope: scopeOf(node), names: namesFrom(node) }));
	const stored = writers.filter(({ names }) => names.length > 0);
	const answers = new Map<NodeId, ReadonlyMap<string, KnownVariable>>();
	return (node) => {
		const known = answers.get(node) ?? collect(stored, graph, node, certain.get(node) ?? new Set());
		answers.set(node, known);
		return known;
	};
}

interface Writer {
	readonly node: FlowNode;
	readonly scope: ScopeId;
	readonly names: readonly string[];
}

/** The fields of the flow's start are there from the beginning. */
function namesFrom(node: FlowNode): readonly string[] {
	return isFlowStart(node) ? node.fields.map((field) => field.name) : writtenBy(node);
}

function isFlowStart(node: FlowNode): node is StartNode {
	return node.kind === 'start' && scopeOf(node) === topScope;
}

function collect(
	writers: readonly Writer[],
	graph: FlowGraph,
	id: NodeId,
	certain: ReadonlySet<NodeId>,
): ReadonlyMap<string, KnownVariable> {
	const known = new Map<string, KnownVariable>();
	const add = (name: string, from: NodeId, isCertain: boolean) => {
		const others = known.get(name);
		known.set(name, { name, certain: isCertain || (others?.certain ?? false), from: [...(others?.from ?? []), from] });
	};
	const reader = graph.nodes.get(id);
	if (reader === undefined) return known;
	const scopes = enclosingScopes(graph.nodes, scopeOf(reader));
	const hosts = scopes.flatMap((scope) => graph.nodes.get(hostOf(scope) ?? '') ?? []);
	const before = new Set(reaching(graph, id));
	for (const scope of scopes.filter(isUndoScope)) {
		const undone = hostOf(scope) ?? '';
		for (const earlier of [...reaching(graph, undone), undone]) before.add(earlier);
	}
	// A subflow stores its output when it completes: inside it only what a run before has stored is there.
	for (const host of hosts)
		if (scopes.includes(host.id) && !reaching(graph, host.id).has(host.id)) before.delete(host.id);
	for (const { node, scope, names } of writers) {
		const isThere = isFlowStart(node) || (before.has(node.id) && scopes.includes(scope));
		if (isThere) for (const name of names) add(name, node.id, isFlowStart(node) || certain.has(node.id));
	}
	for (const host of hosts)
		if (host.kind === 'subflow' && scopes.includes(host.id))
			for (const name of targetsOf(host.input)) add(name, host.id, true);
	for (const node of [reader, ...hosts]) for (const name of elementsOf(node)) add(name, node.id, true);
	return known;
}

/** What stands in the iteration of a for-each. */
function elementsOf(node: FlowNode): readonly string[] {
	if (!isActivity(node) || node.forEach === undefined) return [];
	return node.forEach.element === '' ? ['loopCounter'] : [node.forEach.element, 'loopCounter'];
}
