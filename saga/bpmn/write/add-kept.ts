/**
 * What is kept of a file, back into what is exported of its flow. What would make a BPMN tool complain (a reference to
 * something that is not there, an element of no known type) stands aside in `unwind:kept`, where the next import finds it.
 */
import type { FlowDefinition } from '../../flow/definition';
import { type KeptElement, keptRecords } from '../../flow/kept';
import { isKnownChild } from '../model/descriptors';
import { withExtras } from '../model/extras';
import { namespaces } from '../xml/namespaces';
import { readXml } from '../xml/read-xml';
import { elementsOf, mapTree, textOf, withDescendants, type XmlElement, xml } from '../xml/xml-element';
import type { ExportTree } from './export-tree';
import { beginOf, labelMoved } from './labels';

export interface Whole {
	readonly root: XmlElement;
	readonly namespaces: ReadonlyMap<string, string>;
}

export function addKept(definition: FlowDefinition, tree: ExportTree): Whole {
	const records = keptRecords(definition);
	const uris = records.flatMap((record) => (record.kind === 'namespaces' ? Object.entries(record.uris) : []));
	const others = new Map(uris);
	const parts = new Parts(others);
	const keys = new Map([...tree.writing.ids].map(([of, id]) => [id, of]));
	const withOwn = mapTree(tree.root, (element) => {
		const id = element.attributes.bpmnElement ?? element.attributes.id;
		const of = id === undefined ? undefined : keys.get(id);
		const origin = of === undefined ? null : tree.writing.origin(of);
		if (origin === null) return element;
		if (element.name.startsWith('bpmndi:') && of !== 'diagram')
			return element.name === 'bpmndi:BPMNPlane' || origin.shape === null
				? element
				: withShape(element, origin.shape, parts);
		return origin.extras === null ? element : withExtras(element, origin.extras, (text) => parts.read(text));
	});
	const elements = records.filter((record) => record.kind === 'element');
	return { root: withoutLooseEnds(inserted(withOwn ?? tree.root, elements, tree, parts)), namespaces: others };
}

function withoutLooseEnds(root: XmlElement): XmlElement {
	const known = new Set<string>();
	const visit = (element: XmlElement): XmlElement => {
		if (element.name === 'unwind:kept') return element;
		const children = element.children.map((child) => (typeof child === 'string' ? child : visit(child)));
		return /^bpmn(di)?:/.test(element.name)
			? withOwnReferences({ ...element, children }, known)
			: { ...element, children };
	};
	for (const { attributes } of withDescendants(root)) if (attributes.id !== undefined) known.add(attributes.id);
	return visit(root);
}

/** Parts of a file, read again from what was kept of them. */
class Parts {
	constructor(private readonly others: ReadonlyMap<string, string>) {}

	read(text: string): XmlElement | null {
		const declared = [...Object.entries(namespaces), ...this.others]
			.filter(([prefix]) => prefix !== 'xml')
			.map(([prefix, uri]) => `xmlns:${prefix}="${uri.replace(/[<>&"]/g, '')}"`)
			.join(' ');
		const result = readXml(`<kept ${declared}>${text}</kept>`);
		return result.ok ? (elementsOf(result.root)[0] ?? null) : null;
	}
}

function withShape(shape: XmlElement, extras: Parameters<typeof withExtras>[1], parts: Parts): XmlElement {
	const begin = beginOf(shape);
	const whole = withExtras(shape, extras, (text) => parts.read(text));
	if (begin === null) return whole;
	const children = whole.children.map((child) =>
		typeof child !== 'string' && child.name === 'bpmndi:BPMNLabel' ? labelMoved(child, begin.x, begin.y) : child,
	);
	return { ...whole, children };
}

interface Part {
	readonly parent: string;
	readonly element: XmlElement;
	readonly diagram: readonly XmlElement[];
}

function inserted(root: XmlElement, kept: readonly KeptElement[], tree: ExportTree, parts: Parts): XmlElement {
	const read = kept.flatMap(({ xml: text, parent, diagram }): Part[] => {
		const element = parts.read(text);
		const shapes = diagram.flatMap((shape) => parts.read(shape) ?? []);
		return element === null
			? []
			: [{ parent: parent === 'definitions' ? parent : idOf(tree, parent), element, diagram: shapes }];
	});
	const { inPlace, aside } = sorted(read, root);
	const process = idOf(tree, 'process');
	const collaboration = inPlace.find(({ element }) => element.name === 'bpmn:collaboration')?.element.attributes.id;
	const boxes = aside.map(({ parent, element, diagram }) =>
		xml('unwind:kept', { parent }, [element, diagram.length === 0 ? null : xml('unwind:diagram', {}, diagram)]),
	);
	const place = (element: XmlElement): XmlElement => {
		if (element.name === 'bpmndi:BPMNPlane')
			return {
				...element,
				attributes: { ...element.attributes, bpmnElement: collaboration ?? process },
				children: [...inPlace.flatMap(({ diagram }) => diagram), ...element.children],
			};
		if (!element.name.startsWith('bpmn:')) return element;
		const own = element.name === 'bpmn:definitions' ? 'definitions' : (element.attributes.id ?? '');
		const mine = inPlace.filter(({ parent }) => parent === own).map((part) => part.element);
		const whole = element.name === 'bpmn:process' && own === process ? withAside(element, boxes) : element;
		return mine.length === 0 ? whole : withParts(whole, mine);
	};
	return mapTree(root, place) ?? root;
}

