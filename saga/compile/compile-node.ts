/**
 * One node with its edges → what the engine reads of it. A node with problems is compiled as far as it goes, so that all
 * problems of a flow are found at once; `compile` then throws the result away.
 */
import { type CompiledExpression, compileExpression } from '../expression/compile-expression';
import type { FlowEdge, FlowNode } from '../flow/definition';
import type { NoCompensation } from '../flow/nodes/compensation';
import type { ExclusiveNode } from '../flow/nodes/gateway';
import type { Mapping } from '../flow/nodes/mapping';
import type { StartNode } from '../flow/nodes/start';
import type { StepNode } from '../flow/nodes/step';
import type { Problem } from '../flow/problem';
import { nodeTitle } from '../flow/queries/graph';
import { type CompiledMapping, compileMapping } from './compile-mapping';
import { edgeProblem, nodeProblem } from './compile-problem';
import type {
	CompiledExclusive,
	CompiledNode,
	CompiledStart,
	CompiledStep,
	CompiledUndoCommand,
} from './compiled-flow';

interface Compiled<Node> {
	readonly node: Node;
	readonly problems: Problem[];
}

interface NodeBase {
	readonly id: string;
	readonly name: string;
	readonly scope: '';
	readonly split: null;
	readonly incoming: readonly string[];
	readonly outgoing: readonly string[];
}

export function compileNode(
	node: FlowNode,
	incoming: readonly FlowEdge[],
	outgoing: readonly FlowEdge[],
): Compiled<CompiledNode> {
	const base: NodeBase = {
		id: node.id,
		name: node.name.trim() === '' ? node.id : node.name,
		scope: '',
		split: null,
		incoming: incoming.map((edge) => edge.id),
		outgoing: outgoing.map((edge) => edge.id),
	};
	if (node.kind === 'exclusive') return compileExclusive(node, base, outgoing);
	const problems = outgoing.flatMap(conditionOutOfPlace);
	const compiled = compileOther(node, base);
	return { node: compiled.node, problems: [...problems, ...compiled.problems] };
}

function compileOther(node: Exclude<FlowNode, ExclusiveNode>, base: NodeBase): Compiled<CompiledNode> {
	switch (node.kind) {
		case 'start':
			return compileStart(node, base);
		case 'step':
			return compileStep(node, base);
		case 'parallel':
			return { node: { ...base, kind: 'parallel' }, problems: [] };
		case 'end':
			return { node: { ...base, kind: 'end', result: { type: 'none' } }, problems: [] };
		default:
			return {
				node: { ...base, kind: 'end', result: { type: 'none' } },
				problems: [
					nodeProblem(
						'command-missing',
						node.id,
						`${nodeTitle(node)} cannot be run yet. Draw it by steps and gateways.`,
					),
				],
			};
	}
}

function conditionOutOfPlace(edge: FlowEdge): Problem[] {
	if (edge.condition === null && !edge.isDefault) return [];
	return [
		edgeProblem(
			'condition-out-of-place',
			edge.id,
			'Only the ways out of a decision have conditions. Remove the condition, or put a decision here.',
			edge.condition === null ? 'isDefault' : 'condition',
		),
	];
}

function compileStart(node: StartNode, base: NodeBase): Compiled<CompiledStart> {
	const problems: Problem[] = [];
	let businessKey: CompiledExpression | null = null;
	if (node.businessKey.trim() !== '') {
		const result = compileExpression(node.businessKey);
		if (result.ok) businessKey = result.expression;
		else
			problems.push(
				...result.problems.map(({ message }) => nodeProblem('expression', node.id, message, 'businessKey')),
			);
	}
	return {
		node: { ...base, kind: 'start', fields: node.fields, businessKey, trigger: null, reaction: null },
		problems,
	};
}

function compileExclusive(
	node: ExclusiveNode,
	base: NodeBase,
	outgoing: readonly FlowEdge[],
): Compiled<CompiledExclusive> {
	const problems: Problem[] = [];
	const branches: { edge: string; condition: CompiledExpression | null }[] = [];
	const defaults = outgoing.filter((edge) => edge.isDefault);
	if (defaults.length > 1)
		problems.push(
			nodeProblem('one-default', node.id, 'A decision has one default way only. Make the others conditional.'),
		);
	for (const edge of outgoing) {
		if (edge.isDefault) continue;
		if (edge.condition === null) {
			if (outgoing.length > 1)
				problems.push(
					edgeProblem('condition-missing', edge.id, 'Say when this way is taken, or make it the default.', 'condition'),
				);
			branches.push({ edge: edge.id, condition: null });
			continue;
		}
		const result = compileExpression(edge.condition);
		if (result.ok) branches.push({ edge: edge.id, condition: result.expression });
		else
			problems.push(...result.problems.map(({ message }) => edgeProblem('expression', edge.id, message, 'condition')));
	}
	return { node: { ...base, kind: 'exclusive', branches, defaultEdge: defaults[0]?.id ?? null }, problems };
}

function compileStep(node: StepNode, base: NodeBase): Compiled<CompiledStep> {
	const problems: Problem[] = [];
	if (node.participant === '')
		problems.push(nodeProblem('participant-missing', node.id, 'Say which participant does this step.', 'participant'));
	if (node.command === '')
		problems.push(nodeProblem('command-missing', node.id, 'Say which command the participant is sent.', 'command'));
	const mapped = (mapping: Mapping, field: string): CompiledMapping => {
		const result = compileMapping(mapping);
		for (const problem of result.problems)
			problems.push(nodeProblem('expression', node.id, problem.message, `${field}.${problem.field}`));
		return result.mapping;
	};
	const input = mapped(node.input, 'input');
	const output = mapped(node.output, 'output');
	const compensation = compileCompensation(node, mapped, problems);
	const { participant, command, timeoutMs, retries } = node;
	const retryCodes = new Set(node.expectedErrors.filter((error) => error.retry).map((error) => error.code));
	return {
		node: {
			...base,
			kind: 'step',
			participant,
			command,
			input,
			output,
			timeoutMs,
			retries,
			retryCodes,
			class: node.class,
			park: null,
			forEach: null,
			boundaries: [],
			compensation,
		},
		problems,
	};
}

function compileCompensation(
	node: StepNode,
	mapped: (mapping: Mapping, field: string) => CompiledMapping,
	problems: Problem[],
): CompiledUndoCommand | NoCompensation {
	const { compensation } = node;
	if (compensation === null) return { type: 'none', effect: 'harmless', because: '' };
	if (compensation.type === 'none') return compensation;
	if (compensation.type === 'scope') return { type: 'none', effect: 'harmless', because: '' };
	if (compensation.command === '')
		problems.push(
			nodeProblem('command-missing', node.id, 'Say which command undoes this step.', 'compensation.command'),
		);
	return {
		type: 'command',
		participant: compensation.participant === '' ? node.participant : compensation.participant,
		command: compensation.command,
		input: mapped(compensation.input, 'compensation.input'),
		timeoutMs: compensation.timeoutMs,
		retries: compensation.retries,
	};
}
