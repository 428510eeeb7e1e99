/** What a flow waits for and throws, as BPMN's event definitions with the mappings beside them. */
import type { FlowNode } from '../../flow/definition';
import type { EndNode } from '../../flow/nodes/end';
import type { Mapping } from '../../flow/nodes/mapping';
import { allVariables, cancelCode, keyDefault, mergeEvent, perKeyDefault } from '../model/defaults';
import { zeebeSource } from '../model/reply-paths';
import { type XmlElement, xml } from '../xml/xml-element';
import { feelText, type MappingParts, mappingParts, timerText } from './feel-text';
import type { Writing } from './writing';

type Trigger =
	| Extract<FlowNode, { kind: 'boundary' }>['on']
	| NonNullable<Extract<FlowNode, { kind: 'start' }>['trigger']>;
type Thrown = Extract<FlowNode, { kind: 'publish' }>['event'];

export interface EventParts {
	readonly definition: XmlElement | null;
	readonly extensions: readonly XmlElement[];
}

/** As an attribute's value or an element's body. */
export function ioMapping(...parts: readonly MappingParts[]): readonly XmlElement[] {
	const io = parts.flatMap((part) => part.io);
	const own = parts.flatMap((part) => (part.own === null ? [] : [part.own]));
	return [...(io.length === 0 ? [] : [xml('zeebe:ioMapping', {}, io)]), ...own];
}

function eventOutput(output: Mapping, usual: Mapping, answer: 'event' | 'error' = 'event'): readonly XmlElement[] {
	return ioMapping(mappingParts('output', output, usual, { source: (text) => zeebeSource(text, answer) }));
}

/** `isCancel`: at the border of a transaction. */
export function triggerParts(writing: Writing, on: Trigger, isCancel: boolean, isFlowStart: boolean): EventParts {
	switch (on.type) {
		case 'message': {
			const key = isFlowStart ? (on.key === '' ? null : on.key) : on.key === keyDefault ? null : on.key;
			return {
				definition: xml('bpmn:messageEventDefinition', { messageRef: writing.message(on.message, key) }),
				extensions: eventOutput(on.output, mergeEvent),
			};
		}
		case 'signal':
			return {
				definition: xml('bpmn:signalEventDefinition', { signalRef: writing.signal(on.signal) }),
				extensions: eventOutput(on.output, mergeEvent),
			};
		case 'timer':
			return { definition: timerDefinition(on), extensions: [] };
		case 'error':
			return {
				definition:
					isCancel && on.code === cancelCode
						? xml('bpmn:cancelEventDefinition')
						: xml('bpmn:errorEventDefinition', { errorRef: on.code === null ? null : writing.error(on.code) }),
				extensions: eventOutput(on.output, [], 'error'),
			};
		case 'escalation':
			return {
				definition: xml('bpmn:escalationEventDefinition', {
					escalationRef: on.code === null ? null : writing.escalation(on.code),
				}),
				extensions: eventOutput(on.output, []),
			};
	}
}

function timerDefinition({ timer, value }: Extract<Trigger, { type: 'timer' }>): XmlElement {
	const name = { duration: 'bpmn:timeDuration', date: 'bpmn:timeDate', cycle: 'bpmn:timeCycle' }[timer];
	return xml('bpmn:timerEventDefinition', {}, [
		xml(name, { 'xsi:type': 'bpmn:tFormalExpression' }, [timerText(value)]),
	]);
}

export function thrownParts(writing: Writing, event: Thrown): EventParts {
	const extensions = ioMapping(mappingParts('input', event.input, allVariables));
	switch (event.type) {
		case 'message': {
			const messageRef = writing.message(event.message, event.key === '' ? null : event.key);
			return { definition: xml('bpmn:messageEventDefinition', { messageRef }), extensions };
		}
		case 'signal':
			return { definition: xml('bpmn:signalEventDefinition', { signalRef: writing.signal(event.signal) }), extensions };
		case 'escalation':
			return {
				definition: xml('bpmn:escalationEventDefinition', { escalationRef: writing.escalation(event.code) }),
				extensions,
			};
	}
}

/** `isCancel`: directly inside a transaction. */
export function endParts(writing: Writing, result: EndNode['result'], isCancel: boolean): EventParts {
	if (result === undefined) return { definition: null, extensions: [] };
	switch (result.type) {
		case 'error': {
			const isOurs = isCancel && result.code === cancelCode;
			return {
				definition: isOurs
					? xml('bpmn:cancelEventDefinition')
					: xml('bpmn:errorEventDefinition', { errorRef: writing.error(result.code) }),
				extensions: result.message === '' ? [] : [xml('unwind:error', { message: result.message })],
			};
		}
		case 'compensate':
			return { definition: compensateDefinition(writing, result.activity), extensions: [] };
		case 'terminate':
			return { definition: xml('bpmn:terminateEventDefinition'), extensions: [] };
		case 'message':
		case 'signal':
		case 'escalation':
			return thrownParts(writing, result);
	}
}

export function compensateDefinition(writing: Writing, activity: string | null): XmlElement {
	const isThere = activity !== null && writing.nodeOf(activity) !== undefined;
	return xml('bpmn:compensateEventDefinition', {
		activityRef: isThere ? writing.nodeId(activity) : null,
		'unwind:activityRef': isThere ? null : activity,
	});
}

type StartNode = Extract<FlowNode, { kind: 'start' }>;

/** What only our start says: fields, the business key, how many sagas a key starts. */
export function startSettings({ fields, businessKey, trigger }: StartNode): readonly XmlElement[] {
	const perKey = trigger?.type === 'message' && trigger.perKey !== perKeyDefault ? trigger.perKey : null;
	if (fields.length === 0 && businessKey === '' && perKey === null) return [];
	return [
		xml(
			'unwind:start',
			{ businessKey: businessKey === '' ? null : businessKey, perKey },
			fields.map(({ name, type, required, sample }) =>
				xml('unwind:field', { name, type, required: String(required), sample: JSON.stringify(sample) }),
			),
		),
	];
}

export function conditionOf(condition: string): XmlElement {
	return xml('bpmn:conditionExpression', { 'xsi:type': 'bpmn:tFormalExpression' }, [feelText(condition)]);
}
