/**
 * Which activity is undone by what, found by the drawing: a compensation boundary event, an association in either
 * direction, a handler. Whatever does not fit is said here, and nothing of it is lost.
 */
import { isA } from '../model/descriptors';
import { eventDefinitionsOf, referred } from '../model/model';
import { attribute, isTrue, withDescendants, type XmlElement } from '../xml/xml-element';
import { flowElementsOf, type Reading } from './reading';

export interface Undo {
	readonly boundary: XmlElement;
	readonly handler: XmlElement;
	readonly association: XmlElement;
	/** Of an invalid drawing, which is imported all the same. */
	readonly faults: readonly string[];
}

export interface Compensations {
	/** By the id of the activity. */
	readonly undos: ReadonlyMap<string, Undo>;
	/** Event subprocesses that compensation starts, by the id of the subprocess around them. */
	readonly inside: ReadonlyMap<string, XmlElement>;
	/** What is no node of its scope: boundary events, handlers, the event subprocesses above. */
	readonly aside: ReadonlySet<XmlElement>;
	/** Activities whose drawing of an undo is wrong, with the reason. */
	readonly faulty: ReadonlyMap<string, string>;
}

export function compensationsOf(reading: Reading): Compensations {
	const found = new Finder(reading);
	for (const element of withDescendants(reading.process)) found.visit(element);
	found.keepOrphans();
	return found;
}

class Finder implements Compensations {
	readonly undos = new Map<string, Undo>();
	readonly inside = new Map<string, XmlElement>();
	readonly aside = new Set<XmlElement>();
	readonly faulty = new Map<string, string>();
	private readonly handlers = new Set<string>();
	private readonly associations: readonly XmlElement[];
	private readonly flows: readonly XmlElement[];

	constructor(private readonly reading: Reading) {
		const all = [...withDescendants(reading.model.root)];
		this.associations = all.filter(({ name }) => name === 'bpmn:association');
		this.flows = all.filter(({ name }) => name === 'bpmn:sequenceFlow');
	}

	visit(element: XmlElement): void {
		if (element.name === 'bpmn:boundaryEvent' && this.isCompensation(element)) this.visitBoundary(element);
		if (isTrue(element, 'triggeredByEvent') && element.name.endsWith('ubProcess')) this.visitEventSubprocess(element);
	}

	private isCompensation(event: XmlElement): boolean {
		return eventDefinitionsOf(this.reading.model, event).some(({ name }) => name === 'bpmn:compensateEventDefinition');
	}

	private visitBoundary(boundary: XmlElement) {
		const { reading } = this;
		this.aside.add(boundary);
		const attachedTo = attribute(boundary, 'attachedToRef') ?? '';
		const activity = referred(reading.model, attachedTo);
		if (activity === null || !isA(activity, 'bpmn:Activity')) {
			const remedy = 'Attach it to an activity.';
			return reading.keep(boundary, `There is no activity "${attachedTo}" for it to stand at.`, remedy, 'error');
		}
		if (this.undos.has(attachedTo) || this.faulty.has(attachedTo)) {
			const reason = `"${attachedTo}" has two compensation boundary events.`;
			reading.keep(boundary, reason, 'Leave one of them.', 'error');
			return;
		}
		const link = this.handlerOf(boundary);
		if (link === null) {
			this.faulty.set(attachedTo, 'Its compensation boundary event leads to no handler by an association.');
			reading.keep(
				boundary,
				'No association leads to a handler.',
				'Draw an association to the activity that undoes it.',
				'error',
			);
			return;
		}
		const { handler, association } = link;
		if (this.handlers.has(handler.attributes.id ?? '')) {
			this.faulty.set(attachedTo, `"${handler.attributes.id}" undoes another activity already.`);
			reading.keep(
				boundary,
				`Its handler "${handler.attributes.id}" undoes another activity already.`,
				'Draw a handler of its own.',
				'error',
			);
			return;
		}
		this.handlers.add(handler.attributes.id ?? '');
		this.aside.add(handler);
		this.undos.set(attachedTo, { boundary, handler, association, faults: this.faultsOf(boundary, handler) });
	}

	private handlerOf(boundary: XmlElement) {
		const { id } = boundary.attributes;
		for (const association of this.associations) {
			const source = attribute(association, 'sourceRef');
			const target = attribute(association, 'targetRef');
			const other = source === id ? target : target === id ? source : null;
			const handler = other === null ? null : referred(this.reading.model, other);
			if (handler !== null && isA(handler, 'bpmn:Activity')) return { handler, association };
		}
		return null;
	}

	private faultsOf(boundary: XmlElement, handler: XmlElement): readonly string[] {
		const { id } = handler.attributes;
		const flows = this.flows.filter((flow) =>
			[attribute(flow, 'sourceRef'), attribute(flow, 'targetRef')].includes(id ?? ''),
		);
		const events = [...withDescendants(this.reading.process)].filter(
			(element) => element.name === 'bpmn:boundaryEvent' && attribute(element, 'attachedToRef') === id,
		);
		for (const element of [...flows, ...events])
			this.reading.keep(
				element,
				`It belongs to "${id}", which undoes something and has no way of its own.`,
				'Remove it.',
				'error',
			);
		for (const event of events) this.aside.add(event);
		if (!isTrue(handler, 'isForCompensation') && flows.length === 0)
			this.reading.differs(handler, 'It is not marked as a compensation, but an association makes it one.');
		return [
			...(flows.length > 0 ? [`The compensation handler "${id}" has sequence flows.`] : []),
			...(events.length > 0 ? [`The compensation handler "${id}" has a boundary event of its own.`] : []),
			...(this.flows.some((flow) => attribute(flow, 'sourceRef') === boundary.attributes.id)
				? ['A sequence flow leaves its compensation boundary event.']
				: []),
		];
	}

	private visitEventSubprocess(subprocess: XmlElement) {
		const { reading } = this;
		const start = flowElementsOf(subprocess).find(({ name }) => name === 'bpmn:startEvent');
		if (start === undefined || !this.isCompensation(start)) return;
		const around = reading.model.parents.get(subprocess);
		this.aside.add(subprocess);
		if (around === undefined || around.name === 'bpmn:process')
			return reading.keep(
				subprocess,
				'Compensation of the whole process starts it, and a process is undone by its steps.',
				'Put it into a subprocess, or draw compensations at the activities.',
			);
		const id = around.attributes.id ?? '';
		if (this.inside.has(id))
			return reading.keep(subprocess, `"${id}" has two subprocesses that undo it.`, 'Leave one of them.', 'error');
		this.inside.set(id, subprocess);
	}

	/** A handler at the border of nothing. */
	keepOrphans(): void {
		for (const [id, subprocess] of this.inside)
			if (this.undos.has(id) || this.faulty.has(id)) {
				this.inside.delete(id);
				this.reading.keep(
					subprocess,
					`"${id}" has a compensation handler already, which replaces it.`,
					'Leave one of them.',
				);
			}
		for (const element of withDescendants(this.reading.process)) {
			if (!isTrue(element, 'isForCompensation') || this.aside.has(element) || !isA(element, 'bpmn:Activity')) continue;
			this.aside.add(element);
			this.reading.keep(
				element,
				'It is a compensation handler, but belongs to no compensation boundary event.',
				'Draw a compensation boundary event and an association to it, or remove it.',
				'error',
			);
		}
	}
}
