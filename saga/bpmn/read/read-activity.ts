/** Tasks, subprocesses and calls as activities of ours. */
import type { FlowNode } from '../../flow/definition';
import type { CommandCompensation } from '../../flow/nodes/compensation';
import { retriesDefault, timeoutMsDefault } from '../../flow/nodes/retries';
import { type StartField, startFieldTypes } from '../../flow/nodes/start';
import { type StepNode, stepClasses } from '../../flow/nodes/step';
import { allVariables, mergeReply } from '../model/defaults';
import { commandNameOf, flowIdOf, participantOf } from '../model/ids';
import { nameOf } from '../model/model';
import { usualUndoParticipant } from '../write/write-compensation';
import { attribute, childOf, elementsOf, extension, type XmlElement } from '../xml/xml-element';
import type { ForEach } from './read-loop';
import { readHeaders, readInput, readOutput } from './read-mappings';
import { readName } from './read-text';
import { cut, type Reading } from './reading';
export type ActivityBase = Pick<StepNode, 'id' | 'name' | 'compensation'> & {
	readonly scope?: string;
	readonly forEach?: ForEach;
};

export interface JobType {
	readonly type: string;
	readonly retries: string | null;
}

/** The worker that a task asks for; null: none that we know by a type. */
export function jobTypeOf(reading: Reading, task: XmlElement): JobType | null {
	const definition = extension(task, 'zeebe:taskDefinition');
	if (definition?.attributes.type !== undefined) {
		reading.use('job-type');
		const { name, isStatic } = readName(reading, definition.attributes.type);
		if (isStatic) return { type: name, retries: attribute(definition, 'retries') };
		reading.differs(
			task,
			`The job type "${name}" is worked out at run time: the command is named after the element.`,
			'Name the command.',
		);
		return { type: commandNameOf(task.attributes.id ?? ''), retries: attribute(definition, 'retries') };
	}
	const topic = attribute(task, 'camunda:topic');
	if (attribute(task, 'camunda:type') === 'external' && topic !== null) {
		reading.use('topic');
		if (!/[$#]\{/.test(topic)) return { type: topic, retries: null };
		reading.differs(
			task,
			`The topic "${topic}" is worked out at run time: the command is named after the element.`,
			'Name the command.',
		);
		return { type: commandNameOf(task.attributes.id ?? ''), retries: null };
	}
	return null;
}

const implementations = [
	'camunda:class',
	'camunda:delegateExpression',
	'camunda:expression',
	'camunda:type',
	'camunda:decisionRef',
	'camunda:topic',
];

/** Whether a task says by what it is done, so that it is no message that it sends. */
export function hasImplementation(task: XmlElement): boolean {
	return (
		extension(task, 'zeebe:taskDefinition') !== null ||
		extension(task, 'camunda:connector') !== null ||
		implementations.some((name) => attribute(task, name) !== null)
	);
}

export function readStep(reading: Reading, task: XmlElement, base: ActivityBase): StepNode {
	const decision = extension(task, 'zeebe:calledDecision');
	const job = jobTypeOf(reading, task) ?? otherWork(reading, task, decision);
	const command = job.type === '' ? '' : commandOf(reading, task, job.type);
	const settings = extension(task, 'unwind:step');
	const result = attribute(decision, 'resultVariable') ?? attribute(task, 'camunda:resultVariable');
	const usualOutput = result === null ? mergeReply : [{ target: result, expression: 'reply' }];
	const ownClass = stepClasses.find((each) => each === settings?.attributes.class);
	const park = settings === null ? null : childOf(settings, 'unwind:park');
	return {
		...base,
		kind: 'step',
		participant: settings?.attributes.participant ?? participantOf(command, reading.processParticipant),
		command,
		input: [...readInput(reading, task, allVariables), ...readHeadersUnlessOwn(reading, task)],
		output: readOutput(reading, task, usualOutput, 'reply'),
		...commandSettings(reading, task, job.retries),
		expectedErrors: elementsOf(settings ?? task, 'unwind:expectedError').map(({ attributes }) => ({
			code: attributes.code ?? '',
			retry: attributes.retry === 'true',
		})),
		class: ownClass ?? 'compensable',
		...(park === null ? {} : { park: parkOf(park) }),
	};
}

/** Where our own list of inputs stands, the headers are part of it. */
function readHeadersUnlessOwn(reading: Reading, task: XmlElement) {
	return extension(task, 'unwind:input') === null ? readHeaders(reading, task) : [];
}

function parkOf({ attributes: { message, key, atMostMs } }: XmlElement): NonNullable<StepNode['park']> {
	return {
		until: message === undefined ? null : { message, key: key ?? '' },
		atMostMs: atMostMs === undefined ? null : Number(atMostMs),
	};
}

/** What a participant can do all the same: code of Camunda 7, decisions, scripts in other languages. */
function otherWork(reading: Reading, task: XmlElement, decision: XmlElement | null): JobType {
	const ask = 'Let a participant answer the command, or name another.';
	const decisionId = attribute(decision, 'decisionId') ?? attribute(task, 'camunda:decisionRef');
	const id = commandNameOf(task.attributes.id ?? '');
	if (decisionId !== null) {
		reading.use('decision');
		const { name, isStatic } = readName(reading, decisionId);
		const type = isStatic ? commandNameOf(name) : id;
		reading.differs(task, `The decision "${name}" is asked of a participant by the command "${type}".`, ask);
		return { type, retries: null };
	}
	const said = implementations.flatMap((name) => {
		const value = attribute(task, name);
		return value === null ? [] : [`${name.slice('camunda:'.length)} ${value}`];
	});
	const script =
		childOf(task, 'bpmn:script') === null
			? null
			: `a script in ${attribute(task, 'scriptFormat') ?? 'another language'}`;
	reading.use(script === null ? 'code' : 'other-script');
	const what = said[0] ?? (extension(task, 'camunda:connector') === null ? script : 'a connector');
	reading.differs(
		task,
		`${what === null ? 'The model says no implementation' : `The model says ${what}`}: the command "${id}" is sent instead.`,
		ask,
	);
	return { type: id, retries: null };
}

function commandOf(reading: Reading, task: XmlElement, type: string): string {
	const command = commandNameOf(type);
	if (command !== type)
		reading.differs(task, `The job type "${type}" is no name of a command: it is "${command}" here.`);
	return command;
}

function commandSettings(reading: Reading, task: XmlElement, retries: string | null) {
	const own = extension(task, 'unwind:step')?.attributes ?? {};
	const attempts = retries === null ? retriesDefault.attemptsMax : Number(retries.replace(/^=\s*/, ''));
	const isNumber = Number.isInteger(attempts);
	if (!isNumber)
		reading.differs(
			task,
			`The number of attempts "${retries}" is worked out at run time: it is ${retriesDefault.attemptsMax}.`,
		);
	return {
		timeoutMs: Number(own.timeoutMs ?? timeoutMsDefault),
		retries: {
			attemptsMax: isNumber ? Math.min(100, Math.max(1, attempts)) : retriesDefault.attemptsMax,
			backoffMs: Number(own.backoffMs ?? retriesDefault.backoffMs),
			backoffFactor: Number(own.backoffFactor ?? retriesDefault.backoffFactor),
			backoffMaxMs: Number(own.backoffMaxMs ?? retriesDefault.backoffMaxMs),
		},
	};
}

/** A handler that is one command. */
export function readUndoCommand(reading: Reading, handler: XmlElement, activity: FlowNode): CommandCompensation {
	const job = jobTypeOf(reading, handler) ?? otherWork(reading, handler, extension(handler, 'zeebe:calledDecision'));
	const command = job.type === '' ? '' : commandOf(reading, handler, job.type);
	const output = readOutput(reading, handler, [], null);
	if (output.length > 0)
		reading.differs(
			handler,
			'What an undo answers is not stored: its output mapping is not run.',
			'Store nothing by an undo.',
		);
	return {
		type: 'command',
		name: cut(nameOf(handler), 120),
		participant:
			extension(handler, 'unwind:step')?.attributes.participant ??
			usualUndoParticipant(command, reading.processParticipant, activity),
		command,
		input: [...readInput(reading, handler, allVariables), ...readHeadersUnlessOwn(reading, handler)],
		...commandSettings(reading, handler, job.retries),
	};
}

export function readApproval(reading: Reading, task: XmlElement, base: ActivityBase): FlowNode {
	const own = extension(task, 'unwind:approval');
	reading.use('user-task');
	const groups =
		extension(task, 'zeebe:assignmentDefinition')?.attributes.candidateGroups ??
		attribute(task, 'camunda:candidateGroups');
	return {
		...base,
		kind: 'approval',
		question: own?.attributes.question ?? base.name,
		fields: own === null ? formFields(task) : readFields(own),
		candidates: cut(groups ?? '', 200),
		input: readInput(reading, task, allVariables),
		output: readOutput(reading, task, mergeReply, 'reply'),
	};
}

export function readFields(own: XmlElement | null): readonly StartField[] {
	if (own === null) return [];
	return elementsOf(own, 'unwind:field').flatMap(({ attributes: { name, type, required, sample } }) => {
		const known = startFieldTypes.find((each) => each === type);
		if (name === undefined || known === undefined) return [];
		return [{ name, type: known, required: required === 'true', sample: sampleOf(sample) }];
	});
}

function sampleOf(text: string | undefined): StartField['sample'] {
	try {
		return JSON.parse(text ?? 'null');
	} catch {
		return null;
	}
}

/** Camunda 7 writes the fields of a form into the task. */
function formFields(task: XmlElement): readonly StartField[] {
	const form = extension(task, 'camunda:formData');
	if (form === null) return [];
	return elementsOf(form, 'camunda:formField').flatMap((field) => {
		const name = attribute(field, 'id');
		if (name === null || !/^[A-Za-z_]\w{0,63}$/.test(name)) return [];
		const type = { long: 'number', boolean: 'boolean' }[attribute(field, 'type') ?? ''] as
			| 'number'
			| 'boolean'
			| undefined;
		const constraints = childOf(field, 'camunda:validation');
		const required =
			constraints !== null && elementsOf(constraints).some((each) => attribute(each, 'name') === 'required');
		return [{ name, type: type ?? 'text', required, sample: null }];
	});
}

export function readCall(reading: Reading, call: XmlElement, base: ActivityBase): FlowNode {
	const called = extension(call, 'zeebe:calledElement');
	reading.use('call');
	const given = attribute(called, 'processId') ?? attribute(call, 'calledElement') ?? '';
	const { name, isStatic } = readName(reading, given);
	const isDynamic = !isStatic || attribute(called, 'processIdExpression') !== null;
	if (isDynamic)
		reading.mark(
			call,
			{ node: base.id },
			'Which process is called is worked out at run time.',
			'Name the called flow.',
			'"flow":""',
		);
	else if (name === '')
		reading.mark(call, { node: base.id }, 'No called process is named.', 'Name the called flow.', '"flow":""');
	const flow = call.attributes['unwind:flow'] ?? (isDynamic || name === '' ? '' : flowIdOf(name));
	if (flow !== '' && flow !== name && flowIdOf(name) === flow) reading.origin(`call:${base.id}`, { id: name });
	const passesAll = attribute(called, 'propagateAllParentVariables') !== 'false';
	const takesAll = attribute(called, 'propagateAllChildVariables') !== 'false';
	return {
		...base,
		kind: 'call',
		flow,
		input: readInput(reading, call, passesAll ? allVariables : []),
		output: readOutput(reading, call, takesAll ? mergeReply : [], 'reply'),
	};
}
