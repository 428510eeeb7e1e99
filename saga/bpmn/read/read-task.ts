/** Tasks, subprocesses and calls → steps, approvals, subflows, calls, and what publishes, waits or assigns. */
import type { FlowNode } from '../../flow/definition';
import { allVariables } from '../model/defaults';
import { innerIdOf } from '../model/ids';
import { attribute, childOf, extension, isTrue, type XmlElement } from '../xml/xml-element';
import { type ActivityBase, hasImplementation, jobTypeOf, readApproval, readCall, readStep } from './read-activity';
import { readMessageTrigger, readThrownMessage } from './read-events';
import { readForEach } from './read-loop';
import { ownEntries, readInput, readOutput } from './read-mappings';
import { feelOf, readSource } from './read-text';
import type { NodeBase, Place, Reading } from './reading';

export function readTask(reading: Reading, element: XmlElement, base: NodeBase, place: Place): readonly FlowNode[] {
	const activityBase = (): ActivityBase => {
		const forEach = readForEach(reading, element);
		return { ...base, compensation: null, ...(forEach === null ? {} : { forEach }) };
	};
	const named = () => withName(element, activityBase());
	switch (element.name) {
		case 'bpmn:userTask':
		case 'bpmn:manualTask':
			return [readApproval(reading, element, named())];
		case 'bpmn:callActivity':
			return [readCall(reading, element, named())];
		case 'bpmn:subProcess':
		case 'bpmn:transaction':
			return [readSubflow(reading, element, activityBase())];
		case 'bpmn:serviceTask':
		case 'bpmn:businessRuleTask':
			return [readStep(reading, element, withName(element, activityBase()))];
		case 'bpmn:sendTask':
			if (hasImplementation(element)) return [readStep(reading, element, withName(element, activityBase()))];
			reading.use('send-task');
			return wrapped(reading, base, place, activityBase, (inner) => ({
				...inner,
				kind: 'publish',
				event: readThrownMessage(reading, element, element),
			}));
		case 'bpmn:receiveTask':
			reading.use('receive-task');
			return wrapped(reading, base, place, activityBase, (inner) => ({
				...inner,
				kind: 'catch',
				on: readMessageTrigger(reading, element, element),
			}));
		case 'bpmn:scriptTask':
			return readScript(reading, element, base, place, activityBase);
		case 'bpmn:task':
			reading.use('task');
			return wrapped(reading, base, place, activityBase, (inner) => ({
				...inner,
				kind: 'assign',
				output: ownEntries(element, 'assign') ?? [],
			}));
		default:
			reading.keep(
				element,
				`${element.name.slice('bpmn:'.length)} is not run.`,
				'Draw it by steps, gateways and events.',
			);
			return [];
	}
}

/** Steps, approvals and calls have names, because people point at them by name. */
function withName(element: XmlElement, base: ActivityBase): ActivityBase {
	return element.attributes.name === undefined ? { ...base, name: base.id } : base;
}

function readSubflow(reading: Reading, element: XmlElement, base: ActivityBase): FlowNode {
	const isTransaction = element.name === 'bpmn:transaction';
	reading.use(isTransaction ? 'transaction' : isTrue(element, 'triggeredByEvent') ? 'event-subprocess' : 'subprocess');
	return {
		...base,
		kind: 'subflow',
		eventStarted: isTrue(element, 'triggeredByEvent'),
		whenInterrupted: isTransaction ? 'undo-now' : 'keep',
		input: readInput(reading, element, []),
		output: readOutput(reading, element, allVariables, null),
	};
}

function readScript(
	reading: Reading,
	element: XmlElement,
	base: NodeBase,
	place: Place,
	activityBase: () => ActivityBase,
): readonly FlowNode[] {
	const script = extension(element, 'zeebe:script');
	const own = ownEntries(element, 'assign');
	const isFeel = /feel/i.test(attribute(element, 'scriptFormat') ?? '');
	const source = childOf(element, 'bpmn:script');
	if (own === null && script === null && !isFeel)
		return [readStep(reading, element, withName(element, activityBase()))];
	if (jobTypeOf(reading, element) !== null) return [readStep(reading, element, withName(element, activityBase()))];
	reading.use('script');
	const text = script?.attributes.expression ?? (source === null ? '' : `=${source.children.join('')}`);
	const target = attribute(script, 'resultVariable') ?? attribute(element, 'camunda:resultVariable');
	const entries =
		own ??
		(target === null ? [] : [{ target, expression: feelOf(reading, text) ?? readSource(reading, element, text) }]);
	const inputs = own === null ? readInput(reading, element, []) : [];
	const outputs = own === null ? readOutput(reading, element, [], null) : [];
	if (inputs.length + outputs.length > 0)
		reading.differs(element, 'Its mappings and its result are assigned one after the other, as variables around it.');
	return wrapped(reading, base, place, activityBase, (inner) => ({
		...inner,
		kind: 'assign',
		output: [...inputs, ...entries, ...outputs],
	}));
}

/** A task that is no activity of ours is the one node of a subflow where it must be an activity. */
function wrapped(
	reading: Reading,
	base: NodeBase,
	place: Place,
	activityBase: () => ActivityBase,
	make: (base: NodeBase) => FlowNode,
): readonly FlowNode[] {
	if (!place.isActivity) return [make(base)];
	reading.use('wrapped');
	const outer = activityBase();
	const inner = make({ id: innerIdOf(base.id), name: base.name, scope: base.id });
	return [
		{ ...outer, kind: 'subflow', eventStarted: false, whenInterrupted: 'keep', input: [], output: allVariables },
		inner,
	];
}
