/** Activities as tasks: Zeebe's extensions where one fits, else ours. Nothing is written that an import takes for granted. */
import type { FlowNode } from '../../flow/definition';
import type { CommandCompensation } from '../../flow/nodes/compensation';
import { retriesDefault, timeoutMsDefault } from '../../flow/nodes/retries';
import type { StepNode } from '../../flow/nodes/step';
import { allVariables, isSame, mergeReply, usualCompensation } from '../model/defaults';
import { participantOf } from '../model/ids';
import { zeebeSource } from '../model/reply-paths';
import { type XmlElement, xml } from '../xml/xml-element';
import { feelText, mappingParts } from './feel-text';
import { ioMapping } from './write-events';
import type { Writing } from './writing';

export type ActivityNode = Extract<FlowNode, { readonly kind: 'step' | 'approval' | 'subflow' | 'call' }>;

export function isActivity(node: FlowNode): node is ActivityNode {
	return 'compensation' in node;
}

const replyTexts = { source: (text: string) => zeebeSource(text, 'reply') };

export function stepExtensions(writing: Writing, node: StepNode): readonly XmlElement[] {
	const { command, input, output } = node;
	const inputs = mappingParts('input', input, allVariables, { withHeaders: true });
	const settings = {
		...commandSettings(node),
		participant: node.participant === participantOf(command, writing.processParticipant) ? null : node.participant,
		class: node.class === 'compensable' ? null : node.class,
	};
	const children = [
		...node.expectedErrors.map(({ code, retry }) => xml('unwind:expectedError', { code, retry: String(retry) })),
		node.park === undefined
			? null
			: xml('unwind:park', {
					message: node.park.until?.message,
					key: node.park.until?.key,
					atMostMs: node.park.atMostMs,
				}),
	];
	return [
		taskDefinition(command, node.retries.attemptsMax),
		...ioMapping(inputs, mappingParts('output', output, mergeReply, replyTexts)),
		...(inputs.headers.length === 0 ? [] : [xml('zeebe:taskHeaders', {}, inputs.headers)]),
		...settingsElement(settings, children),
	];
}

/** `participant`: what an import would take for the participant. */
export function undoExtensions(
	{ command, participant, ...undo }: CommandCompensation,
	usualParticipant: string,
): readonly XmlElement[] {
	const inputs = mappingParts('input', undo.input, allVariables, { withHeaders: true });
	const settings = {
		...commandSettings(undo),
		participant: participant === usualParticipant ? null : participant,
	};
	return [
		taskDefinition(command, undo.retries.attemptsMax),
		...ioMapping(inputs),
		...(inputs.headers.length === 0 ? [] : [xml('zeebe:taskHeaders', {}, inputs.headers)]),
		...settingsElement(settings, []),
	];
}

function taskDefinition(type: string, attemptsMax: number): XmlElement {
	return xml('zeebe:taskDefinition', {
		type,
		retries: attemptsMax === retriesDefault.attemptsMax ? null : attemptsMax,
	});
}

function commandSettings({ timeoutMs, retries }: Pick<StepNode, 'timeoutMs' | 'retries'>) {
	const { backoffMs, backoffFactor, backoffMaxMs } = retries;
	return {
		timeoutMs: timeoutMs === timeoutMsDefault ? null : timeoutMs,
		backoffMs: backoffMs === retriesDefault.backoffMs ? null : backoffMs,
		backoffFactor: backoffFactor === retriesDefault.backoffFactor ? null : backoffFactor,
		backoffMaxMs: backoffMaxMs === retriesDefault.backoffMaxMs ? null : backoffMaxMs,
	};
}

function settingsElement(
	settings: Readonly<Record<string, string | number | null>>,
	children: readonly (XmlElement | null)[],
): readonly XmlElement[] {
	const isPlain = Object.values(settings).every((value) => value === null) && children.every((child) => child === null);
	return isPlain ? [] : [xml('unwind:step', settings, children)];
}

export function approvalExtensions(
	node: Extract<FlowNode, { kind: 'approval' }>,
	element: string,
): readonly XmlElement[] {
	const { question, fields, candidates, input, output, name } = node;
	const isPlain = fields.length === 0 && question === name;
	return [
		...(element === 'bpmn:userTask' ? [xml('zeebe:userTask')] : []),
		...(candidates === '' ? [] : [xml('zeebe:assignmentDefinition', { candidateGroups: candidates })]),
		...ioMapping(mappingParts('input', input, allVariables), mappingParts('output', output, mergeReply, replyTexts)),
		...(isPlain
			? []
			: [
					xml(
						'unwind:approval',
						{ question: question === name ? null : question },
						fields.map(({ name: field, type, required, sample }) =>
							xml('unwind:field', { name: field, type, required: String(required), sample: JSON.stringify(sample) }),
						),
					),
				]),
	];
}

/** `called`: the process id as the file wrote it. */
export function callExtensions(node: Extract<FlowNode, { kind: 'call' }>, called: string): readonly XmlElement[] {
	const { input, output } = node;
	const passesAll = input.length > 0;
	const takesAll = output.length > 0;
	return [
		xml('zeebe:calledElement', {
			processId: called,
			propagateAllParentVariables: passesAll ? null : 'false',
			propagateAllChildVariables: takesAll ? null : 'false',
		}),
		...ioMapping(
			mappingParts('input', input, passesAll ? allVariables : []),
			mappingParts('output', output, takesAll ? mergeReply : [], replyTexts),
		),
	];
}

export function subflowExtensions(node: Extract<FlowNode, { kind: 'subflow' }>): readonly XmlElement[] {
	return ioMapping(mappingParts('input', node.input, []), mappingParts('output', node.output, allVariables));
}

/** What is said about an undo that is no handler, where it is not what a model says by naming none. */
export function noUndo({ kind, compensation }: ActivityNode): readonly XmlElement[] {
	if (isSame(compensation, usualCompensation(kind))) return [];
	if (compensation === null) return [xml('unwind:compensation', { effect: 'unsaid' })];
	if (compensation.type !== 'none') return [];
	return [xml('unwind:compensation', { effect: compensation.effect, because: compensation.because })];
}

export function loopOf({ forEach }: ActivityNode): XmlElement | null {
	if (forEach === undefined) return null;
	const { collection, element, mode, limit, completion, result } = forEach;
	const loop = xml('zeebe:loopCharacteristics', {
		inputCollection: collection === '' ? null : feelText(collection),
		inputElement: element === '' ? null : element,
		outputCollection: result === null ? null : result.variable,
		outputElement: result === null ? null : feelText(result.expression),
	});
	const own = limit === null ? null : xml('unwind:forEach', { limit });
	return xml('bpmn:multiInstanceLoopCharacteristics', { isSequential: mode === 'sequential' ? 'true' : null }, [
		xml('bpmn:extensionElements', {}, [loop, own]),
		completion === ''
			? null
			: xml('bpmn:completionCondition', { 'xsi:type': 'bpmn:tFormalExpression' }, [feelText(completion)]),
	]);
}
