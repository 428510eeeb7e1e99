/**
 * A node of the flow → its BPMN element. Which element it was in the file is kept, else it is the usual one of its kind.
 * Order inside an element: extensions, flows, what stands in it, loop, event definition, as the schema wants it.
 */
import type { FlowEdge, FlowNode } from '../../flow/definition';
import { flowIdOf, innerIdOf } from '../model/ids';
import { judgesConditions } from '../model/ways';
import { type XmlElement, xml } from '../xml/xml-element';
import { feelText } from './feel-text';
import {
	type ActivityNode,
	approvalExtensions,
	callExtensions,
	loopOf,
	noUndo,
	stepExtensions,
	subflowExtensions,
} from './write-activity';
import {
	compensateDefinition,
	type EventParts,
	endParts,
	startSettings,
	thrownParts,
	triggerParts,
} from './write-events';
import type { Writing } from './writing';

/** What each element of a task is written from where its kind alone does not say it. */
const usualElement: Readonly<Record<FlowNode['kind'], string>> = {
	start: 'bpmn:startEvent',
	end: 'bpmn:endEvent',
	step: 'bpmn:serviceTask',
	parallel: 'bpmn:parallelGateway',
	exclusive: 'bpmn:exclusiveGateway',
	inclusive: 'bpmn:inclusiveGateway',
	'event-race': 'bpmn:eventBasedGateway',
	catch: 'bpmn:intermediateCatchEvent',
	publish: 'bpmn:intermediateThrowEvent',
	undo: 'bpmn:intermediateThrowEvent',
	assign: 'bpmn:task',
	approval: 'bpmn:userTask',
	subflow: 'bpmn:subProcess',
	call: 'bpmn:callActivity',
	boundary: 'bpmn:boundaryEvent',
	link: 'bpmn:intermediateThrowEvent',
};

export function elementOfKind(node: FlowNode): string {
	if (node.kind === 'subflow' && node.whenInterrupted === 'undo-now') return 'bpmn:transaction';
	if (node.kind === 'link' && node.end === 'to') return 'bpmn:intermediateCatchEvent';
	if (node.kind === 'assign' && node.output.length > 0) return 'bpmn:scriptTask';
	return usualElement[node.kind];
}

/** The node that a task stands for where events at its border or a loop make it a subflow of that one node. */
export function wrappedNode(writing: Writing, node: FlowNode): FlowNode | null {
	const element = writing.origin(`node:${node.id}`)?.element ?? null;
	if (node.kind !== 'subflow' || element === null || element === 'bpmn:subProcess') return null;
	const inside = writing.nodesIn(node.id);
	const [only] = inside;
	return inside.length === 1 && only?.id === innerIdOf(node.id) ? only : null;
}

export type ScopeWriter = (scope: string) => readonly XmlElement[];

export function nodeElement(writing: Writing, node: FlowNode, isHandler: boolean, writeScope: ScopeWriter): XmlElement {
	const of = `node:${node.id}`;
	const inner = wrappedNode(writing, node);
	const element = writing.origin(of)?.element ?? elementOfKind(node);
	const { extensions, definition } = partsOf(writing, inner ?? node, element);
	const all = [...extensions, ...('compensation' in node && !isHandler ? noUndo(node) : [])];
	const isContainer = node.kind === 'subflow' && inner === null;
	return xml(
		element,
		{
			id: writing.nodeId(node.id),
			...writing.ownId(of, node.id),
			name: nameOf(node),
			...attributesOf(writing, node, inner, element),
			isForCompensation: isHandler ? 'true' : null,
			default: defaultOf(writing, node),
		},
		[
			all.length === 0 ? null : xml('bpmn:extensionElements', {}, all),
			...writing.edgesTo(node.id).map(({ id }) => xml('bpmn:incoming', {}, [writing.idOf(`edge:${id}`, id)])),
			...writing.edgesFrom(node.id).map(({ id }) => xml('bpmn:outgoing', {}, [writing.idOf(`edge:${id}`, id)])),
			'compensation' in node ? loopOf(node) : null,
			...(isContainer ? writeScope(node.id) : []),
			definition,
		],
	);
}

/** Of what must have a name, none is its id. */
function nameOf({ kind, name, id }: FlowNode): string | null {
	if (kind === 'step' || kind === 'approval' || kind === 'call') return name === id ? null : name;
	return name === '' ? null : name;
}

export function defaultEdgeOf(writing: Writing, source: string): FlowEdge | undefined {
	return writing.edgesFrom(source).find(({ isDefault }) => isDefault);
}

function defaultOf(writing: Writing, node: FlowNode): string | null {
	const edge = judgesConditions(node) ? defaultEdgeOf(writing, node.id) : undefined;
	return edge === undefined ? null : writing.idOf(`edge:${edge.id}`, edge.id);
}

