/**
 * What of BPMN becomes what, as rows that the import itself names while it reads: `docs/bpmn.md` is made of them, with
 * the number of fixtures that use each. A row that nothing uses, or a reader without a row, fails a test.
 */
export const mappingParts = [
	'Process',
	'Tasks',
	'Activities',
	'Events',
	'Gateways and flows',
	'Compensation',
	'Data',
	'Kept',
] as const;

export interface MappingRow {
	readonly part: (typeof mappingParts)[number];
	readonly bpmn: string;
	readonly becomes: string;
	/** Where it does not run as drawn. */
	readonly difference?: string;
}

export const mappingRows = {
	process: { part: 'Process', bpmn: 'executable process', becomes: 'flow; its id is a slug of the process id' },
	'not-executable': {
		part: 'Process',
		bpmn: 'process that is not executable, in a file without any that is',
		becomes: 'flow',
		difference: 'said in the report',
	},
	'no-start': {
		part: 'Process',
		bpmn: 'process without start event',
		becomes: 'a start is added before whatever no flow leads to',
		difference: 'said in the report',
	},
	'no-end': {
		part: 'Process',
		bpmn: 'node without a way out, at the top or where ends are drawn',
		becomes: 'an end is added behind it',
		difference: 'said in the report',
	},
	'job-type': {
		part: 'Tasks',
		bpmn: 'service, send, business rule or script task with `zeebe:taskDefinition`',
		becomes:
			'step: the type is the command, the part before its first `.`, `:` or `/` the participant, else the process id; `retries` are the attempts',
	},
	topic: {
		part: 'Tasks',
		bpmn: 'task with `camunda:type="external"` and `camunda:topic`',
		becomes: 'step: the topic is the command',
	},
	code: {
		part: 'Tasks',
		bpmn: 'task with `camunda:class`, `delegateExpression`, `expression` or a connector, or without any implementation',
		becomes: 'step: the element id is the command',
		difference: 'a participant does it, not the code',
	},
	decision: {
		part: 'Tasks',
		bpmn: 'business rule task with `zeebe:calledDecision` or `camunda:decisionRef`',
		becomes: 'step: the decision id is the command; `resultVariable` takes the reply',
		difference: 'a participant decides, not a DMN engine',
	},
	script: { part: 'Tasks', bpmn: 'script task with `zeebe:script`, or with a script in FEEL', becomes: 'assign' },
	'other-script': {
		part: 'Tasks',
		bpmn: 'script task in another language',
		becomes: 'step: the element id is the command',
		difference: 'a participant does it; the script is kept',
	},
	'user-task': {
		part: 'Tasks',
		bpmn: 'user task, manual task',
		becomes: 'approval; `candidateGroups` are the candidates, `camunda:formData` the fields',
	},
	task: { part: 'Tasks', bpmn: 'abstract task', becomes: 'assign without entries: the token passes' },
	'receive-task': { part: 'Tasks', bpmn: 'receive task', becomes: 'catch of a message' },
	'send-task': { part: 'Tasks', bpmn: 'send task without implementation', becomes: 'publish of a message' },
	wrapped: {
		part: 'Tasks',
		bpmn: 'receive, send, script or abstract task with events at its border, a compensation or a loop',
		becomes: 'subflow of that one node, drawn as the task',
	},
	subprocess: {
		part: 'Activities',
		bpmn: 'embedded subprocess',
		becomes: 'subflow; its variables are merged outwards at its end unless output mappings say otherwise',
	},
	transaction: { part: 'Activities', bpmn: 'transaction', becomes: 'subflow, *undo now* when it is interrupted' },
	'event-subprocess': { part: 'Activities', bpmn: 'event subprocess', becomes: 'event-started subflow' },
	call: {
		part: 'Activities',
		bpmn: 'call activity: `calledElement`, `zeebe:calledElement`',
		becomes: 'call of the flow of that process id',
	},
	'multi-instance': {
		part: 'Activities',
		bpmn: 'multi-instance loop characteristics: `zeebe:loopCharacteristics`, `camunda:collection`, a cardinality',
		becomes: 'for-each, parallel or sequential, with its results',
	},
	'standard-loop': {
		part: 'Activities',
		bpmn: 'standard loop',
		becomes: 'the activity, marked as an error',
		difference: 'cannot be deployed: it would be done once',
	},
	start: { part: 'Events', bpmn: 'start event', becomes: 'start' },
	'start-message': {
		part: 'Events',
		bpmn: 'start event with a message',
		becomes: 'start by message: at most one active saga per key',
	},
	'start-timer': { part: 'Events', bpmn: 'start event with a timer', becomes: 'start by timer' },
	'start-other': {
		part: 'Events',
		bpmn: 'start event of a process with a signal or a condition, or with several events',
		becomes: 'start',
		difference: 'people and programs start it; the event is kept',
	},
	'start-more': {
		part: 'Events',
		bpmn: 'further start events of one scope',
		becomes: 'kept',
		difference: 'a flow has one start',
	},
	end: { part: 'Events', bpmn: 'end event', becomes: 'end' },
	'end-error': { part: 'Events', bpmn: 'error end event', becomes: 'end with that error' },
	'end-cancel': { part: 'Events', bpmn: 'cancel end event', becomes: 'end with the error `CANCEL`' },
	'end-terminate': { part: 'Events', bpmn: 'terminate end event', becomes: 'terminate end' },
	'throw-message': { part: 'Events', bpmn: 'message end or throw event', becomes: 'end that publishes, or publish' },
	'throw-signal': { part: 'Events', bpmn: 'signal end or throw event', becomes: 'end or publish with that signal' },
	'throw-escalation': {
		part: 'Events',
		bpmn: 'escalation end or throw event',
		becomes: 'end or publish with that escalation',
	},
	'throw-undo': {
		part: 'Events',
		bpmn: 'compensation throw or end event',
		becomes: 'undo of its scope, or of the activity that `activityRef` names',
		difference: '`waitForCompletion="false"` waits all the same',
	},
	'throw-none': { part: 'Events', bpmn: 'throw event without definition', becomes: 'assign without entries' },
	link: { part: 'Events', bpmn: 'link events', becomes: 'links of that name' },
	message: {
		part: 'Events',
		bpmn: 'message of a catch, boundary or event subprocess',
		becomes: 'wait for the message with the key of `zeebe:subscription`',
	},
	'message-own-name': {
		part: 'Events',
		bpmn: 'receive or catch without a message',
		becomes: 'the element id is the name',
		difference: 'said in the report',
	},
	'message-no-key': {
		part: 'Events',
		bpmn: 'message without a key',
		becomes: 'the key is the variable `businessKey`',
		difference: 'said in the report',
	},
	signal: { part: 'Events', bpmn: 'signal of a catch, boundary or event subprocess', becomes: 'wait for the signal' },
	timer: {
		part: 'Events',
		bpmn: 'timer: date, duration, cycle (an ISO 8601 repetition or cron with 6 or 7 fields)',
		becomes: 'timer; `=` begins FEEL',
	},
	'timer-once': {
		part: 'Events',
		bpmn: 'cycle of a catch event or an interrupting boundary event',
		becomes: 'timer',
		difference: 'only the first occurrence counts',
	},
	error: {
		part: 'Events',
		bpmn: 'error of a boundary event or event subprocess',
		becomes: 'reaction to that code; without a reference or a code, to every error',
	},
	escalation: {
		part: 'Events',
		bpmn: 'escalation of a boundary event or event subprocess',
		becomes: 'reaction to that code; without a reference or a code, to every escalation',
	},
	'boundary-cancel': { part: 'Events', bpmn: 'cancel boundary event', becomes: 'reaction to the error `CANCEL`' },
	'dead-reference': {
		part: 'Events',
		bpmn: 'reference to a message, signal, error or escalation that is not there',
		becomes: 'the reference is the name or code',
		difference: 'said in the report',
	},
	exclusive: {
		part: 'Gateways and flows',
		bpmn: 'exclusive gateway',
		becomes: 'exclusive; conditions in the order of the file',
	},
	parallel: { part: 'Gateways and flows', bpmn: 'parallel gateway', becomes: 'parallel' },
	inclusive: { part: 'Gateways and flows', bpmn: 'inclusive gateway', becomes: 'inclusive' },
	'event-gateway': { part: 'Gateways and flows', bpmn: 'event-based gateway', becomes: 'event race' },
	flow: {
		part: 'Gateways and flows',
		bpmn: 'sequence flow',
		becomes: 'edge; `sourceRef` and `targetRef` are trusted, `incoming` and `outgoing` not read',
	},
	condition: { part: 'Gateways and flows', bpmn: 'condition after `=`, or in a file of no vendor', becomes: 'FEEL' },
	'condition-juel': {
		part: 'Gateways and flows',
		bpmn: '`$`{…} of Camunda 7: paths, literals, comparison, and, or, not, empty',
		becomes: 'FEEL; anything else is kept and marked as an error',
	},
	'condition-old': {
		part: 'Gateways and flows',
		bpmn: 'condition without `=` in a Zeebe file',
		becomes: 'FEEL, from the old dialect (`==`, `&&`, `||`, `!`)',
		difference: 'said in the report',
	},
	'undo-command': {
		part: 'Compensation',
		bpmn: 'boundary event, association, and a handler that is a task for a participant',
		becomes: 'compensation by a command',
	},
	'undo-subprocess': {
		part: 'Compensation',
		bpmn: 'handler that is a subprocess',
		becomes: 'compensation that is a flow of its own: what stands in the subprocess',
	},
	'undo-node': {
		part: 'Compensation',
		bpmn: 'handler that is a call, a user task, a subprocess with mappings, or done per element',
		becomes: 'compensation that is a flow of that one node',
	},
	'undo-inside': {
		part: 'Compensation',
		bpmn: 'event subprocess that compensation starts',
		becomes: 'compensation of the subflow around it',
	},
	'no-undo': {
		part: 'Compensation',
		bpmn: 'task without a compensation',
		becomes: '*cannot be undone: harmless, because the model names no undo*; the report counts them',
	},
	input: { part: 'Data', bpmn: '`zeebe:input`, `camunda:inputParameter`, `camunda:in`', becomes: 'input mapping' },
	'all-variables': { part: 'Data', bpmn: 'no input mapping', becomes: 'input mapping `* = *`: all variables' },
	output: {
		part: 'Data',
		bpmn: '`zeebe:output`, `camunda:outputParameter`, `camunda:out`',
		becomes: 'output mapping; a bare path looks into the reply first, then into the variables',
	},
	'merge-all': {
		part: 'Data',
		bpmn: 'no output mapping',
		becomes: 'output mapping `* = reply` (of an event `* = event`): merge all',
	},
	headers: { part: 'Data', bpmn: '`zeebe:taskHeaders`', becomes: 'input mapping of static texts below `headers`' },
	kept: {
		part: 'Kept',
		bpmn: 'lanes, data, annotations, groups, pools, messages that nothing uses, complex gateways, ad-hoc subprocesses, conditional events',
		becomes: 'kept, drawn greyed, listed, written again',
		difference: 'not run',
	},
	extension: {
		part: 'Kept',
		bpmn: 'extension elements and attributes that are not named above',
		becomes: 'kept at their element, written again',
		difference: 'not run',
	},
} as const satisfies Record<string, MappingRow>;

export type RowId = keyof typeof mappingRows;
