/** What of an imported flow is no expression or no time: kept as written, and marked at its element. */
import { compileExpression } from '../../expression/compile-expression';
import type { FlowEdge, FlowNode } from '../../flow/definition';
import type { Mapping } from '../../flow/nodes/mapping';
import { timerFault } from './timers';

export interface Fault {
	readonly text: string;
	readonly reason: string;
}

const foreign = /[$#]\{/;

export function faultsOfEdge({ condition }: FlowEdge): readonly Fault[] {
	return condition === null ? [] : faultsOf(condition);
}

export function faultsOfNode(node: FlowNode): readonly Fault[] {
	const timer = timerOf(node);
	const timerReason = timer === null ? null : timerFault(timer.timer, timer.value);
	return [
		...expressionsOf(node).flatMap(faultsOf),
		...(timer === null || timerReason === null ? [] : [{ text: timer.value, reason: timerReason }]),
	];
}

function faultsOf(text: string): readonly Fault[] {
	if (text.trim() === '') return [];
	const compiled = compileExpression(text);
	if (compiled.ok) return [];
	const why = compiled.problems[0]?.message ?? '';
	const reason = foreign.test(text)
		? `"${text}" is no FEEL, and its meaning in it is not certain.`
		: `"${text}" is no expression: ${why}`;
	return [{ text, reason }];
}

function timerOf(node: FlowNode) {
	const on = node.kind === 'start' ? (node.reaction?.on ?? node.trigger) : 'on' in node ? node.on : undefined;
	return on?.type === 'timer' ? on : null;
}

const ofMapping = (mapping: Mapping) => mapping.map(({ expression }) => expression).filter((text) => text !== '*');

function expressionsOf(node: FlowNode): readonly string[] {
	const mappings = [
		'input' in node ? node.input : [],
		'output' in node ? node.output : [],
		'compensation' in node && node.compensation?.type === 'command' ? node.compensation.input : [],
	].flatMap(ofMapping);
	const loop =
		'forEach' in node && node.forEach !== undefined
			? [node.forEach.collection, node.forEach.completion, node.forEach.result?.expression ?? '']
			: [];
	return [...mappings, ...loop, ...ofEvents(node)];
}

function ofEvents(node: FlowNode): readonly string[] {
	const on = node.kind === 'start' ? (node.reaction?.on ?? node.trigger) : 'on' in node ? node.on : undefined;
	const event = node.kind === 'publish' ? node.event : node.kind === 'end' ? node.result : undefined;
	return [
		...(on !== undefined && 'output' in on ? ofMapping(on.output) : []),
		...(on?.type === 'message' ? [on.key] : []),
		...(event !== undefined && 'input' in event ? ofMapping(event.input) : []),
		...(event?.type === 'message' ? [event.key] : []),
	];
}