function withParts(element: XmlElement, parts: readonly XmlElement[]): XmlElement {
	const { children } = element;
	const early = parts.filter(({ name }) => name === 'bpmn:collaboration' || name === 'bpmn:laneSet');
	const late = parts.filter((part) => !early.includes(part));
	if (element.name === 'bpmn:definitions')
		return { ...element, children: [...early, ...children.slice(0, -1), ...late, ...children.slice(-1)] };
	const first = children.filter(isExtension);
	return { ...element, children: [...first, ...early, ...children.filter((child) => !isExtension(child)), ...late] };
}

/** What leads nowhere stands aside, and then whatever leads to that. */
function sorted(
	read: readonly Part[],
	root: XmlElement,
): { readonly inPlace: readonly Part[]; readonly aside: readonly Part[] } {
	let inPlace = read;
	const aside: Part[] = [];
	for (;;) {
		const known = new Set<string>();
		for (const top of [root, ...inPlace.map(({ element }) => element)])
			for (const { attributes } of withDescendants(top)) if (attributes.id !== undefined) known.add(attributes.id);
		const split = inPlace.flatMap((part) => withoutLooseFlows(part, known));
		const unsafe = split.filter(({ element }) => !isSafe(element, known));
		inPlace = split.filter((part) => !unsafe.includes(part));
		aside.push(...unsafe);
		if (unsafe.length === 0) return { inPlace, aside };
	}
}

/** Of a collaboration only what concerns other files stands aside: their processes, and messages from and to them. */
function withoutLooseFlows(part: Part, known: ReadonlySet<string>): readonly Part[] {
	if (part.element.name !== 'bpmn:collaboration') return [part];
	const parent = part.element.attributes.id ?? '';
	const isLoose = (element: XmlElement) =>
		element.name === 'bpmn:messageFlow' &&
		[element.attributes.sourceRef, element.attributes.targetRef].some((id) => !known.has(id ?? ''));
	const loose = elementsOf(part.element).filter(isLoose);
	const of = (id: string | undefined) => part.diagram.filter(({ attributes }) => attributes.bpmnElement === id);
	const children = elementsOf(part.element)
		.filter((child) => !loose.includes(child))
		.map((child) => withOwnReferences(child, known));
	const rest = part.diagram.filter(
		({ attributes }) => !loose.some((flow) => flow.attributes.id === attributes.bpmnElement),
	);
	return [
		{ ...part, element: { ...part.element, children }, diagram: rest },
		...loose.map((element) => ({ parent, element, diagram: of(element.attributes.id) })),
	];
}

/** A reference that leads nowhere is written in our own words, which the next import reads. */
function withOwnReferences(element: XmlElement, known: ReadonlySet<string>): XmlElement {
	const entries = Object.entries(element.attributes).map(([name, value]) => [
		isReference(element, name) && !known.has(value) ? `unwind:${name}` : name,
		value,
	]);
	return { ...element, attributes: Object.fromEntries(entries) };
}

function idOf({ writing }: ExportTree, of: string): string {
	return writing.ids.get(of) ?? '';
}

const isExtension = (child: XmlElement | string) =>
	typeof child !== 'string' && /^bpmn:(documentation|extensionElements)$/.test(child.name);

function withAside(process: XmlElement, boxes: readonly XmlElement[]): XmlElement {
	if (boxes.length === 0) return process;
	const container = elementsOf(process, 'bpmn:extensionElements')[0];
	if (container === undefined)
		return { ...process, children: [xml('bpmn:extensionElements', {}, boxes), ...process.children] };
	return {
		...process,
		children: process.children.map((child) =>
			child === container ? { ...container, children: [...container.children, ...boxes] } : child,
		),
	};
}

/** Every reference leads somewhere, and everything has a type. */
function isSafe(element: XmlElement, known: ReadonlySet<string>): boolean {
	for (const each of withDescendants(element)) {
		for (const [name, value] of Object.entries(each.attributes))
			if (isReference(each, name) && !known.has(value)) return false;
		if (/^bpmn:(incoming|outgoing|flowNodeRef|\w+Ref)$/.test(each.name) && !known.has(textOf(each).trim()))
			return false;
		if (
			each.name.startsWith('bpmn:') &&
			elementsOf(each).some((child) => child.name.startsWith('bpmn:') && !isKnownChild(each, child))
		)
			return false;
	}
	return isKnownChild(xml('bpmn:process'), element) || isKnownChild(xml('bpmn:definitions'), element);
}

/** Those that bpmn-moddle looks up in the file; item definitions and the like may lead out of it. */
function isReference(element: XmlElement, name: string): boolean {
	if (/^(itemSubjectRef|structureRef|operationRef|interfaceRef|evaluatesToTypeRef|implementationRef)$/.test(name))
		return true;
	return (
		/^(\w+Ref|default|labelStyle|sourceElement|targetElement|choreographyActivityShape)$/.test(name) &&
		!element.name.startsWith('zeebe:')
	);
}
