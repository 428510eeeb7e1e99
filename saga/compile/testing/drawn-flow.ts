/** Flows for tests, drawn in one line: nodes with defaults, edges as `a > b`. */

import type { FlowDefinition, FlowEdge, FlowNode, NodeKind } from '../../flow/definition';
import { flowDefinitionSchema, flowSettingsDefault } from '../../flow/definition';
import { createFlow } from '../../flow/edits/create-flow';
import { newNode } from '../../flow/edits/new-node';
import { retriesDefault, timeoutMsDefault } from '../../flow/nodes/retries';
import type { StepNode } from '../../flow/nodes/step';
import { compile } from '../compile';
import type { CompiledFlow } from '../compiled-flow';

export function drawnStep(id: string, changes: Partial<StepNode> = {}): StepNode {
	return {
		id,
		name: '',
		kind: 'step',
		participant: 'service',
		command: `do-${id}`,
		input: [],
		output: [],
		timeoutMs: timeoutMsDefault,
		retries: retriesDefault,
		expectedErrors: [],
		class: 'compensable',
		compensation: {
			type: 'command',
			name: '',
			participant: '',
			command: `undo-${id}`,
			input: [],
			timeoutMs: timeoutMsDefault,
			retries: retriesDefault,
		},
		...changes,
	};
}

export function drawnNode(kind: 'end' | 'parallel' | 'exclusive', id: string): FlowNode {
	return { id, name: '', kind };
}

/** `a > b`, with ` if CONDITION` or ` else` behind it; edges are named e1, e2… in this order. */
export function drawnEdges(...lines: string[]): FlowEdge[] {
	return lines.map((line, index) => {
		const [, source, target, condition, isDefault] = /^(\S+) > (\S+)(?: if (.+)| (else))?$/.exec(line) ?? [];
		if (source === undefined || target === undefined) throw new Error(`No edge: ${line}`);
		return {
			id: `e${index + 1}`,
			source,
			target,
			name: '',
			condition: condition ?? null,
			isDefault: isDefault !== undefined,
		};
	});
}

/** A node by what differs from a new one; its name is its id. */
export interface DrawnNode {
	readonly id: string;
	readonly kind: NodeKind;
	readonly [part: string]: unknown;
}

/** A start `start` and an end `end` are there unless they are named. Throws on what does not fit the schema. */
export function drawnFragment(nodes: readonly DrawnNode[], ...edges: string[]): FlowDefinition {
	const blank = createFlow({ id: 'flow', name: 'Flow' });
	const drawn = nodes.map((node) => ({
		...(node.kind === 'step' ? drawnStep(node.id) : newNode(blank, node.kind)),
		name: node.id,
		...node,
	}));
	const named = new Set(nodes.map((node) => node.id));
	const kept = blank.nodes.filter((node) => !named.has(node.id));
	return flowDefinitionSchema.parse({ ...blank, nodes: [...kept, ...drawn], edges: drawnEdges(...edges) });
}

/** A start named `start` is added. */
export function drawnFlow(
	nodes: readonly FlowNode[],
	edges: readonly FlowEdge[],
	changes: Partial<FlowDefinition> = {},
): FlowDefinition {
	return {
		schemaVersion: 1,
		id: 'flow',
		name: 'Flow',
		settings: flowSettingsDefault,
		nodes: [{ id: 'start', name: '', kind: 'start', fields: [], businessKey: '' }, ...nodes],
		edges,
		layout: { nodes: {}, edges: {} },
		kept: [],
		...changes,
	};
}

/** `start > a > b > … > end`. */
export function linearFlow(steps: readonly StepNode[], changes: Partial<FlowDefinition> = {}): FlowDefinition {
	const ids = ['start', ...steps.map((step) => step.id), 'end'];
	const lines = ids.slice(1).map((id, index) => `${ids[index]} > ${id}`);
	return drawnFlow([...steps, drawnNode('end', 'end')], drawnEdges(...lines), changes);
}

export function compiled(definition: FlowDefinition): CompiledFlow {
	const result = compile(definition, 1);
	if (!result.ok) throw new Error(result.problems.map((problem) => problem.message).join('\n'));
	return result.flow;
}
