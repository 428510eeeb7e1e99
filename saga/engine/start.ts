/** The start of a saga: its payload is checked against what the start node asks for, then the first token leaves it. */
import type { CompiledStart } from '../compile/compiled-flow';
import { checkJson, isJsonList, type Json, type JsonObject } from '../expression/json';
import type { StartField } from '../flow/nodes/start';
import type { Draft } from './draft';
import type { SagaStarted } from './input';
import { type Refusal, refusal } from './refusal';

const businessKeyLengthMax = 200;

export function start(draft: Draft, { payload, businessKey, at }: SagaStarted): Refusal | null {
	const { flow } = draft;
	const refused = checkPayload(flow.start.fields, payload);
	if (refused) return refused;
	const key = businessKey === null ? evaluatedKey(flow.start, payload, at) : { ok: true as const, key: businessKey };
	if (!key.ok) return refusal('payload', key.message, '');
	if (key.key !== null && key.key.length > businessKeyLengthMax)
		return refusal('payload', `The business key is longer than ${businessKeyLengthMax} characters.`, '');
	draft.record({ type: 'sagaStarted', flowId: flow.id, version: flow.version, businessKey: key.key, payload });
	draft.record({ type: 'edgesTaken', node: flow.start.id, edges: flow.start.outgoing });
	return null;
}

function checkPayload(fields: readonly StartField[], payload: JsonObject): Refusal | null {
	const problem = checkJson(payload);
	if (problem) return refusal('payload', `The payload cannot be taken: ${problem.reason}.`, problem.path);
	if (typeOf(payload) !== 'object') return refusal('payload', 'The payload must be an object.', '');
	for (const { name, type, required } of fields) {
		const value = Object.hasOwn(payload, name) ? payload[name] : undefined;
		if (value === undefined || value === null) {
			if (required) return refusal('payload', `"${name}" is missing: it must be given as ${type}.`, name);
		} else if (typeOf(value) !== type) {
			return refusal('payload', `"${name}" is ${typeOf(value)}: it must be ${type}.`, name);
		}
	}
	return null;
}

function typeOf(value: Json): StartField['type'] | 'null' {
	if (value === null) return 'null';
	if (typeof value === 'string') return 'text';
	if (typeof value === 'number') return 'number';
	if (typeof value === 'boolean') return 'boolean';
	return isJsonList(value) ? 'list' : 'object';
}

function evaluatedKey(
	{ businessKey }: CompiledStart,
	payload: JsonObject,
	at: number,
): { ok: true; key: string | null } | { ok: false; message: string } {
	if (businessKey === null) return { ok: true, key: null };
	const result = businessKey.evaluate(payload, at);
	if (!result.ok) return { ok: false, message: `The business key cannot be evaluated: ${result.message}` };
	if (result.value === null || typeof result.value === 'string') return { ok: true, key: result.value };
	if (typeof result.value === 'number') return { ok: true, key: String(result.value) };
	return {
		ok: false,
		message: `The business key must be a text or a number, but ${businessKey.source} is ${typeOf(result.value)}.`,
	};
}
