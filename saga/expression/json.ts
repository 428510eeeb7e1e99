// JSON as the saga knows it: what a variable, a payload and an expression's
// result may be. `checkJson` stands at the door and runs for each message, so
// it walks once, allocates nothing while all is well, and stops at the bound.
//
// Invariant: what passes `checkJson` can be stored as text, read back equal and
// spread into an object without touching a prototype. Nothing is repaired here:
// a value passes as it is or is refused with path and reason.

import { JSON_BYTES_MAX, JSON_DEPTH_MAX } from './limits';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export interface JsonLimits {
	readonly bytesMax: number;
	readonly depthMax: number;
}

export interface JsonProblem {
	readonly code: 'too-large' | 'too-deep' | 'forbidden-key' | 'bad-text' | 'not-json';
	/** Where, as `order.items[3].name`; empty for the value itself. */
	readonly path: string;
	/** Cause in the reader's words. */
	readonly reason: string;
}

const defaultLimits: JsonLimits = { bytesMax: JSON_BYTES_MAX, depthMax: JSON_DEPTH_MAX };

/** Keys that JavaScript gives a meaning of its own. */
export function isForbiddenKey(key: string): boolean {
	return key === '__proto__' || key === 'constructor' || key === 'prototype';
}

const loneSurrogate = /[\uD800-\uDFFF]/u;

/** The reason why a text cannot be stored, or null. */
export function textProblem(text: string): string | null {
	if (text.includes('\0')) return 'the text contains the character U+0000, which cannot be stored';
	if (loneSurrogate.test(text)) return 'the text contains half of a surrogate pair, which is no character';
	return null;
}

/**
 * Whether `value` is JSON within bounds. Bytes are those of `canonicalJson` in
 * UTF-8; depth counts lists and objects. Returns the first problem found.
 */
export function checkJson(value: unknown, limits: JsonLimits = defaultLimits): JsonProblem | null {
	const walk = new JsonWalk(limits);
	return walk.refuses(value, 0) ? walk.problem() : null;
}

class JsonWalk {
	private bytesLeft: number;
	private code: JsonProblem['code'] = 'not-json';
	private reason = '';
	/** Filled from the inside out, only once something is refused. */
	private readonly steps: string[] = [];

	constructor(private readonly limits: JsonLimits) {
		this.bytesLeft = limits.bytesMax;
	}

	problem(): JsonProblem {
		const path = this.steps.reverse().join('').replace(/^\./, '');
		return { code: this.code, path, reason: this.reason };
	}

	refuses(value: unknown, depth: number): boolean {
		switch (typeof value) {
			case 'string':
				return this.refusesText(value);
			case 'number':
				if (!Number.isFinite(value)) return this.refuse('not-json', `${value} is no JSON number`);
				return this.takes(Number.isInteger(value) && value >= 0 && value < 10 ? 1 : String(value).length);
			case 'boolean':
				return this.takes(value ? 4 : 5);
			case 'object':
				if (value === null) return this.takes(4);
				if (depth >= this.limits.depthMax)
					return this.refuse('too-deep', `it is nested deeper than ${this.limits.depthMax} levels`);
				return Array.isArray(value) ? this.refusesList(value, depth + 1) : this.refusesObject(value, depth + 1);
			default:
				return this.refuse('not-json', `a value of type ${typeof value} is no JSON`);
		}
	}

	private refusesList(list: readonly unknown[], depth: number): boolean {
		if (this.takes(list.length === 0 ? 2 : list.length + 1)) return true;
		for (let index = 0; index < list.length; index++) {
			if (this.refuses(list[index], depth)) {
				this.steps.push(`[${index}]`);
				return true;
			}
		}
		return false;
	}

	private refusesObject(object: object, depth: number): boolean {
		const prototype: unknown = Object.getPrototypeOf(object);
		if (prototype !== Object.prototype && prototype !== null)
			return this.refuse('not-json', 'it is no value of JSON (a range, a function or the like)');
		// Object.keys with a look-up is five times faster than Object.entries.
		const keys = Object.keys(object);
		const entries = object as { readonly [key: string]: unknown };
		for (const key of keys) {
			if (isForbiddenKey(key)) return this.refuse('forbidden-key', `the key "${key}" is not allowed`);
			if (this.refusesText(key)) return true;
			if (this.refuses(entries[key], depth)) {
				this.steps.push(plainKey.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);
				return true;
			}
		}
		return this.takes(keys.length === 0 ? 2 : 2 * keys.length + 1);
	}

	private refusesText(text: string): boolean {
		const length = text.length;
		if (length > this.bytesLeft) return this.takes(length);
		let bytes = length + 2;
		for (let index = 0; index < length; index++) {
			const unit = text.charCodeAt(index);
			if (unit >= 0x20 && unit < 0x80) {
				if (unit === 0x22 || unit === 0x5c) bytes += 1;
			} else if (unit < 0x20) {
				if (unit === 0) return this.refuse('bad-text', textProblem('\0') ?? '');
				bytes += shortEscape.includes(unit) ? 1 : 5;
			} else if (unit < 0x800) {
				bytes += 1;
			} else if (unit < 0xd800 || unit > 0xdfff) {
				bytes += 2;
			} else {
				const low = unit < 0xdc00 ? text.charCodeAt(index + 1) : 0;
				if (!(low >= 0xdc00 && low <= 0xdfff)) return this.refuse('bad-text', textProblem('\ud800') ?? '');
				index += 1;
				bytes += 2;
			}
		}
		return this.takes(bytes);
	}

	private takes(bytes: number): boolean {
		this.bytesLeft -= bytes;
		if (this.bytesLeft >= 0) return false;
		return this.refuse('too-large', `it is larger than ${this.limits.bytesMax} bytes`);
	}

	private refuse(code: JsonProblem['code'], reason: string): true {
		this.code = code;
		this.reason = reason;
		return true;
	}
}

const plainKey = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** \b \t \n \f \r: written with two characters, other control characters with six. */
const shortEscape = [8, 9, 10, 12, 13];

/**
 * The one text of a JSON value: no blanks, keys sorted by UTF-16 code unit,
 * numbers and escapes as `JSON.stringify` writes them. Equal values give equal
 * texts, so it can be hashed, compared and stored. The value must have passed
 * `checkJson`.
 */
export function canonicalJson(value: Json): string {
	if (value === null || typeof value !== 'object') return JSON.stringify(value);
	return isJsonList(value) ? canonicalList(value) : canonicalObject(value);
}

function canonicalList(list: readonly Json[]): string {
	let text = '[';
	for (let index = 0; index < list.length; index++) {
		if (index > 0) text += ',';
		text += canonicalJson(list[index] ?? null);
	}
	return `${text}]`;
}

function canonicalObject(object: JsonObject): string {
	let text = '{';
	for (const key of sorted(Object.keys(object))) {
		if (text.length > 1) text += ',';
		text += plainKey.test(key) ? `"${key}":` : `${JSON.stringify(key)}:`;
		text += canonicalJson(object[key] ?? null);
	}
	return `${text}}`;
}

/** By UTF-16 code unit, which is how JavaScript compares; most objects come in order already. */
function sorted(keys: string[]): string[] {
	for (let index = 1; index < keys.length; index++) {
		if ((keys[index - 1] ?? '') > (keys[index] ?? '')) return keys.sort();
	}
	return keys;
}

/** `Array.isArray` does not narrow read-only lists. */
export function isJsonList(value: Json): value is readonly Json[] {
	return Array.isArray(value);
}
