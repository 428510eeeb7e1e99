/**
 * The payload of a start as a form and as JSON: both edit one text, and what cannot be sent says why.
 * The field `demo` is the demo flows' own: there `demo.fail` names the command that is to fail.
 */
import { checkJson, type JsonObject } from '@/saga/expression/json';
import type { FlowDefinition } from '@/saga/flow/definition';
import type { StartField } from '@/saga/flow/nodes/start';
import { stepsOf } from '@/saga/flow/queries/graph';
import { sampleInput } from '@/saga/flow/queries/sample-input';

export type Payload =
	| { readonly ok: true; readonly value: JsonObject }
	| { readonly ok: false; readonly problem: string };

export function samplePayloadText(definition: FlowDefinition): string {
	return JSON.stringify(sampleInput(definition), null, 2);
}

export function startFields(definition: FlowDefinition): readonly StartField[] {
	const start = definition.nodes.find((node) => node.kind === 'start');
	return start?.kind === 'start' ? start.fields : [];
}

export function readPayload(text: string): Payload {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		return { ok: false, problem: `This is no JSON: ${error instanceof Error ? error.message : 'it cannot be read'}` };
	}
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		return { ok: false, problem: 'A payload is a JSON object: { … }.' };
	const problem = checkJson(value);
	if (problem !== null)
		return { ok: false, problem: `${problem.path === '' ? 'The payload' : problem.path}: ${problem.reason}` };
	return { ok: true, value: value as JsonObject };
}

const typeWords = { text: 'a text', number: 'a number', boolean: 'true or false', object: 'an object', list: 'a list' };

function isOfType(value: unknown, type: StartField['type']): boolean {
	if (type === 'list') return Array.isArray(value);
	if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
	return typeof value === (type === 'text' ? 'string' : type);
}

/** What the flow's start would refuse, field by field. */
export function payloadProblems(definition: FlowDefinition, payload: JsonObject): ReadonlyMap<string, string> {
	return fieldProblems(startFields(definition), payload);
}

export function fieldProblems(fields: readonly StartField[], payload: JsonObject): ReadonlyMap<string, string> {
	const problems = new Map<string, string>();
	for (const field of fields) {
		const value = Object.hasOwn(payload, field.name) ? payload[field.name] : undefined;
		if (value === undefined) {
			if (field.required) problems.set(field.name, 'This field is required.');
		} else if (!isOfType(value, field.type)) problems.set(field.name, `This has to be ${typeWords[field.type]}.`);
	}
	return problems;
}

export function hasDemoSwitch(definition: FlowDefinition): boolean {
	return startFields(definition).some((field) => field.name === 'demo');
}

export interface FailableStep {
	readonly command: string;
	readonly name: string;
}

export function failableSteps(definition: FlowDefinition): readonly FailableStep[] {
	return stepsOf(definition)
		.filter((step) => step.command !== '')
		.map((step) => ({ command: step.command, name: step.name || step.command }));
}

/** The step whose failure shows most: the one before which most can be undone. */
export function telling(definition: FlowDefinition): string | null {
	const steps = stepsOf(definition).filter((step) => step.command !== '');
	const last = steps.filter((step) => step.class === 'compensable').at(-1) ?? steps.at(-1);
	return last?.command ?? null;
}

export function failingCommand(payload: JsonObject): string | null {
	const { demo } = payload;
	if (typeof demo !== 'object' || demo === null || Array.isArray(demo) || !('fail' in demo)) return null;
	return typeof demo.fail === 'string' ? demo.fail : null;
}

export function withFailing(payload: JsonObject, command: string | null): JsonObject {
	const { demo } = payload;
	const was = typeof demo === 'object' && demo !== null && !Array.isArray(demo) ? (demo as JsonObject) : {};
	return { ...payload, demo: { ...was, fail: command } };
}
