/** Input and output mappings of an element: ours, Zeebe's, Camunda 7's, else "all variables" and "merge all". */
import type { Mapping, MappingEntry } from '../../flow/nodes/mapping';
import { type Answer, withReplyFirst } from '../model/reply-paths';
import { headerEntry } from '../write/feel-text';
import { attribute, elementsOf, extension, textOf, type XmlElement } from '../xml/xml-element';
import { readSource } from './read-text';
import { cut, type Reading } from './reading';

export function readInput(reading: Reading, element: XmlElement, usual: Mapping): Mapping {
	const said = ownEntries(element, 'input') ?? zeebeInput(reading, element) ?? camundaInput(reading, element);
	if (said !== null) reading.use('input');
	else if (usual.length > 0) reading.use('all-variables');
	return said ?? usual;
}

/** `answer`: what the output reads by bare names in the file and by this word in ours. */
export function readOutput(reading: Reading, element: XmlElement, usual: Mapping, answer: Answer | null): Mapping {
	const said =
		ownEntries(element, 'output') ?? zeebeOutput(reading, element, answer) ?? camundaOutput(reading, element, answer);
	if (said !== null) reading.use('output');
	else if (usual.length > 0 && answer !== null) reading.use('merge-all');
	return said ?? usual;
}

export function ownEntries(element: XmlElement, word: 'input' | 'output' | 'assign'): Mapping | null {
	const own = extension(element, `unwind:${word}`);
	if (own === null) return null;
	return elementsOf(own, 'unwind:entry').map(({ attributes }) => ({
		target: attributes.target ?? '',
		expression: attributes.expression ?? '',
	}));
}

function zeebeInput(reading: Reading, element: XmlElement): Mapping | null {
	const entries = elementsOf(extension(element, 'zeebe:ioMapping') ?? nothing, 'zeebe:input');
	return entries.length === 0 ? null : entries.map((entry) => entryOf(reading, element, entry));
}

function entryOf(reading: Reading, element: XmlElement, { attributes }: XmlElement): MappingEntry {
	const target = cut((attributes.target ?? '').trim().replace(/^\$\./, ''), 200);
	return { target, expression: readSource(reading, element, attributes.source ?? '') };
}

function zeebeOutput(reading: Reading, element: XmlElement, answer: Answer | null): Mapping | null {
	const entries = elementsOf(extension(element, 'zeebe:ioMapping') ?? nothing, 'zeebe:output');
	if (entries.length === 0) return null;
	return entries.map((entry) => withAnswer(reading, element, entryOf(reading, element, entry), answer));
}

function withAnswer(reading: Reading, element: XmlElement, entry: MappingEntry, answer: Answer | null): MappingEntry {
	if (answer === null) return entry;
	const { source, isCertain } = withReplyFirst(entry.expression, answer);
	if (!isCertain)
		reading.differs(
			element,
			`The output mapping "${entry.expression}" reads the variables, not the ${answer}.`,
			`Write "${answer}." before what comes with the ${answer}.`,
		);
	return { ...entry, expression: source };
}

const nothing: XmlElement = { name: '', attributes: {}, children: [] };

/** Of calls: camunda:in and camunda:out; else camunda:inputOutput. */
function camundaInput(reading: Reading, element: XmlElement): Mapping | null {
	const io = extension(element, 'camunda:inputOutput');
	const parameters = io === null ? [] : elementsOf(io, 'camunda:inputParameter');
	const passed = callParameters(reading, element, 'camunda:in');
	if (parameters.length === 0) return passed;
	return [...(passed ?? []), ...parameters.map((parameter) => parameterEntry(reading, element, parameter))];
}

function camundaOutput(reading: Reading, element: XmlElement, answer: Answer | null): Mapping | null {
	const io = extension(element, 'camunda:inputOutput');
	const parameters = io === null ? [] : elementsOf(io, 'camunda:outputParameter');
	const taken = callParameters(reading, element, 'camunda:out')?.map((entry) =>
		entry.target === '*' ? { target: '*', expression: 'reply' } : withAnswer(reading, element, entry, answer),
	);
	if (parameters.length === 0) return taken ?? null;
	const entries = parameters.map((parameter) =>
		withAnswer(reading, element, parameterEntry(reading, element, parameter), answer),
	);
	return [...(taken ?? []), ...entries];
}

function callParameters(reading: Reading, element: XmlElement, name: 'camunda:in' | 'camunda:out'): Mapping | null {
	const container = elementsOf(element, 'bpmn:extensionElements')[0] ?? nothing;
	const entries = elementsOf(container, name).flatMap((parameter): MappingEntry[] => {
		if (attribute(parameter, 'variables') === 'all') return [{ target: '*', expression: '*' }];
		const target = attribute(parameter, 'target');
		const source = attribute(parameter, 'source');
		const computed = attribute(parameter, 'sourceExpression');
		if (target === null || (source === null && computed === null)) return [];
		return [{ target, expression: source ?? readSource(reading, element, computed ?? '') }];
	});
	return entries.length === 0 ? null : entries;
}

function parameterEntry(reading: Reading, element: XmlElement, parameter: XmlElement): MappingEntry {
	return { target: attribute(parameter, 'name') ?? '', expression: parameterValue(reading, element, parameter) };
}

/** A text, `${…}`, a list or a map; a script stays as it is and is marked. */
function parameterValue(reading: Reading, element: XmlElement, value: XmlElement): string {
	const [inner] = elementsOf(value);
	if (inner === undefined) return readSource(reading, element, textOf(value));
	if (inner.name === 'camunda:list')
		return `[${elementsOf(inner)
			.map((item) => parameterValue(reading, element, item))
			.join(', ')}]`;
	if (inner.name === 'camunda:map')
		return `{${elementsOf(inner, 'camunda:entry')
			.map((entry) => `${JSON.stringify(entry.attributes.key ?? '')}: ${parameterValue(reading, element, entry)}`)
			.join(', ')}}`;
	if (inner.name === 'camunda:value') return readSource(reading, element, textOf(inner));
	return `\${${inner.name}}`;
}

/** zeebe:taskHeaders: static texts that go along below `headers`. */
export function readHeaders(reading: Reading, element: XmlElement): Mapping {
	const headers = extension(element, 'zeebe:taskHeaders');
	if (headers === null) return [];
	reading.use('headers');
	return elementsOf(headers, 'zeebe:header').flatMap(({ attributes: { key, value } }) =>
		key === undefined || key === '' ? [] : [headerEntry(key, value ?? '')],
	);
}
