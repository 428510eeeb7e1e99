import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, checkJson } from './json';

/** A list in a list in a list…, `levels` of them. */
function nested(levels: number): unknown {
	let value: unknown = 1;
	for (let level = 0; level < levels; level++) value = [value];
	return value;
}

describe('D-04 checkJson', () => {
	test.each([
		['null', null],
		['a number', -1.5e300],
		['a text with an emoji', 'ok 😀'],
		['nested data', { order: { items: [{ id: 1 }, null, true] } }],
		['an object without prototype', Object.assign(Object.create(null), { a: 1 })],
		['32 levels', nested(32)],
		['keys that look special and are not', { toString: 1, hasOwnProperty: 2 }],
	])('accepts %s', (_, value) => {
		expect(checkJson(value)).toBeNull();
	});

	test.each([
		['33 levels', nested(33), 'too-deep', `${'[0]'.repeat(32)}`],
		['__proto__', JSON.parse('{"order":{"__proto__":{"admin":true}}}'), 'forbidden-key', 'order'],
		['constructor', { a: [{ constructor: 1 }] }, 'forbidden-key', 'a[0]'],
		['prototype', { prototype: 1 }, 'forbidden-key', ''],
		['U+0000', { order: { note: 'a\0b' } }, 'bad-text', 'order.note'],
		['U+0000 in a key', { 'a\0': 1 }, 'bad-text', ''],
		['the first half of a pair', ['\ud83d'], 'bad-text', '[0]'],
		['the second half of a pair', ['\ude00x'], 'bad-text', '[0]'],
		['halves in the wrong order', '\ude00\ud83d', 'bad-text', ''],
		['NaN', { 'two words': Number.NaN }, 'not-json', '["two words"]'],
		['infinity', Number.POSITIVE_INFINITY, 'not-json', ''],
		['undefined', { a: undefined }, 'not-json', 'a'],
		['a function', [() => 1], 'not-json', '[0]'],
		['an instance of a class', { at: new Map() }, 'not-json', 'at'],
		['a big integer', 1n, 'not-json', ''],
	])('refuses %s', (_, value, code, path) => {
		expect(checkJson(value)).toMatchObject({ code, path });
	});

	test('counts bytes of UTF-8, not characters', () => {
		const limits = { bytesMax: 10, depthMax: 1 };
		expect(checkJson('12345678', limits)).toBeNull();
		expect(checkJson('123456789', limits)).toMatchObject({ code: 'too-large' });
		expect(checkJson('äääää', limits)).toMatchObject({ code: 'too-large' });
		expect(checkJson('\n\n\n\n', limits)).toBeNull();
		expect(checkJson('\u0001\u0001', limits)).toMatchObject({ code: 'too-large' });
	});

	test('ends at the bound when parts are shared over and over', () => {
		let value: unknown = 'x'.repeat(1_000);
		for (let level = 0; level < 30; level++) value = [value, value];
		expect(checkJson(value)).toMatchObject({ code: 'too-large' });
	});

	test('ends when a value contains itself', () => {
		const value: unknown[] = [];
		value.push(value);
		expect(checkJson(value)).toMatchObject({ code: 'too-deep' });
	});

	test('counts exactly the bytes of the canonical text', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' }), (given) => {
				const value = JSON.parse(JSON.stringify(given));
				fc.pre(checkJson(value) === null);
				const bytes = new TextEncoder().encode(canonicalJson(value)).length;
				expect(checkJson(value, { bytesMax: bytes, depthMax: 32 })).toBeNull();
				expect(checkJson(value, { bytesMax: bytes - 1, depthMax: 32 })).toMatchObject({ code: 'too-large' });
			}),
		);
	});
});

describe('canonicalJson', () => {
	test('sorts keys by code unit at every level and keeps the order of lists', () => {
		expect(canonicalJson({ b: [2, 1], a: { ä: 1, z: 2, Z: 3 } })).toBe('{"a":{"Z":3,"z":2,"ä":1},"b":[2,1]}');
	});

	test('sorts keys that look like numbers as texts', () => {
		expect(canonicalJson({ 9: 1, 10: 2, a: 3 })).toBe('{"10":2,"9":1,"a":3}');
	});

	test('writes numbers and escapes as JSON does', () => {
		expect(canonicalJson(['"\\\n', -0, 1e21, 0.1])).toBe('["\\"\\\\\\n",0,1e+21,0.1]');
	});

	test('reads back equal, and does not depend on the order of keys', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (given) => {
				const value = JSON.parse(JSON.stringify(given));
				const text = canonicalJson(value);
				expect(JSON.parse(text)).toEqual(value);
				expect(canonicalJson(withKeysReversed(value))).toBe(text);
			}),
		);
	});
});

function withKeysReversed(value: unknown): ReturnType<typeof JSON.parse> {
	if (Array.isArray(value)) return value.map(withKeysReversed);
	if (value === null || typeof value !== 'object') return value;
	const entries = Object.entries(value).map(([key, entry]) => [key, withKeysReversed(entry)]);
	return Object.fromEntries(entries.reverse());
}
