/** Event definitions → what a flow waits for and throws. What has no words in ours is said and yields null. */
import type { FlowNode } from '../../flow/definition';
import type { EndNode } from '../../flow/nodes/end';
import { allVariables, cancelCode, keyDefault, mergeEvent, perKeyDefault } from '../model/defaults';
import { eventDefinitionsOf, nameOf, referred } from '../model/model';
import { messageRoot, rootKey } from '../write/writing';
import { attribute, childOf, extension, textOf, type XmlElement } from '../xml/xml-element';
import { readInput, readOutput } from './read-mappings';
import { readKey, readName, readTimer } from './read-text';
import { cut, type Reading } from './reading';

export type Trigger = Extract<FlowNode, { kind: 'boundary' }>['on'];
export type Thrown = Extract<FlowNode, { kind: 'publish' }>['event'];
export type FlowTrigger = NonNullable<Extract<FlowNode, { kind: 'start' }>['trigger']>;

/** The one definition of an event; null: none, or several, which is kept and not run. */
export function definitionOf(reading: Reading, event: XmlElement): XmlElement | null | 'several' {
	const definitions = eventDefinitionsOf(reading.model, event);
	return definitions.length > 1 ? 'several' : (definitions[0] ?? null);
}

export function readTrigger(reading: Reading, event: XmlElement, definition: XmlElement): Trigger | null {
	switch (definition.name) {
		case 'bpmn:messageEventDefinition':
			return readMessageTrigger(reading, event, definition);
		case 'bpmn:signalEventDefinition': {
			const signal = readSignal(reading, event, definition);
			return { type: 'signal', signal, output: readOutput(reading, event, mergeEvent, 'event') };
		}
		case 'bpmn:timerEventDefinition':
			return readTimerTrigger(reading, event, definition);
		case 'bpmn:errorEventDefinition':
			return {
				type: 'error',
				code: readErrorCode(reading, event, definition),
				output: readErrorOutput(reading, event, definition),
			};
		case 'bpmn:cancelEventDefinition':
			return { type: 'error', code: cancelCode, output: readOutput(reading, event, [], 'error') };
		case 'bpmn:escalationEventDefinition':
			return {
				type: 'escalation',
				code: readEscalationCode(reading, event, definition),
				output: readOutput(reading, event, [], 'event'),
			};
		default:
			return null;
	}
}

function readErrorOutput(reading: Reading, event: XmlElement, definition: XmlElement) {
	const variables = [
		{ target: attribute(definition, 'camunda:errorCodeVariable'), expression: 'error.code' },
		{ target: attribute(definition, 'camunda:errorMessageVariable'), expression: 'error.message' },
	].flatMap(({ target, expression }) => (target === null ? [] : [{ target, expression }]));
	return readOutput(reading, event, variables, 'error');
}

/** `event`: what carries the mapping and, of tasks, the reference. */
export function readMessageTrigger(
	reading: Reading,
	event: XmlElement,
	definition: XmlElement,
): Extract<Trigger, { type: 'message' }> {
	const { name, subscription } = readMessage(reading, event, definition);
	const output = readOutput(reading, event, mergeEvent, 'event');
	if (subscription !== null) return { type: 'message', message: name, key: subscription, output };
	if (!reading.model.isOurs)
		reading.differs(
			event,
			`The message "${name}" names no correlation key: the variable "${keyDefault}" is taken.`,
			'Set the key in the inspector if the message is found by another value.',
		);
	return { type: 'message', message: name, key: keyDefault, output };
}

