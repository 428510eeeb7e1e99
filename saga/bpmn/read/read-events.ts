/** Event definitions → what a flow waits for and throws. What has no words in ours is said and yields null. */
import type { FlowNode } from '../../flow/definition';
import type { EndNode } from '../../flow/nodes/end';
import { allVariables, cancelCode, keyDefault, mergeEvent, perKeyDefault } from '../model/defaults';
import { eventDefinitionsOf, nameOf } from '../model/model';
import { attribute, childOf, extension, textOf, type XmlElement } from '../xml/xml-element';
import { readInput, readOutput } from './read-mappings';
import { readErrorCode, readEscalationCode, readMessage, readSignal } from './read-names';
import { readName, readTimer } from './read-text';
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
			reading.use('signal');
			const signal = readSignal(reading, event, definition);
			return { type: 'signal', signal, output: readOutput(reading, event, mergeEvent, 'event') };
		}
		case 'bpmn:timerEventDefinition':
			return readTimerTrigger(reading, event, definition);
		case 'bpmn:errorEventDefinition':
			reading.use('error');
			return {
				type: 'error',
				code: readErrorCode(reading, event, definition),
				output: readErrorOutput(reading, event, definition),
			};
		case 'bpmn:cancelEventDefinition':
			reading.use('boundary-cancel');
			return { type: 'error', code: cancelCode, output: readOutput(reading, event, [], 'error') };
		case 'bpmn:escalationEventDefinition':
			reading.use('escalation');
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
	reading.use('message');
	if (subscription !== null) return { type: 'message', message: name, key: subscription, output };
	reading.use('message-no-key');
	if (!reading.model.isOurs)
		reading.differs(
			event,
			`The message "${name}" names no correlation key: the variable "${keyDefault}" is taken.`,
			'Set the key in the inspector if the message is found by another value.',
		);
	return { type: 'message', message: name, key: keyDefault, output };
}

const timers = { 'bpmn:timeDuration': 'duration', 'bpmn:timeDate': 'date', 'bpmn:timeCycle': 'cycle' } as const;

function readTimerTrigger(
	reading: Reading,
	event: XmlElement,
	definition: XmlElement,
): Extract<Trigger, { type: 'timer' }> {
	reading.use('timer');
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
			reading.use('throw-message');
			return readThrownMessage(reading, event, definition);
		case 'bpmn:signalEventDefinition':
			reading.use('throw-signal');
			return { type: 'signal', signal: readSignal(reading, event, definition), input };
		case 'bpmn:escalationEventDefinition': {
			reading.use('throw-escalation');
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
			reading.use('end-error');
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
			reading.use('end-cancel');
			return {
				type: 'error',
				code: cancelCode,
				message: cut(extension(event, 'unwind:error')?.attributes.message ?? '', 500),
			};
		case 'bpmn:terminateEventDefinition':
			reading.use('end-terminate');
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
