/**
 * What a file has beyond the flow that was made of it: found by comparing it with what an export would write, so that
 * nothing can be forgotten. Whole elements that have no counterpart are kept as such, the rest as extras of their element.
 */
import type { KeptElement } from '../../flow/kept';
import { isKnownChild } from '../model/descriptors';
import { namesIn, without } from '../model/extras';
import { isIdentified, nameOf } from '../model/model';
import type { ExportTree } from '../write/export-tree';
import { beginOf, labelMoved } from '../write/labels';
import { writePart } from '../xml/write-xml';
import { childOf, elementsOf, withDescendants, type XmlElement, xml } from '../xml/xml-element';
import type { Drawing } from './drawing';
import { defaultReason, harmlessNames } from './kept-reasons';
import type { Reading } from './reading';

export interface FileContext {
	readonly drawing: Drawing;
	/** Ids that another flow of the file accounts for. */
	readonly claimed: ReadonlySet<string>;
	/** Whether what belongs to no flow is kept with this one. */
	readonly isFirst: boolean;
}

export function findKept(reading: Reading, tree: ExportTree, file: FileContext): readonly KeptElement[] {
	const finder = new Finder(reading, tree, file);
	finder.compare(reading.model.root, tree.root, 'definitions');
	finder.compareDiagram(reading.model.root);
	return finder.elements;
}

class Finder {
	readonly elements: KeptElement[] = [];
	private readonly ours: ReadonlyMap<string, XmlElement>;
	private readonly keys: ReadonlyMap<string, string>;
	private readonly shapes: ReadonlyMap<string, XmlElement>;
	private used: ReadonlySet<string> | null = null;

	constructor(
		private readonly reading: Reading,
		{ root, writing }: ExportTree,
		private readonly file: FileContext,
	) {
		const all = [...withDescendants(root)];
		this.ours = new Map(
			all.flatMap((element) =>
				element.name.startsWith('bpmn:') && element.attributes.id !== undefined
					? [[element.attributes.id, element] as const]
					: [],
			),
		);
		this.shapes = new Map(
			all.flatMap((element) =>
				element.attributes.bpmnElement === undefined ? [] : [[element.attributes.bpmnElement, element] as const],
			),
		);
		this.keys = new Map([...writing.ids].map(([of, id]) => [id, of]));
	}

	compare(file: XmlElement, ours: XmlElement, of: string): void {
		const extras = without(file, ours, (child) => this.isApart(file, child));
		if (extras !== null) {
			this.reading.origin(of, { extras });
			this.sayExtras(file, namesIn(extras));
		}
		this.compareShape(file, of);
		for (const child of elementsOf(file)) if (this.isApart(file, child)) this.visit(child, of);
	}

	/** What a diagram has beside its plane: the styles of labels. */
	compareDiagram(root: XmlElement): void {
		const parts = elementsOf(root, 'bpmndi:BPMNDiagram').flatMap((diagram) => elementsOf(diagram));
		const more = parts.filter(({ name }) => name !== 'bpmndi:BPMNPlane').map(writePart);
		if (more.length > 0) this.reading.origin('diagram', { extras: { attributes: {}, inside: {}, more } });
	}

	/** Not a setting of the element around it. */
	private isApart(parent: XmlElement, child: XmlElement): boolean {
		return (
			/^bpmn:(incoming|outgoing)$/.test(child.name) ||
			child.name.startsWith('bpmndi:') ||
			isIdentified(child) ||
			(child.name.startsWith('bpmn:') && !isKnownChild(parent, child))
		);
	}

	private visit(element: XmlElement, parent: string) {
		if (!element.name.startsWith('bpmn:') || /^bpmn:(incoming|outgoing)$/.test(element.name)) return;
		const id = element.attributes.id ?? '';
		const ours = this.ours.get(id);
		const of = this.keys.get(id);
		if (ours !== undefined && of !== undefined) return this.compare(element, ours, of);
		if (this.isOfThisFlow(element, parent)) this.keep(element, parent);
	}

	private isOfThisFlow(element: XmlElement, parent: string): boolean {
		const { claimed, isFirst } = this.file;
		if (parent !== 'definitions') return true;
		if (claimed.has(element.attributes.id ?? '')) return false;
		return element.name === 'bpmn:collaboration' || isFirst;
	}