function attributesOf(
	writing: Writing,
	node: FlowNode,
	inner: FlowNode | null,
	element: string,
): Record<string, string | null> {
	switch (node.kind) {
		case 'start':
			return {
				isInterrupting: node.reaction?.interrupting === false ? 'false' : null,
				'unwind:also': writing.nodesIn(node.scope ?? '').some(({ id, kind }) => kind === 'start' && id !== node.id)
					? 'true'
					: null,
			};
		case 'boundary': {
			const host = writing.nodeOf(node.attachedTo);
			return {
				attachedToRef: host === undefined ? null : writing.nodeId(node.attachedTo),
				'unwind:attachedToRef': host === undefined ? node.attachedTo : null,
				cancelActivity: node.interrupting ? null : 'false',
				'unwind:also': host !== undefined && 'compensation' in host ? null : 'true',
			};
		}
		case 'subflow':
			return inner === null
				? { triggeredByEvent: node.eventStarted ? 'true' : null }
				: messageRefOf(writing, inner, element);
		case 'call':
			return {
				calledElement: calledIdOf(writing, node),
				'unwind:flow': node.flow === '' || flowIdOf(calledIdOf(writing, node)) === node.flow ? null : node.flow,
			};
		default:
			return messageRefOf(writing, node, element);
	}
}

/** The process id as the file wrote it, as long as it means the same flow. */
function calledIdOf(writing: Writing, { id, flow }: Extract<FlowNode, { kind: 'call' }>): string {
	const called = writing.origin(`call:${id}`)?.id ?? null;
	return called !== null && flowIdOf(called) === flow ? called : flow;
}

/** Of tasks that wait for a message or send one: there it is an attribute, not an event definition. */
function messageRefOf(writing: Writing, node: FlowNode, element: string): Record<string, string | null> {
	if (!/^bpmn:(receive|send)Task$/.test(element)) return {};
	const event = node.kind === 'catch' ? node.on : node.kind === 'publish' ? node.event : null;
	if (event?.type !== 'message') return {};
	const parts = node.kind === 'catch' ? triggerParts(writing, node.on, false, false) : null;
	const definition =
		parts?.definition ?? (node.kind === 'publish' ? thrownParts(writing, node.event).definition : null);
	return { messageRef: definition?.attributes.messageRef ?? null };
}

function partsOf(writing: Writing, node: FlowNode, element: string): EventParts {
	const isTask = /Task$|^bpmn:task$/.test(element);
	const withoutDefinition = (parts: EventParts) => (isTask ? { ...parts, definition: null } : parts);
	switch (node.kind) {
		case 'start': {
			const on = node.reaction?.on ?? node.trigger;
			const parts =
				on === undefined
					? { definition: null, extensions: [] }
					: triggerParts(writing, on, false, node.reaction === undefined);
			return { ...parts, extensions: [...parts.extensions, ...startSettings(node)] };
		}
		case 'end':
			return endParts(writing, node.result, isTransaction(writing, node.scope));
		case 'catch':
			return withoutDefinition(triggerParts(writing, node.on, false, false));
		case 'boundary':
			return triggerParts(writing, node.on, isTransaction(writing, node.attachedTo), false);
		case 'publish':
			return withoutDefinition(thrownParts(writing, node.event));
		case 'undo':
			return { definition: compensateDefinition(writing, node.activity), extensions: [] };
		case 'link':
			return { definition: xml('bpmn:linkEventDefinition', { name: node.link }), extensions: [] };
		case 'assign':
			return { definition: null, extensions: assignExtensions(node) };
		case 'step':
		case 'approval':
		case 'subflow':
		case 'call':
			return { definition: null, extensions: activityExtensions(writing, node, element) };
		default:
			return { definition: null, extensions: [] };
	}
}

function activityExtensions(writing: Writing, node: ActivityNode, element: string): readonly XmlElement[] {
	switch (node.kind) {
		case 'step':
			return stepExtensions(writing, node);
		case 'approval':
			return approvalExtensions(node, element);
		case 'subflow':
			return subflowExtensions(node);
		case 'call':
			return callExtensions(node, calledIdOf(writing, node));
	}
}

function assignExtensions({ output }: Extract<FlowNode, { kind: 'assign' }>): readonly XmlElement[] {
	const [first] = output;
	if (first === undefined) return [];
	const isScript = output.length === 1 && /^[A-Za-z_]\w*$/.test(first.target) && first.expression !== '';
	return isScript
		? [xml('zeebe:script', { expression: feelText(first.expression), resultVariable: first.target })]
		: [
				xml(
					'unwind:assign',
					{},
					output.map(({ target, expression }) => xml('unwind:entry', { target, expression })),
				),
			];
}

function isTransaction(writing: Writing, id: string | undefined): boolean {
	const node = writing.nodeOf(id);
	return node?.kind === 'subflow' && node.whenInterrupted === 'undo-now';
}
