/** Sequence flows → edges of one scope. Source and target are trusted; what the elements list as incoming and outgoing is not read. */
import type { FlowNode } from '../../flow/definition';
import { nameOf, referred } from '../model/model';
import { judgesConditions } from '../model/ways';
import { attribute, childOf, elementsOf, textOf, type XmlElement } from '../xml/xml-element';
import { readCondition } from './read-text';
import { cut, type Reading } from './reading';

export function readEdges(reading: Reading, container: XmlElement, scope: string): void {
	const inScope = new Map(reading.nodes.filter((node) => (node.scope ?? '') === scope).map((node) => [node.id, node]));
	for (const flow of elementsOf(container, 'bpmn:sequenceFlow')) {
		if (reading.reasons.has(flow.attributes.id ?? '')) continue;
		const ends = endsOf(reading, flow, inScope);
		if (ends !== null) addEdge(reading, flow, ends);
	}
}

interface Ends {
	readonly source: FlowNode | null;
	readonly target: FlowNode | null;
	readonly ids: readonly [string, string];
}

function endsOf(reading: Reading, flow: XmlElement, inScope: ReadonlyMap<string, FlowNode>): Ends | null {
	const references = [attribute(flow, 'sourceRef'), attribute(flow, 'targetRef')] as const;
	const [source, target] = references.map(
		(reference) => inScope.get(reading.nodeIdOfReference(reference ?? '')) ?? null,
	);
	const ids = references.map((reference) => reading.nodeIdOfReference(reference ?? '')) as [string, string];
	if (source && target) return { source, target, ids };
	const isLooseDraft = attribute(flow, 'unwind:also') === 'true';
	if (isLooseDraft) return { source: source ?? null, target: target ?? null, ids };
	const missing = source ? references[1] : references[0];
	if (missing === null) reading.keep(flow, 'One of its ends is missing.', 'Connect both ends.');
	else if (referred(reading.model, missing) === null)
		reading.keep(flow, `There is no element "${missing}" in the file.`, 'Connect both ends.');
	else explain(reading, flow, missing, source ?? null);
	return null;
}

/** The flow leads to or from something that is not run, or over the border of a scope. */
function explain(reading: Reading, flow: XmlElement, other: string, source: FlowNode | null) {
	const isNode = reading.hasNode(reading.nodeIdOfReference(other));
	if (isNode)
		return reading.keep(flow, 'It leads over the border of a subprocess.', 'Connect within one scope.', 'error');
	reading.keep(flow, `"${other}" is kept but not run.`, 'Draw another way.');
	if (source === null) return;
	const element = reading.elements.get(source.id);
	if (element !== undefined)
		reading.mark(
			element,
			{ node: source.id },
			`Its way leads to "${other}", which is not run.`,
			'Replace that by something that runs, or lead the way past it.',
		);
}

function addEdge(reading: Reading, flow: XmlElement, { source, ids }: Ends): void {
	const { model } = reading;
	const id = reading.edgeId(flow);
	const sourceElement = referred(model, attribute(flow, 'sourceRef'));
	const isMeant = attribute(sourceElement, 'default') === flow.attributes.id && judgesConditions(source);
	const isDefault = isMeant || attribute(flow, 'unwind:isDefault') === 'true';
	const own = flow.attributes['unwind:condition'];
	const condition = childOf(flow, 'bpmn:conditionExpression');
	const isJudged = condition !== null && judgesConditions(source) && !isDefault;
	if (condition !== null && !isJudged)
		reading.say('kept', flow, 'A condition means nothing here.', 'Remove it, or let an exclusive gateway decide.');
	reading.edges.push({
		id,
		source: ids[0],
		target: ids[1],
		name: cut(nameOf(flow), 120),
		condition: isJudged ? readCondition(reading, flow, textOf(condition)) : (own ?? null),
		isDefault,
	});
	const xmlId = flow.attributes.id ?? '';
	if (xmlId !== id) reading.origin(`edge:${id}`, { id: xmlId });
	const called = model.called.get(xmlId);
	if (called !== undefined) reading.origin(`edge:${id}`, { called });
	reading.say('runs', flow);
	reading.use('flow');
}
