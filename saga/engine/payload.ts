/** What people and programs hand in is checked against the fields that the flow asks for. Other keys are let through. */
import { isJsonList, type Json, type JsonObject } from '../expression/json';
import type { StartField } from '../flow/nodes/start';
import { type Refusal, refusal } from './refusal';

export function checkFields(fields: readonly StartField[], payload: JsonObject): Refusal | null {
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

export function typeOf(value: Json): StartField['type'] | 'null' {
	if (value === null) return 'null';
	if (typeof value === 'string') return 'text';
	if (typeof value === 'number') return 'number';
	if (typeof value === 'boolean') return 'boolean';
	return isJsonList(value) ? 'list' : 'object';
}
