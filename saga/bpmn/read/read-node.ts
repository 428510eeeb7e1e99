/** One element of a scope → the node it becomes. Null: we have none for it, and it is kept. */
import type { FlowNode } from '../../flow/definition';
import { plainId } from '../model/ids';
import { nameOf, referred } from '../model/model';
import { attribute, extension, isTrue, type XmlElement } from '../xml/xml-element';
import { readFields } from './read-activity';
import { definitionOf, linkNameOf, readEndResult, readFlowTrigger, readThrown, readTrigger } from './read-events';
import { readTask } from './read-task';
import { cut, type NodeBase, type Place, type Reading } from './reading';

function baseOf(reading: Reading, element: XmlElement, scope: string): NodeBase {
	const id = reading.nodeId(element);
	const name = cut(nameOf(element), 120);
	if (name !== nameOf(element)) reading.differs(element, 'Its name is longer than 120 characters and cut.');
	return scope === '' ? { id, name } : { id, name, scope };
}

export function readNode(reading: Reading, element: XmlElement, place: Place): readonly FlowNode[] {
	const base = baseOf(reading, element, place.scope);
	const event = readEvent(reading, element, base, place);
	if (event !== undefined) return event === null ? [] : [event];
	const gateway = gateways[element.name];
	if (gateway !== undefined) {
		reading.use(gateway === 'event-race' ? 'event-gateway' : gateway);
		return [{ ...base, kind: gateway }];
	}
	return readTask(reading, element, base, place);
}

const gateways: Readonly<Record<string, 'parallel' | 'exclusive' | 'inclusive' | 'event-race'>> = {
	'bpmn:parallelGateway': 'parallel',
	'bpmn:exclusiveGateway': 'exclusive',
	'bpmn:inclusiveGateway': 'inclusive',
	'bpmn:eventBasedGateway': 'event-race',
};

/** Undefined: it is no event. */
function readEvent(reading: Reading, element: XmlElement, base: NodeBase, place: Place): FlowNode | null | undefined {
	const definition = definitionOf(reading, element);
	const isEvent = /^bpmn:(start|end|intermediateCatch|intermediateThrow|boundary|implicitThrow)Event$/.test(
		element.name,
	);
	if (!isEvent) return undefined;
	if (definition === 'several') return several(reading, element, base);
	switch (element.name) {
		case 'bpmn:startEvent':
			return readStart(reading, element, base, definition, place);
		case 'bpmn:endEvent':
			return readEnd(reading, element, base, definition);
		case 'bpmn:intermediateCatchEvent':
			return readCatch(reading, element, base, definition);
		case 'bpmn:intermediateThrowEvent':
		case 'bpmn:implicitThrowEvent':
			return readThrow(reading, element, base, definition);
		default:
			return readBoundary(reading, element, base, definition);
	}
}

function several(reading: Reading, element: XmlElement, base: NodeBase): FlowNode | null {
	const reason = 'It reacts to several events, which is not run.';
	if (element.name === 'bpmn:startEvent') {
		reading.use('start-other');
		reading.say('kept', element, reason, 'Draw one start per event in flows of their own.');
		return { ...base, kind: 'start', fields: [], businessKey: '' };
	}
	reading.keep(element, reason, 'Draw one event for each of them.');
	return null;
}

function readStart(
	reading: Reading,
	element: XmlElement,
	base: NodeBase,
	definition: XmlElement | null,
	{ isReaction, scope }: Place,
): FlowNode {
	const own = extension(element, 'unwind:start');
	const start = {
		...base,
		kind: 'start',
		fields: readFields(own),
		businessKey: own?.attributes.businessKey ?? '',
	} as const;
	if (definition === null) reading.use('start');
	if (definition === null) return start;
	if (isReaction) {
		const on = readTrigger(reading, element, definition);
		if (on !== null) {
			const interrupting = on.type === 'error' || attribute(element, 'isInterrupting') !== 'false';
			return { ...start, reaction: { on, interrupting } };
		}
		reading.mark(
			element,
			{ node: base.id },
			`Nothing here reacts to ${wordOf(definition)}.`,
			'Let a message, timer, signal, error or escalation start it.',
		);
		return start;
	}
	if (definition.name === 'bpmn:compensateEventDefinition' && scope.endsWith('/undo')) return start;
	const trigger = scope === '' ? readFlowTrigger(reading, element, definition) : null;
	if (trigger !== null) {
		reading.use(trigger.type === 'timer' ? 'start-timer' : 'start-message');
		return { ...start, trigger };
	}
	reading.use('start-other');
	reading.say(
		'kept',
		element,
		`${wordOf(definition)} does not start it: people and programs do.`,
		'Start it by a message or a timer.',
	);
	return start;
}

const wordOf = ({ name }: XmlElement) =>
	({
		conditionalEventDefinition: 'A condition',
		signalEventDefinition: 'A signal',
		compensateEventDefinition: 'Compensation',
		errorEventDefinition: 'An error',
		escalationEventDefinition: 'An escalation',
		linkEventDefinition: 'A link',
		messageEventDefinition: 'A message',
		timerEventDefinition: 'A timer',
	})[name.slice('bpmn:'.length)] ?? `"${name.slice('bpmn:'.length)}"`;