/** Name and subscription key (null: none) of the message that is referred to. */
function readMessage(reading: Reading, event: XmlElement, definition: XmlElement) {
	const reference = attribute(definition, 'messageRef');
	const ownName = event.attributes.id ?? '';
	if (reference === null) {
		reading.differs(event, `No message is named: its own id "${ownName}" is the message's name.`, 'Name the message.');
		return { name: cut(ownName, 200), subscription: null };
	}
	const message = referred(reading.model, reference, 'bpmn:message');
	if (message === null) {
		reading.differs(
			event,
			`There is no message "${reference}" in the file: it is taken as the name.`,
			'Name the message.',
		);
		return { name: cut(reference, 200), subscription: null };
	}
	const raw = message.attributes.name ?? message.attributes.id ?? reference;
	const { name, isStatic } = readName(reading, raw);
	if (!isStatic)
		reading.mark(
			event,
			{ node: reading.nodeId(event) },
			`The message's name "${raw}" is worked out at run time.`,
			'Write a plain name.',
			JSON.stringify(cut(name, 200)),
		);
	const said = extension(message, 'zeebe:subscription')?.attributes.correlationKey ?? null;
	const subscription = said === null || said === '' ? said : readKey(reading, event, said);
	reading.nameRoot(messageRoot(cut(name, 200), subscription === keyDefault ? null : subscription), message);
	return { name: cut(name, 200), subscription };
}

function readSignal(reading: Reading, event: XmlElement, definition: XmlElement): string {
	const reference = attribute(definition, 'signalRef');
	if (reference === null) {
		reading.differs(event, 'No signal is named: its own id is the name.', 'Name the signal.');
		return event.attributes.id ?? '';
	}
	const signal = referred(reading.model, reference, 'bpmn:signal');
	if (signal === null)
		reading.differs(
			event,
			`There is no signal "${reference}" in the file: it is taken as the name.`,
			'Name the signal.',
		);
	const { name, isStatic } = readName(reading, signal?.attributes.name ?? reference);
	if (signal !== null) reading.nameRoot(rootKey('signal', cut(name, 200)), signal);
	if (!isStatic)
		reading.mark(
			event,
			{ node: reading.nodeId(event) },
			`The signal's name "${name}" is worked out at run time.`,
			'Write a plain name.',
			JSON.stringify(cut(name, 200)),
		);
	return cut(name, 200);
}

/** Null: every error. Only a missing attribute says so. */
function readErrorCode(reading: Reading, event: XmlElement, definition: XmlElement): string | null {
	const reference = attribute(definition, 'errorRef');
	if (reference === null) return null;
	const error = referred(reading.model, reference, 'bpmn:error');
	if (error === null) {
		reading.differs(event, `There is no error "${reference}" in the file: it is taken as the code.`, 'Name the error.');
		return cut(reference, 64);
	}
	const code = error.attributes.errorCode;
	if (code === undefined) return null;
	if (/^(java|javax|org|com)(\.\w+)+$/.test(code))
		reading.differs(
			event,
			`The code "${code}" is a Java class: a participant answers codes of its own, and a failure with another code is not caught here.`,
			'Write the code that the participant answers, or none, to catch every failure.',
		);
	const read = staticCode(reading, event, code);
	reading.nameRoot(rootKey('error', read), error);
	return read;
}

function staticCode(reading: Reading, event: XmlElement, code: string): string {
	const { name, isStatic } = readName(reading, code);
	if (!isStatic)
		reading.mark(
			event,
			{ node: reading.nodeId(event) },
			`The code "${code}" is worked out at run time.`,
			'Write a plain code.',
			JSON.stringify(cut(code, 64)),
		);
	if (name.length > 64) reading.differs(event, `The code "${name}" is longer than 64 characters and cut.`);
	return cut(name, 64);
}

function readEscalationCode(reading: Reading, event: XmlElement, definition: XmlElement): string | null {
	const reference = attribute(definition, 'escalationRef');
	if (reference === null) return null;
	const escalation = referred(reading.model, reference, 'bpmn:escalation');
	if (escalation === null) {
		reading.differs(
			event,
			`There is no escalation "${reference}" in the file: it is taken as the code.`,
			'Name the escalation.',
		);
		return cut(reference, 64);
	}
	const code = escalation.attributes.escalationCode;
	if (code === undefined) return null;
	const read = staticCode(reading, event, code);
	reading.nameRoot(rootKey('escalation', read), escalation);
	return read;
}

