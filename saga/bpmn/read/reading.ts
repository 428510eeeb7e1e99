/**
 * What all parts of an import of one process share: the model, which id of ours stands for which element, and what is
 * to be said about each. The flow is collected here and leaves as a whole.
 */
import type { FlowEdge, FlowNode } from '../../flow/definition';
import type { KeptElement, Mark, Origin } from '../../flow/kept';
import type { RowId } from '../mapping';
import { isA } from '../model/descriptors';
import { FreshIds, participantNameOf, plainId } from '../model/ids';
import { type Model, nameOf } from '../model/model';
import { attribute, elementsOf, withDescendants, type XmlElement } from '../xml/xml-element';
import type { ReportEntry, ReportLevel } from './report';

export type Reason = Pick<KeptElement, 'level' | 'reason' | 'remedy'>;

export interface ReadingOptions {
	/** The participant of all commands whose type names none, instead of the process. */
	readonly participant?: string | undefined;
}

/** What each node has. */
export type NodeBase = Pick<FlowNode, 'id' | 'name'> & { readonly scope?: string };

export interface Place {
	/** Of ours; '' at the top. */
	readonly scope: string;
	/** The element around it reacts to an event. */
	readonly isReaction: boolean;
	/** Events stand at its border, it is undone, or it is done per element. */
	readonly isActivity: boolean;
}

export class Reading {
	readonly nodes: FlowNode[] = [];
	/** The elements that nodes come from. */
	readonly elements = new Map<string, XmlElement>();
	readonly edges: FlowEdge[] = [];
	readonly marks: Mark[] = [];
	readonly entries: ReportEntry[] = [];
	readonly origins = new Map<string, Origin>();
	/** Why an element is kept and not run, by its id. */
	readonly reasons = new Map<string, Reason>();
	readonly processParticipant: string;
	/** The rows of the mapping that this process uses. */
	readonly rows = new Set<RowId>();
	withoutUndo = 0;
	private readonly nodeIds = new Map<string, string>();
	private readonly edgeIds = new FreshIds();
	private readonly told = new Set<string>();
	private readonly rootIds = new Set<string>();

	constructor(
		readonly model: Model,
		readonly process: XmlElement,
		options: ReadingOptions,
	) {
		this.processParticipant = participantNameOf(options.participant ?? process.attributes.id ?? 'process');
		const flowNodes = [...withDescendants(process)].filter((element) => isA(element, 'bpmn:FlowNode'));
		const fresh = new FreshIds();
		const wantedBy = (element: XmlElement) => attribute(element, 'unwind:id') ?? plainId(element.attributes.id ?? '');
		for (const element of flowNodes) this.nodeIds.set(element.attributes.id ?? '', fresh.take(wantedBy(element)));
	}

	use(row: RowId): void {
		this.rows.add(row);
	}

	/** Of the node that an element becomes. */
	nodeId(element: XmlElement): string {
		return this.nodeIds.get(element.attributes.id ?? '') ?? plainId(element.attributes.id ?? '');
	}

	edgeId(element: XmlElement): string {
		return this.edgeIds.take(attribute(element, 'unwind:id') ?? plainId(element.attributes.id ?? ''));
	}

	/** A reference as an id of ours, known or not. */
	nodeIdOfReference(id: string): string {
		return this.nodeIds.get(id) ?? plainId(id);
	}

	hasNode(id: string): boolean {
		return this.elements.has(id);
	}

	say(level: ReportLevel, element: XmlElement, reason = '', remedy = ''): void {
		const entry = {
			level,
			id: element.attributes.id ?? '',
			element: element.name.slice(element.name.indexOf(':') + 1),
			name: nameOf(element),
			reason,
			remedy,
		};
		const key = `${level} ${entry.id} ${reason}`;
		if (this.told.has(key)) return;
		this.told.add(key);
		this.entries.push(entry);
	}

	differs(element: XmlElement, reason: string, remedy = 'Nothing to do, if that is meant.'): void {
		this.say('differs', element, reason, remedy);
	}

	/** The element is no part of the flow: it is drawn greyed. */
	keep(element: XmlElement, reason: string, remedy: string, level: 'kept' | 'error' = 'kept'): void {
		this.use('kept');
		const id = element.attributes.id ?? '';
		if (!this.reasons.has(id)) this.reasons.set(id, { level, reason, remedy });
	}

	/** The node or edge stands in the flow and is not valid. */
	mark(
		element: XmlElement,
		at: { readonly node?: string; readonly edge?: string },
		reason: string,
		remedy: string,
		text: string | null = null,
	) {
		const id = element.attributes.id ?? '';
		const mark: Mark = { kind: 'mark', id, node: at.node ?? null, edge: at.edge ?? null, text, reason, remedy };
		if (this.marks.some((other) => other.id === id && other.reason === reason)) return;
		this.marks.push(mark);
		this.say('error', element, reason, remedy);
	}

	/** The message, signal, error or escalation of the file that stands for this name; the first one does. */
	nameRoot(of: string, element: XmlElement): void {
		const id = element.attributes.id ?? null;
		const isTaken = id !== null && this.rootIds.has(id);
		if (this.origins.has(of) || isTaken || id === null) return;
		this.rootIds.add(id);
		this.origin(of, { id, called: this.model.called.get(id) ?? null });
	}

	origin(of: string, change: Partial<Origin>): void {
		const before = this.origins.get(of) ?? emptyOrigin(of);
		this.origins.set(of, { ...before, ...change });
	}
}

function emptyOrigin(of: string): Origin {
	return {
		kind: 'origin',
		of,
		id: null,
		called: null,
		element: null,
		extras: null,
		shape: null,
		bounds: null,
		points: null,
	};
}

export function cut(text: string, lengthMax: number): string {
	return text.length <= lengthMax ? text : text.slice(0, lengthMax);
}

/** Flow nodes, flows and data directly inside. */
export function flowElementsOf(container: XmlElement): readonly XmlElement[] {
	return elementsOf(container).filter((element) => isA(element, 'bpmn:FlowElement'));
}
