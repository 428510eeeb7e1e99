/**
 * What undoes an activity, as BPMN draws it: a compensation boundary event, an association, and a handler (a task, a
 * subprocess, or the one activity in it), or a subprocess inside a subflow that a compensation event starts.
 */
import type { FlowNode } from '../../flow/definition';
import { isSame, usualCompensation } from '../model/defaults';
import { participantOf } from '../model/ids';
import { type XmlElement, xml } from '../xml/xml-element';
import { type ActivityNode, isActivity, undoExtensions } from './write-activity';
import { nodeElement, type ScopeWriter } from './write-node';
import type { Writing } from './writing';

export const undoKeys = (activity: string) => ({
	handler: `handler:${activity}`,
	boundary: `boundary:${activity}`,
	association: `association:${activity}`,
	/** Where the file had an event subprocess inside it. */
	inside: `inside:${activity}`,
});

/** What stands beside the activity, in its scope. */
export function undoBeside(writing: Writing, activity: ActivityNode, writeScope: ScopeWriter): readonly XmlElement[] {
	const { compensation, id } = activity;
	if (compensation === null || compensation.type === 'none' || isDrawnInside(writing, activity)) return [];
	const keys = undoKeys(id);
	const boundary = writing.idOf(keys.boundary, `${id}_compensation`);
	const handler = handlerElement(writing, activity, writeScope);
	return [
		xml('bpmn:boundaryEvent', { id: boundary, attachedToRef: writing.nodeId(id) }, [
			xml('bpmn:compensateEventDefinition'),
		]),
		handler,
		xml('bpmn:association', {
			id: writing.idOf(keys.association, `${id}_undo_association`),
			associationDirection: 'One',
			sourceRef: boundary,
			targetRef: handler.attributes.id,
		}),
	];
}

/** What stands inside the subflow that it undoes. */
export function undoInside(writing: Writing, activity: ActivityNode, writeScope: ScopeWriter): readonly XmlElement[] {
	const { compensation, id } = activity;
	if (compensation?.type !== 'scope' || !isDrawnInside(writing, activity)) return [];
	const inside = writing.idOf(undoKeys(id).inside, `${id}_undo`);
	const attributes = {
		id: inside,
		name: compensation.name === '' ? null : compensation.name,
		triggeredByEvent: 'true',
	};
	const content = writeScope(`${id}/undo`).map((element) =>
		element.name === 'bpmn:startEvent'
			? { ...element, children: [...element.children, xml('bpmn:compensateEventDefinition')] }
			: element,
	);
	return [xml('bpmn:subProcess', attributes, content)];
}

export function isDrawnInside(writing: Writing, activity: ActivityNode): boolean {
	return (
		activity.kind === 'subflow' &&
		activity.compensation?.type === 'scope' &&
		writing.origin(undoKeys(activity.id).inside) !== null &&
		writing.nodesIn(`${activity.id}/undo`).some(({ kind }) => kind === 'start')
	);
}

/** The handler that is itself a node of the flow: a call, an approval, a subflow, or a step per element. */
export function handlerNode(writing: Writing, activity: ActivityNode): FlowNode | null {
	if (activity.compensation?.type !== 'scope') return null;
	const scope = `${activity.id}/undo`;
	const [only, ...others] = writing.nodesIn(scope);
	if (
		only === undefined ||
		others.length > 0 ||
		!isActivity(only) ||
		!isSame(only.compensation, usualCompensation(only.kind))
	)
		return null;
	if (only.kind === 'step' && only.forEach === undefined) return null;
	if (only.kind === 'subflow' && only.forEach === undefined && only.input.length === 0) return null;
	return only.name === activity.compensation.name ? only : null;
}

function handlerElement(writing: Writing, activity: ActivityNode, writeScope: ScopeWriter): XmlElement {
	const { compensation, id } = activity;
	const itself = handlerNode(writing, activity);
	if (itself !== null) return nodeElement(writing, itself, true, writeScope);
	const { handler } = undoKeys(id);
	const attributes = {
		id: writing.idOf(handler, `${id}_undo`),
		name: compensation === null || compensation.type === 'none' || compensation.name === '' ? null : compensation.name,
		isForCompensation: 'true',
	};
	if (compensation?.type !== 'command') return xml('bpmn:subProcess', attributes, writeScope(`${id}/undo`));
	const usual = usualUndoParticipant(compensation.command, writing.processParticipant, activity);
	return xml(writing.origin(handler)?.element ?? 'bpmn:serviceTask', attributes, [
		xml('bpmn:extensionElements', {}, undoExtensions(compensation, usual)),
	]);
}

/** Empty where it is the step's own. */
export function usualUndoParticipant(command: string, processParticipant: string, activity: FlowNode): string {
	const participant = participantOf(command, processParticipant);
	return activity.kind === 'step' && activity.participant === participant ? '' : participant;
}
