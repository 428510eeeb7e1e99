/**
 * What BPMN, Zeebe and Camunda 7 elements are, by bpmn-moddle and the published descriptors: which type derives from
 * which, and whether a name is one of theirs. The two vendors' descriptors claim the same attribute names and cannot be
 * loaded together, hence two models.
 */
import { BpmnModdle } from 'bpmn-moddle';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json' with { type: 'json' };
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import type { XmlElement } from '../xml/xml-element';

export type Vendor = 'zeebe' | 'camunda';

const models: Readonly<Record<Vendor, BpmnModdle>> = {
	zeebe: new BpmnModdle({ zeebe }),
	camunda: new BpmnModdle({ camunda }),
};

export function moddleFor(vendor: Vendor): BpmnModdle {
	return models[vendor];
}

const ancestors = new Map<string, ReadonlySet<string>>();

/** `bpmn:serviceTask` is a `bpmn:Activity`. An unknown name is nothing. */
export function isA(element: XmlElement, type: string): boolean {
	const name = typeNameOf(element.name);
	let known = ancestors.get(name);
	if (known === undefined) {
		known = ancestorsOf(name);
		ancestors.set(name, known);
	}
	return known.has(type);
}

function isKnownType(elementName: string): boolean {
	return ancestorsOf(typeNameOf(elementName)).size > 0;
}

/** Whether an element of this name may stand in that one, as a part of it or by its type. */
export function isKnownChild(parent: XmlElement, child: XmlElement): boolean {
	if (isKnownType(child.name)) return true;
	const type = typeNameOf(parent.name);
	const local = child.name.slice(child.name.indexOf(':') + 1);
	if (!isKnownType(parent.name)) return true;
	const model = models[type.startsWith('camunda:') ? 'camunda' : 'zeebe'];
	return model
		.getElementDescriptor(model.getType(type))
		.properties.some(({ name }) => name === local || name.endsWith(`:${local}`));
}

function typeNameOf(elementName: string): string {
	const at = elementName.indexOf(':') + 1;
	return elementName.slice(0, at) + elementName.slice(at, at + 1).toUpperCase() + elementName.slice(at + 1);
}

function ancestorsOf(type: string): ReadonlySet<string> {
	const model = models[type.startsWith('camunda:') ? 'camunda' : 'zeebe'];
	try {
		return new Set(model.getElementDescriptor(model.getType(type)).allTypes.map(({ name }) => name));
	} catch {
		return new Set();
	}
}
