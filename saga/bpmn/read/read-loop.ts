/** Loop characteristics → an activity done for each element of a list. */
import type { StepNode } from '../../flow/nodes/step';
import { attribute, childOf, extension, textOf, type XmlElement } from '../xml/xml-element';
import { readSource } from './read-text';
import type { Reading } from './reading';

export type ForEach = NonNullable<StepNode['forEach']>;

export function readForEach(reading: Reading, activity: XmlElement): ForEach | null {
	const loop = childOf(activity, 'bpmn:multiInstanceLoopCharacteristics');
	if (loop === null) return null;
	reading.use('multi-instance');
	const zeebe = extension(loop, 'zeebe:loopCharacteristics');
	const completion = childOf(loop, 'bpmn:completionCondition');
	const limit = extension(loop, 'unwind:forEach')?.attributes.limit;
	const collector =
		attribute(zeebe, 'outputCollection') === null
			? zeebe?.attributes.outputCollection
			: attribute(zeebe, 'outputCollection');
	return {
		collection: collectionOf(reading, activity, loop, zeebe),
		element: variableName(attribute(zeebe, 'inputElement') ?? attribute(loop, 'camunda:elementVariable') ?? ''),
		mode: attribute(loop, 'isSequential') === 'true' ? 'sequential' : 'parallel',
		limit: limit === undefined ? null : Number(limit),
		completion: completion === null ? '' : completionOf(reading, activity, textOf(completion)),
		result:
			collector === undefined || collector === null
				? null
				: {
						variable: variableName(collector),
						expression: readSource(reading, activity, zeebe?.attributes.outputElement ?? '='),
					},
	};
}

function variableName(text: string): string {
	return /^[A-Za-z_]\w{0,63}$/.test(text)
		? text
		: text
				.replace(/\W/g, '_')
				.replace(/^(?=\d)/, '_')
				.slice(0, 64);
}

function collectionOf(reading: Reading, activity: XmlElement, loop: XmlElement, zeebe: XmlElement | null): string {
	const said = zeebe?.attributes.inputCollection;
	if (said !== undefined)
		return readSource(reading, activity, said.startsWith('=') || /[$#]\{/.test(said) ? said : `=${said}`);
	const list = attribute(loop, 'camunda:collection');
	if (list !== null) return /[$#]\{/.test(list) ? readSource(reading, activity, list) : list;
	const count = childOf(loop, 'bpmn:loopCardinality');
	if (count === null) return '';
	const text = textOf(count).trim();
	return `for i in 1..${/^\d+$/.test(text) ? text : `(${readSource(reading, activity, text.startsWith('=') ? text : text)})`} return i`;
}

const counters = /\b(numberOf(Completed|Terminated|Active)?Instances|nrOf(Completed|Active)?Instances)\b/;

function completionOf(reading: Reading, activity: XmlElement, text: string): string {
	const read = readSource(reading, activity, /^\s*=/.test(text) || /[$#]\{/.test(text) ? text : `=${text}`);
	if (counters.test(read))
		reading.mark(
			activity,
			{ node: reading.nodeId(activity) },
			`The completion condition "${read}" counts instances, which is not known here.`,
			'Write it over loopCounter and the variables of the iteration.',
			JSON.stringify(read),
		);
	return read;
}

/** A loop with a condition of its own is not run, and once would be wrong. */
export function markStandardLoop(reading: Reading, activity: XmlElement): void {
	if (childOf(activity, 'bpmn:standardLoopCharacteristics') === null) return;
	reading.use('standard-loop');
	reading.mark(
		activity,
		{ node: reading.nodeId(activity) },
		'It is repeated while a condition holds, which is not run: it would be done once.',
		'Draw the loop with a gateway, or do it for each element of a list.',
	);
}
