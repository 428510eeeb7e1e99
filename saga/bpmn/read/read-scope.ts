/** The elements of a process or subprocess → nodes and edges of one scope, with all that is nested in them, in the file's order. */
import type { FlowNode } from '../../flow/definition';
import { isSame, noUndoNamed, usualCompensation } from '../model/defaults';
import { isA } from '../model/descriptors';
import { nameOf } from '../model/model';
import { undoKeys } from '../write/write-compensation';
import { elementOfKind } from '../write/write-node';
import { attribute, childOf, extension, withDescendants, type XmlElement } from '../xml/xml-element';
import type { Compensations } from './compensations';
import { hasImplementation, readUndoCommand } from './read-activity';
import { readEdges } from './read-edges';
import { markStandardLoop } from './read-loop';
import { readNode } from './read-node';
import { cut, flowElementsOf, type Reading } from './reading';

export class ScopeReader {
	private readonly withEvents: ReadonlySet<string>;

	constructor(
		private readonly reading: Reading,
		private readonly compensations: Compensations,
	) {
		const boundaries = [...withDescendants(reading.process)].filter(
			(element) => element.name === 'bpmn:boundaryEvent' && !compensations.aside.has(element) && !isOwnDraft(element),
		);
		this.withEvents = new Set(boundaries.map((event) => attribute(event, 'attachedToRef') ?? ''));
	}

	read(container: XmlElement, scope: string, isReaction: boolean): void {
		const elements = flowElementsOf(container).filter(
			(element) => isA(element, 'bpmn:FlowNode') && !this.compensations.aside.has(element),
		);
		const starts = elements.filter(({ name }) => name === 'bpmn:startEvent');
		const read = starts.filter((start) => isOwnDraft(start));
		const chosen = read.length > 0 ? read : [this.chosenStart(starts)];
		const remedy = 'Lead its way to the other start, or draw a flow of its own.';
		for (const other of starts)
			if (!chosen.includes(other)) {
				this.reading.use('start-more');
				this.reading.keep(other, 'A flow has one start, and this is another.', remedy);
			}
		for (const element of elements)
			if (element.name !== 'bpmn:startEvent' || chosen.includes(element)) this.readElement(element, scope, isReaction);
		readEdges(this.reading, container, scope);
	}

	/** The one without an event, else the first. */
	private chosenStart(starts: readonly XmlElement[]): XmlElement | undefined {
		const isPlain = (start: XmlElement) =>
			!start.children.some((child) => typeof child !== 'string' && child.name.endsWith('EventDefinition'));
		return starts.find(isPlain) ?? starts[0];
	}

	private readElement(element: XmlElement, scope: string, isReaction: boolean) {
		const { reading } = this;
		const id = element.attributes.id ?? '';
		const host = element.name === 'bpmn:boundaryEvent' ? attribute(element, 'attachedToRef') : null;
		if (element.name === 'bpmn:boundaryEvent' && !this.isHost(host) && !isOwnDraft(element)) {
			const reason = host === null ? 'It stands at no activity.' : `There is no activity "${host}" for it to stand at.`;
			return reading.keep(element, reason, 'Attach it to an activity.');
		}
		const undo = this.compensations.undos.get(id);
		const isActivity =
			this.withEvents.has(id) ||
			undo !== undefined ||
			childOf(element, 'bpmn:multiInstanceLoopCharacteristics') !== null;
		const nodes = readNode(reading, element, { scope, isReaction, isActivity }).map(saidUndo(element));
		const [node] = nodes;
		if (node === undefined) return;
		this.addNode(element, node);
		markStandardLoop(reading, element);
		reading.nodes.push(...nodes.slice(1));
		if (node.kind === 'subflow' && nodes.length === 1) this.read(element, node.id, node.eventStarted);
		if ('compensation' in node) this.readUndo(element, node);
	}

	private isHost(id: string | null): boolean {
		const host = id === null ? undefined : this.reading.model.byId.get(id);
		return host !== undefined && isA(host, 'bpmn:Activity') && !this.compensations.aside.has(host);
	}

	private addNode(element: XmlElement, node: FlowNode): void {
		const { reading } = this;
		reading.nodes.push(node);
		reading.elements.set(node.id, element);
		reading.say('runs', element);
		const id = element.attributes.id ?? '';
		if (id !== node.id) reading.origin(`node:${node.id}`, { id });
		if (element.name !== elementOfKind(node)) reading.origin(`node:${node.id}`, { element: element.name });
		const called = reading.model.called.get(id);
		if (called !== undefined) reading.origin(`node:${node.id}`, { called });
	}

	private replace(node: FlowNode): void {
		const at = this.reading.nodes.findIndex(({ id }) => id === node.id);
		this.reading.nodes[at] = node;
	}

