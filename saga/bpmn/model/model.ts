/**
 * A file as a model that can be read: every element that matters has an id of its own that is an XML name, references
 * lead to it whatever the file wrote, and what an export has put aside is back in its place.
 *
 * Invariant: made ids are a function of the file, so that a second import finds the same ones.
 */
import {
	attribute,
	elementsOf,
	mapTree,
	textOf,
	withDescendants,
	type XmlChild,
	type XmlElement,
} from '../xml/xml-element';
import { exporterName } from './defaults';
import { isA } from './descriptors';
import { FreshIds, isXmlId, plainId } from './ids';

export type Dialect = 'zeebe' | 'camunda' | 'plain';

export interface Model {
	readonly root: XmlElement;
	readonly namespaces: ReadonlyMap<string, string>;
	/** Written by us: nothing is added that a file of others may lack. */
	readonly isOurs: boolean;
	readonly dialect: Dialect;
	readonly byId: ReadonlyMap<string, XmlElement>;
	readonly parents: ReadonlyMap<XmlElement, XmlElement>;
	/** What stood in the place of an id that was made. Empty: nothing. */
	readonly called: ReadonlyMap<string, string>;
	/** Shapes and lines of the diagram by what they draw; the first one counts. */
	readonly drawn: ReadonlyMap<string, XmlElement>;
}

export function modelOf(file: XmlElement, namespaces: ReadonlyMap<string, string>): Model {
	const { root, called } = withIds(putBack(file));
	const byId = new Map<string, XmlElement>();
	const parents = new Map<XmlElement, XmlElement>();
	const drawn = new Map<string, XmlElement>();
	for (const element of withDescendants(root)) {
		const { id } = element.attributes;
		if (id !== undefined && element.name.startsWith('bpmn:') && !byId.has(id)) byId.set(id, element);
		const of = element.attributes.bpmnElement;
		if (of !== undefined && /^bpmndi:BPMN(Shape|Edge)$/.test(element.name) && !drawn.has(of)) drawn.set(of, element);
		for (const child of elementsOf(element)) parents.set(child, element);
	}
	const isOurs = attribute(root, 'exporter') === exporterName;
	return { root, namespaces, isOurs, dialect: dialectOf(root), byId, parents, called, drawn };
}

function dialectOf(root: XmlElement): Dialect {
	const platform = attribute(root, 'modeler:executionPlatform') ?? '';
	if (/cloud/i.test(platform)) return 'zeebe';
	if (/platform/i.test(platform)) return 'camunda';
	let dialect: Dialect = 'plain';
	for (const { name, attributes } of withDescendants(root))
		for (const word of [name, ...Object.keys(attributes)]) {
			if (word.startsWith('zeebe:')) return 'zeebe';
			if (word.startsWith('camunda:')) dialect = 'camunda';
		}
	return dialect;
}

/** What an export could not leave in its place without warnings stands in `unwind:kept` of the process. */
function putBack(file: XmlElement): XmlElement {
	const aside = [...withDescendants(file)].filter(({ name }) => name === 'unwind:kept');
	const root =
		mapTree(file, (element) => {
			if (element.name === 'unwind:kept') return null;
			const children =
				element.name === 'bpmn:extensionElements' && element.children.length === 0 ? null : element.children;
			return children === null ? null : withOwnReferences(element);
		}) ?? file;
	if (aside.length === 0) return root;
	const partsFor = (id: string | undefined) =>
		aside
			.filter((kept) => kept.attributes.parent === id)
			.flatMap((kept) => elementsOf(kept).filter(({ name }) => name !== 'unwind:diagram'));
	const diagram = aside.flatMap((kept) => elementsOf(kept, 'unwind:diagram').flatMap((part) => elementsOf(part)));
	let isFirstPlane = true;
	return (
		mapTree(root, (element) => {
			const more: XmlChild[] =
				element.name === 'bpmn:definitions'
					? [...partsFor('definitions')]
					: element.attributes.id === undefined
						? []
						: [...partsFor(element.attributes.id)];
			if (element.name === 'bpmndi:BPMNPlane' && isFirstPlane) {
				isFirstPlane = false;
				more.push(...diagram);
			}
			return more.length === 0 ? element : { ...element, children: [...element.children, ...more.map(restored)] };
		}) ?? root
	);
}

function restored(child: XmlChild): XmlChild {
	return typeof child === 'string' ? child : (mapTree(child, withOwnReferences) ?? child);
}

