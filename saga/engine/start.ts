/** The start of a saga: its payload is checked against what the start node asks for, then the first token leaves it. */
import type { CompiledStart } from '../compile/compiled-flow';
import { checkJson, type JsonObject } from '../expression/json';
import type { Draft } from './draft';
import { armReactions } from './events/arming';
import type { SagaStarted } from './input';
import { checkFields, typeOf } from './payload';
import { type Refusal, refusal } from './refusal';

const businessKeyLengthMax = 200;

export function start(draft: Draft, { payload, businessKey, at, parent }: SagaStarted): Refusal | null {
	const { flow } = draft;
	const problem = checkJson(payload);
	if (problem) return refusal('payload', `The payload cannot be taken: ${problem.reason}.`, problem.path);
	const refused = checkFields(flow.start.fields, payload);
	if (refused) return refused;
	const key = businessKey === null ? evaluatedKey(flow.start, payload, at) : { ok: true as const, key: businessKey };
	if (!key.ok) return refusal('payload', key.message, '');
	if (key.key !== null && key.key.length > businessKeyLengthMax)
		return refusal('payload', `The business key is longer than ${businessKeyLengthMax} characters.`, '');
	draft.record({
		type: 'sagaStarted',
		flowId: flow.id,
		version: flow.version,
		businessKey: key.key,
		payload,
		start: flow.start.id,
		...(parent === undefined ? {} : { parent }),
	});
	armReactions(draft, '', 0);
	return null;
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