	private readUndo(
		element: XmlElement,
		node: Extract<FlowNode, { kind: 'step' | 'approval' | 'subflow' | 'call' }>,
	): void {
		const { reading, compensations } = this;
		const id = element.attributes.id ?? '';
		const fault = compensations.faulty.get(id);
		if (fault !== undefined)
			reading.mark(
				element,
				{ node: node.id },
				fault,
				'Say in the inspector what undoes it.',
				JSON.stringify(noUndoNamed),
			);
		const inside = compensations.inside.get(id);
		if (inside !== undefined) this.readInside(inside, node);
		const undo = compensations.undos.get(id);
		if (undo === undefined || inside !== undefined) {
			const isInUndo = /\/undo$/.test(node.scope ?? '');
			if (
				node.kind !== 'subflow' &&
				node.kind !== 'call' &&
				isSame(node.compensation, usualCompensation(node.kind)) &&
				!isInUndo
			) {
				reading.use('no-undo');
				reading.withoutUndo += 1;
			}
			return;
		}
		const keys = undoKeys(node.id);
		const { boundary, handler, association, faults } = undo;
		reading.origin(keys.boundary, { id: boundary.attributes.id ?? null });
		reading.origin(keys.association, { id: association.attributes.id ?? null });
		reading.say('runs', boundary);
		const isNode = this.readHandler(handler, node);
		this.markFaults(element, node.id, faults);
		if (isNode) return;
		reading.origin(keys.handler, {
			id: handler.attributes.id ?? null,
			element: handler.name === 'bpmn:serviceTask' || handler.name === 'bpmn:subProcess' ? null : handler.name,
		});
		reading.say('runs', handler);
	}

	private markFaults(element: XmlElement, id: string, faults: readonly string[]): void {
		const node = this.reading.nodes.find((other) => other.id === id);
		if (node === undefined || !('compensation' in node)) return;
		const remedy = 'Draw it as one activity beside the way, or say in the inspector what undoes it.';
		for (const reason of faults)
			this.reading.mark(element, { node: id }, reason, remedy, JSON.stringify(node.compensation));
	}

	/** Whether it became a node of its own. */
	private readHandler(handler: XmlElement, node: Extract<FlowNode, { readonly compensation: unknown }>): boolean {
		const { reading } = this;
		const isLoop = childOf(handler, 'bpmn:multiInstanceLoopCharacteristics') !== null;
		if (isCommand(handler) && !isLoop) {
			reading.use('undo-command');
			this.replace({ ...node, compensation: readUndoCommand(reading, handler, node) });
			return false;
		}
		const name = cut(nameOf(handler), 120);
		const scope = `${node.id}/undo`;
		this.replace({ ...node, compensation: { type: 'scope', name } });
		const isPlain =
			handler.name === 'bpmn:subProcess' &&
			!isLoop &&
			extension(handler, 'zeebe:ioMapping') === null &&
			extension(handler, 'unwind:input') === null;
		reading.use(isPlain ? 'undo-subprocess' : 'undo-node');
		if (isPlain) {
			this.read(handler, scope, false);
			return false;
		}
		this.readElement(handler, scope, false);
		const itself = reading.nodes.find((other) => other.scope === scope);
		if (itself !== undefined) this.replace({ ...node, compensation: { type: 'scope', name: itself.name } });
		else
			reading.mark(
				handler,
				{ node: node.id },
				`${handler.name.slice('bpmn:'.length)} cannot undo anything here.`,
				'Let a command, a subprocess or a call undo it.',
				`"compensation":{"type":"scope"`,
			);
		return true;
	}

	private readInside(subprocess: XmlElement, node: Extract<FlowNode, { readonly compensation: unknown }>): void {
		const { reading } = this;
		this.replace({ ...node, compensation: { type: 'scope', name: cut(nameOf(subprocess), 120) } });
		reading.use('undo-inside');
		reading.origin(undoKeys(node.id).inside, { id: subprocess.attributes.id ?? null });
		reading.say('runs', subprocess);
		this.read(subprocess, `${node.id}/undo`, false);
	}
}

/** A node of a draft of ours, which BPMN has no place for: it is read again all the same. */
function isOwnDraft(element: XmlElement): boolean {
	return attribute(element, 'unwind:also') === 'true';
}

/** What the file says about the undo of an activity without handler, in our words; else what naming none means. */
function saidUndo(element: XmlElement): (node: FlowNode) => FlowNode {
	const own = extension(element, 'unwind:compensation')?.attributes;
	return (node) => {
		if (!('compensation' in node)) return node;
		if (own?.effect === 'unsaid') return { ...node, compensation: null };
		if (own?.effect === 'harmless' || own?.effect === 'gap')
			return { ...node, compensation: { type: 'none', effect: own.effect, because: cut(own.because ?? '', 500) } };
		return { ...node, compensation: usualCompensation(node.kind) };
	};
}

function isCommand(handler: XmlElement): boolean {
	if (handler.name === 'bpmn:serviceTask' || handler.name === 'bpmn:businessRuleTask') return true;
	if (handler.name === 'bpmn:sendTask') return hasImplementation(handler);
	return (
		handler.name === 'bpmn:scriptTask' &&
		extension(handler, 'zeebe:script') === null &&
		extension(handler, 'unwind:assign') === null
	);
}