	private keep(element: XmlElement, parent: string): void {
		const { reading, file } = this;
		const id = element.attributes.id ?? '';
		reading.use('kept');
		const why = reading.reasons.get(id) ?? defaultReason(element, this.isUsed(id));
		reading.say(why.level === 'error' ? 'error' : 'kept', element, why.reason, why.remedy);
		const inside = [...withDescendants(element)].filter(
			(each) => each.name.startsWith('bpmn:') && each.attributes.id !== undefined,
		);
		const drawn = inside.flatMap((each) => {
			const shape = reading.model.drawn.get(each.attributes.id ?? '');
			return shape === undefined ? [] : [{ element: each, shape: this.placed(shape) }];
		});
		const nameIn = (each: XmlElement) => ({
			id: each.attributes.id ?? '',
			name: nameOf(each) || textIn(each),
			element: each.name,
		});
		this.elements.push({
			kind: 'element',
			id,
			element: element.name,
			name: nameOf(element),
			parent,
			...why,
			xml: writePart(element),
			diagram: drawn.map(({ shape }) => writePart(shape)),
			shapes: drawn.flatMap(({ element: each }) => {
				const bounds = file.drawing.bounds.get(each.attributes.id ?? '');
				return bounds === undefined ? [] : [{ ...nameIn(each), bounds }];
			}),
			lines: drawn.flatMap(({ element: each }) => {
				const points = file.drawing.points.get(each.attributes.id ?? '');
				return points === undefined ? [] : [{ id: each.attributes.id ?? '', element: each.name, points }];
			}),
		});
	}

	/** Referred to by anything in the file. */
	private isUsed(id: string): boolean {
		this.used ??= new Set(
			[...withDescendants(this.reading.model.root)].flatMap(({ attributes }) =>
				Object.entries(attributes).flatMap(([name, value]) => (name.endsWith('Ref') ? [value] : [])),
			),
		);
		return this.used.has(id);
	}

	/** Where it is drawn now that all planes are one. */
	private placed(shape: XmlElement): XmlElement {
		const id = shape.attributes.bpmnElement ?? '';
		const bounds = this.file.drawing.bounds.get(id);
		const points = this.file.drawing.points.get(id);
		const others = elementsOf(shape).filter(({ name }) => name !== 'dc:Bounds' && name !== 'di:waypoint');
		if (bounds !== undefined) return { ...shape, children: [xml('dc:Bounds', { ...bounds }), ...others] };
		if (points === undefined) return shape;
		return { ...shape, children: [...points.map(({ x, y }) => xml('di:waypoint', { x, y })), ...others] };
	}

	/** Colours and the like, and the place of the label, relative to what it names. */
	private compareShape(element: XmlElement, of: string): void {
		const id = element.attributes.id ?? '';
		const shape = this.reading.model.drawn.get(id);
		const ours = this.shapes.get(id);
		if (shape === undefined || ours === undefined) return;
		const attributes = Object.fromEntries(Object.entries(shape.attributes).filter(([name]) => name !== 'isExpanded'));
		const begin = beginOf(shape);
		const children = elementsOf(shape)
			.filter(({ name }) => name !== 'dc:Bounds' && name !== 'di:waypoint')
			.map((child) =>
				child.name === 'bpmndi:BPMNLabel' && begin !== null ? labelMoved(child, -begin.x, -begin.y) : child,
			);
		const extras = without({ ...shape, attributes, children }, ours, () => false);
		if (extras !== null) this.reading.origin(of, { shape: extras });
	}

	private sayExtras(element: XmlElement, names: readonly string[]): void {
		const told = [...new Set(names)].filter((name) => !harmlessNames.test(name));
		if (told.length === 0 || element.name === 'bpmn:definitions') return;
		this.reading.use('extension');
		this.reading.say('kept', element, `Not run: ${told.join(', ')}.`, 'Nothing to do, unless the flow relies on it.');
	}
}

function textIn(element: XmlElement): string {
	const text = childOf(element, 'bpmn:text');
	return text === null
		? ''
		: text.children
				.filter((child) => typeof child === 'string')
				.join('')
				.trim();
}