const timers = { 'bpmn:timeDuration': 'duration', 'bpmn:timeDate': 'date', 'bpmn:timeCycle': 'cycle' } as const;

function readTimerTrigger(
	reading: Reading,
	event: XmlElement,
	definition: XmlElement,
): Extract<Trigger, { type: 'timer' }> {
	for (const [name, timer] of Object.entries(timers)) {
		const said = childOf(definition, name);
		if (said !== null) return { type: 'timer', timer, value: readTimer(reading, event, textOf(said)) };
	}
	return { type: 'timer', timer: 'duration', value: '' };
}

export function readThrown(reading: Reading, event: XmlElement, definition: XmlElement): Thrown | null {
	const input = readInput(reading, event, allVariables);
	switch (definition.name) {
		case 'bpmn:messageEventDefinition':
			return readThrownMessage(reading, event, definition);
		case 'bpmn:signalEventDefinition':
			return { type: 'signal', signal: readSignal(reading, event, definition), input };
		case 'bpmn:escalationEventDefinition': {
			const code = readEscalationCode(reading, event, definition);
			if (code === null)
				reading.differs(event, 'The escalation has no code: its own id is thrown.', 'Give the escalation a code.');
			return { type: 'escalation', code: code ?? cut(event.attributes.id ?? '', 64), input };
		}
		default:
			return null;
	}
}

export function readThrownMessage(
	reading: Reading,
	event: XmlElement,
	definition: XmlElement,
): Extract<Thrown, { type: 'message' }> {
	const jobType = extension(event, 'zeebe:taskDefinition')?.attributes.type ?? attribute(definition, 'camunda:topic');
	const isNamed = attribute(definition, 'messageRef') !== null;
	if (jobType !== null && jobType !== undefined)
		reading.differs(
			event,
			`No worker "${jobType}" is asked: the message is published as an event${isNamed ? '' : ' of that name'}.`,
			'Let those who are to hear it subscribe to the event.',
		);
	const { name, subscription } =
		!isNamed && jobType
			? { name: cut(readName(reading, jobType).name, 200), subscription: null }
			: readMessage(reading, event, definition);
	return {
		type: 'message',
		message: name,
		key: subscription ?? '',
		input: readInput(reading, event, allVariables),
	};
}

export function readEndResult(reading: Reading, event: XmlElement, definition: XmlElement): EndNode['result'] | null {
	switch (definition.name) {
		case 'bpmn:errorEventDefinition': {
			const code = readErrorCode(reading, event, definition);
			if (code === null)
				reading.differs(event, 'The error has no code: its own id is thrown.', 'Give the error a code.');
			return {
				type: 'error',
				code: code ?? cut(event.attributes.id ?? '', 64),
				message: cut(extension(event, 'unwind:error')?.attributes.message ?? '', 500),
			};
		}
		case 'bpmn:cancelEventDefinition':
			return {
				type: 'error',
				code: cancelCode,
				message: cut(extension(event, 'unwind:error')?.attributes.message ?? '', 500),
			};
		case 'bpmn:terminateEventDefinition':
			return { type: 'terminate' };
		default:
			return readThrown(reading, event, definition);
	}
}

/** What starts a saga by itself; null: neither a message nor a timer. */
export function readFlowTrigger(reading: Reading, event: XmlElement, definition: XmlElement): FlowTrigger | null {
	if (definition.name === 'bpmn:timerEventDefinition') return readTimerTrigger(reading, event, definition);
	if (definition.name !== 'bpmn:messageEventDefinition') return null;
	const { name, subscription } = readMessage(reading, event, definition);
	const perKey = extension(event, 'unwind:start')?.attributes.perKey;
	return {
		type: 'message',
		message: name,
		key: subscription ?? '',
		output: readOutput(reading, event, mergeEvent, 'event'),
		perKey: perKey === 'ever' || perKey === 'per-event' ? perKey : perKeyDefault,
	};
}

export function linkNameOf(event: XmlElement, definition: XmlElement): string {
	return cut(definition.attributes.name ?? nameOf(event), 120);
}
