/** Why an element is kept and not run where nothing else has been said about it. */
import { isA } from '../model/descriptors';
import type { XmlElement } from '../xml/xml-element';
import type { Reason } from './reading';

const nothing = 'Nothing to do.';

const byType: readonly (readonly [type: string, reason: string, remedy: string])[] = [
	['bpmn:Collaboration', 'Pools and message flows are drawn, not run.', nothing],
	['bpmn:LaneSet', 'Lanes are drawn, not run: who does a step is its participant.', nothing],
	['bpmn:Process', 'The process is not executable.', 'Set isExecutable to import it as a flow.'],
	['bpmn:DataObject', 'Data is drawn, not run: variables carry it.', nothing],
	['bpmn:DataObjectReference', 'Data is drawn, not run: variables carry it.', nothing],
	['bpmn:DataStoreReference', 'Data is drawn, not run: participants keep it.', nothing],
	['bpmn:DataStore', 'Data is drawn, not run: participants keep it.', nothing],
	['bpmn:TextAnnotation', 'An annotation is drawn, not run.', nothing],
	['bpmn:Group', 'A group is drawn, not run.', nothing],
	['bpmn:Association', 'An association is drawn, not run.', nothing],
	['bpmn:FlowNode', 'It is not run.', 'Draw it by steps, gateways and events.'],
	['bpmn:SequenceFlow', 'It leads to or from something that is not run.', 'Draw another way.'],
];

export function defaultReason(element: XmlElement, isUsed: boolean): Reason {
	const found = byType.find(([type]) => isA(element, type));
	if (found !== undefined) return { level: 'kept', reason: found[1], remedy: found[2] };
	if (isA(element, 'bpmn:RootElement'))
		return {
			level: 'kept',
			reason: isUsed ? 'It is used by what is not run.' : 'Nothing refers to it.',
			remedy: 'Nothing to do, or remove it.',
		};
	return { level: 'kept', reason: `"${element.name}" is not known here.`, remedy: nothing };
}

/** What an element may have without anything being said: how it is written, and what the import has read. */
export const harmlessNames =
	/^(bpmn:(documentation|incoming|outgoing|extensionElements|\w+EventDefinition|conditionExpression|completionCondition|loopCardinality|time(Date|Duration|Cycle)|script)|xsi:type|xml:\w+|zeebe:(modelerTemplate\w*|taskDefinition|ioMapping|input|output|taskHeaders|header|subscription|calledElement|calledDecision|script|loopCharacteristics|assignmentDefinition|userTask|versionTag)|camunda:(type|topic|class|delegateExpression|expression|resultVariable|decisionRef|inputOutput|inputParameter|outputParameter|in|out|candidateGroups|collection|elementVariable|formData|formField|errorCodeVariable|errorMessageVariable|modelerTemplate\w*)|modeler:\w+)$/;