/** `unwind:sourceRef` is a reference to something that is not in the file. */
function withOwnReferences(element: XmlElement): XmlElement {
	const own = Object.keys(element.attributes).filter((name) => /^unwind:(\w+Ref|default)$/.test(name));
	if (own.length === 0) return element;
	const attributes = { ...element.attributes };
	for (const name of own) {
		const value = attributes[name];
		delete attributes[name];
		const plain = name.slice('unwind:'.length);
		if (value !== undefined && attributes[plain] === undefined) attributes[plain] = value;
	}
	return { ...element, attributes };
}

const identified = [
	'bpmn:FlowElement',
	'bpmn:Artifact',
	'bpmn:RootElement',
	'bpmn:Participant',
	'bpmn:MessageFlow',
	'bpmn:Lane',
	'bpmn:LaneSet',
];

/** Whether it has an identity of its own, and is no setting of what it stands in. */
export function isIdentified(element: XmlElement): boolean {
	return (
		element.name.startsWith('bpmn:') &&
		!element.name.endsWith('EventDefinition') &&
		identified.some((type) => isA(element, type))
	);
}

function withIds(file: XmlElement): { readonly root: XmlElement; readonly called: ReadonlyMap<string, string> } {
	const wanted = new Set<string>();
	for (const { attributes } of withDescendants(file)) if (attributes.id !== undefined) wanted.add(attributes.id.trim());
	const used = new Set<string>();
	const fresh = new FreshIds(wanted);
	const counts = new Map<string, number>();
	const called = new Map<string, string>();
	const renamed = new Map<string, string>();
	const givenTo = new Map<XmlElement, string>();
	for (const element of withDescendants(file)) {
		const given = element.attributes.id?.trim() ?? '';
		if (!isIdentified(element)) continue;
		if (isXmlId(given) && !used.has(given)) {
			used.add(given);
			givenTo.set(element, given);
			continue;
		}
		const local = element.name.slice('bpmn:'.length);
		const count = (counts.get(local) ?? 0) + 1;
		if (given === '') counts.set(local, count);
		const id = fresh.take(given === '' ? `${local}_${count}` : plainId(given));
		used.add(id);
		givenTo.set(element, id);
		called.set(id, element.attributes['unwind:called'] ?? given);
		if (given !== '' && !isXmlId(given) && !renamed.has(given)) renamed.set(given, id);
	}
	for (const [element, id] of givenTo) {
		const before = element.attributes['unwind:called'];
		if (before !== undefined) called.set(id, before);
	}
	const reference = (value: string) => referenceTo(value.trim(), renamed, used);
	return { root: withReferences(file, givenTo, reference), called };
}

/** Whatever prefix the file gives its own names. */
function referenceTo(value: string, renamed: ReadonlyMap<string, string>, used: ReadonlySet<string>): string {
	const known = renamed.get(value);
	if (known !== undefined) return known;
	const local = value.slice(value.indexOf(':') + 1);
	return !used.has(value) && used.has(local) ? local : value;
}

function withReferences(
	element: XmlElement,
	ids: ReadonlyMap<XmlElement, string>,
	reference: (value: string) => string,
): XmlElement {
	const attributes = Object.fromEntries(
		Object.entries(element.attributes).map(([name, value]) => [
			name,
			/^(\w+Ref|default|bpmnElement)$/.test(name) ? reference(value) : value,
		]),
	);
	delete attributes['unwind:called'];
	const id = ids.get(element);
	if (id !== undefined) attributes.id = id;
	const isReference = /^bpmn:(incoming|outgoing|\w+Ref)$/.test(element.name);
	const children = element.children.map((child) =>
		typeof child === 'string' ? (isReference ? reference(child) : child) : withReferences(child, ids, reference),
	);
	return { ...element, attributes, children };
}

/** The element that a reference leads to, if it is one of these. */
export function referred(model: Model, id: string | null, ...names: readonly string[]): XmlElement | null {
	const element = id === null ? undefined : model.byId.get(id);
	return element === undefined || (names.length > 0 && !names.includes(element.name)) ? null : element;
}

/** The event definitions of an event, those that stand elsewhere in the file included. */
export function eventDefinitionsOf(model: Model, event: XmlElement): readonly XmlElement[] {
	return elementsOf(event).flatMap((child) => {
		if (child.name.endsWith('EventDefinition')) return [child];
		if (child.name !== 'bpmn:eventDefinitionRef') return [];
		return [...withDescendants(model.root)].filter(
			({ name, attributes }) => name.endsWith('EventDefinition') && attributes.id === textOf(child).trim(),
		);
	});
}

export function nameOf(element: XmlElement): string {
	return element.attributes.name ?? '';
}
