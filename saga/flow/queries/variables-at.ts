/**
 * Which saga variables a node may read: start fields and what steps before it have stored. For lint (unknown variables)
 * and for the designer's suggestions.
 */
import type { FlowDefinition } from '../definition';
import type { NodeId } from '../nodes/node-base';
import type { StepNode } from '../nodes/step';
import { certainlyBefore } from './certainly-before';
import { type FlowGraph, flowGraph } from './graph';
import { reaching } from './reachability';

export interface KnownVariable {
	readonly name: string;
	/** False: only some ways to this node store it. */
	readonly certain: boolean;
	/** The start, and the steps that store it, as drawn. */
	readonly from: readonly NodeId[];
}

/** The top-level variable that a mapping target writes: `trip` of `trip.paymentId`. */
export function variableOf(target: string): string {
	return target.split('.')[0]?.trim() ?? '';
}

/** The variables that a step's output mapping writes, without duplicates. */
export function writtenBy(step: StepNode): readonly string[] {
	return [...new Set(step.output.map((entry) => variableOf(entry.target)).filter((name) => name !== ''))];
}

/** Variables known when the node is entered, by name. */
export type VariablesAt = (node: NodeId) => ReadonlyMap<string, KnownVariable>;

/** Built once per definition; each question is answered from what has been worked out. */
export function variablesOf(definition: FlowDefinition, graph: FlowGraph = flowGraph(definition)): VariablesAt {
	const certain = certainlyBefore(graph);
	const answers = new Map<NodeId, ReadonlyMap<string, KnownVariable>>();
	return (node) => {
		const known = answers.get(node) ?? collect(definition, reaching(graph, node), certain.get(node) ?? new Set());
		answers.set(node, known);
		return known;
	};
}

function collect(
	definition: FlowDefinition,
	before: ReadonlySet<NodeId>,
	certain: ReadonlySet<NodeId>,
): ReadonlyMap<string, KnownVariable> {
	const known = new Map<string, KnownVariable>();
	const add = (name: string, from: NodeId, isCertain: boolean) => {
		const others = known.get(name);
		known.set(name, { name, certain: isCertain || (others?.certain ?? false), from: [...(others?.from ?? []), from] });
	};
	for (const node of definition.nodes) {
		if (node.kind === 'start') for (const field of node.fields) add(field.name, node.id, true);
		if (node.kind === 'step' && before.has(node.id))
			for (const name of writtenBy(node)) add(name, node.id, certain.has(node.id));
	}
	return known;
}
