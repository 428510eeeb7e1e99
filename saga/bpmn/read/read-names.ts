/** What messages, signals, errors and escalations are called: by the element that is referred to, else as the file says it. */
import { keyDefault } from '../model/defaults';
import { referred } from '../model/model';
import { messageRoot, rootKey } from '../write/writing';
import { attribute, extension, type XmlElement } from '../xml/xml-element';
import { readKey, readName } from './read-text';
import { cut, type Reading } from './reading';

/** Name and subscription key (null: none) of the message that is referred to. */
export function readMessage(reading: Reading, event: XmlElement, definition: XmlElement) {
	const reference = attribute(definition, 'messageRef');
	const ownName = event.attributes.id ?? '';
	if (reference === null) {
		reading.use('message-own-name');
		reading.differs(event, `No message is named: its own id "${ownName}" is the message's name.`, 'Name the message.');
		return { name: cut(ownName, 200), subscription: null };
	}
	const message = referred(reading.model, reference, 'bpmn:message');
	if (message === null) {
		reading.use('dead-reference');
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

export function readSignal(reading: Reading, event: XmlElement, definition: XmlElement): string {
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
export function readErrorCode(reading: Reading, event: XmlElement, definition: XmlElement): string | null {
	const reference = attribute(definition, 'errorRef');
	if (reference === null) return null;
	const error = referred(reading.model, reference, 'bpmn:error');
	if (error === null) {
		reading.use('dead-reference');
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

export function readEscalationCode(reading: Reading, event: XmlElement, definition: XmlElement): string | null {
	const reference = attribute(definition, 'escalationRef');
	if (reference === null) return null;
	const escalation = referred(reading.model, reference, 'bpmn:escalation');
	if (escalation === null) {
		reading.use('dead-reference');
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