function readEnd(reading: Reading, element: XmlElement, base: NodeBase, definition: XmlElement | null): FlowNode {
	if (definition === null) reading.use('end');
	if (definition === null) return { ...base, kind: 'end' };
	if (definition.name === 'bpmn:compensateEventDefinition')
		return {
			...base,
			kind: 'end',
			result: { type: 'compensate', activity: undone(reading, element, base.id, definition) },
		};
	const result = readEndResult(reading, element, definition);
	if (result === null || result === undefined) {
		reading.say(
			'kept',
			element,
			`${wordOf(definition)} is not thrown: it is a plain end.`,
			'Choose another kind of end.',
		);
		return { ...base, kind: 'end' };
	}
	if (
		definition.name === 'bpmn:cancelEventDefinition' &&
		reading.model.parents.get(element)?.name !== 'bpmn:transaction'
	)
		reading.differs(
			element,
			'It does not stand in a transaction: it throws the error CANCEL outwards.',
			'Put it into a transaction.',
		);
	return { ...base, kind: 'end', result };
}

/** The named activity, which must be one that can be undone from there. */
function undone(reading: Reading, element: XmlElement, node: string, definition: XmlElement): string | null {
	reading.use('throw-undo');
	if (attribute(definition, 'waitForCompletion') === 'false')
		reading.differs(element, 'The token goes on when the undo is confirmed, not at once.');
	const reference = attribute(definition, 'activityRef');
	if (reference === null) return null;
	const activity = referred(reading.model, reference);
	const id = activity === null ? plainId(reference) : reading.nodeId(activity);
	const scopes = visibleFrom(reading, element);
	if (activity === null)
		reading.mark(
			element,
			{ node },
			`There is no activity "${reference}" to undo.`,
			'Name one that is there.',
			JSON.stringify(id),
		);
	else if (!scopes.includes(reading.model.parents.get(activity) ?? activity))
		reading.mark(
			element,
			{ node },
			`The activity "${reference}" stands in another scope and cannot be undone from here.`,
			'Undo the subprocess around it, or move the throw event into its scope.',
			JSON.stringify(id),
		);
	return id;
}

/** Its own scope, and from an event subprocess the one around it. */
function visibleFrom({ model }: Reading, element: XmlElement): readonly XmlElement[] {
	const own = model.parents.get(element);
	if (own === undefined) return [];
	const around = model.parents.get(own);
	return around !== undefined && isTrue(own, 'triggeredByEvent') ? [own, around] : [own];
}

function readCatch(
	reading: Reading,
	element: XmlElement,
	base: NodeBase,
	definition: XmlElement | null,
): FlowNode | null {
	if (definition === null) {
		reading.differs(element, 'It says nothing to wait for: the token goes on.', 'Give it a message or a timer.');
		return { ...base, kind: 'assign', output: [] };
	}
	if (definition.name === 'bpmn:linkEventDefinition') reading.use('link');
	if (definition.name === 'bpmn:linkEventDefinition')
		return { ...base, kind: 'link', end: 'to', link: linkNameOf(element, definition) };
	const on = readTrigger(reading, element, definition);
	if (on === null || on.type === 'error' || on.type === 'escalation') {
		reading.keep(element, `${wordOf(definition)} cannot be waited for.`, 'Wait for a message, a signal or a timer.');
		return null;
	}
	if (on.type === 'timer' && on.timer === 'cycle') onlyOnce(reading, element);
	return { ...base, kind: 'catch', on };
}

function onlyOnce(reading: Reading, element: XmlElement): void {
	reading.use('timer-once');
	reading.differs(element, 'Only the first occurrence of the cycle counts.');
}

function readThrow(
	reading: Reading,
	element: XmlElement,
	base: NodeBase,
	definition: XmlElement | null,
): FlowNode | null {
	if (definition === null) reading.use('throw-none');
	if (definition === null) return { ...base, kind: 'assign', output: [] };
	if (definition.name === 'bpmn:compensateEventDefinition')
		return { ...base, kind: 'undo', activity: undone(reading, element, base.id, definition) };
	if (definition.name === 'bpmn:linkEventDefinition') reading.use('link');
	if (definition.name === 'bpmn:linkEventDefinition')
		return { ...base, kind: 'link', end: 'from', link: linkNameOf(element, definition) };
	const event = readThrown(reading, element, definition);
	if (event === null) {
		reading.keep(
			element,
			`${wordOf(definition)} cannot be thrown in the middle of a way.`,
			'Throw a message, a signal or an escalation.',
		);
		return null;
	}
	return { ...base, kind: 'publish', event };
}

function readBoundary(
	reading: Reading,
	element: XmlElement,
	base: NodeBase,
	definition: XmlElement | null,
): FlowNode | null {
	const host = attribute(element, 'attachedToRef');
	const on = definition === null ? null : readTrigger(reading, element, definition);
	if (on === null) {
		const what = definition === null ? 'It says nothing to react to.' : `Nothing here reacts to ${wordOf(definition)}.`;
		reading.keep(element, what, 'React to a message, timer, signal, error or escalation.');
		return null;
	}
	const interrupting = on.type === 'error' || attribute(element, 'cancelActivity') !== 'false';
	if (on.type === 'timer' && on.timer === 'cycle' && interrupting) onlyOnce(reading, element);
	return { ...base, kind: 'boundary', attachedTo: reading.nodeIdOfReference(host ?? ''), interrupting, on };
}
