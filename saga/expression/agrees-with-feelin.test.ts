// feelin is the reference: what we compile gives what it interprets. Expressions
// are generated with their types, because we differ on purpose where types are
// mixed; docs/decisions.md lists those places.

import fc from 'fast-check';
import { evaluate } from 'feelin';
import { expect, test } from 'vitest';
import { compileExpression } from './compile-expression';
import type { Json, JsonObject } from './json';

type Source = fc.Arbitrary<string>;

const variables: fc.Arbitrary<JsonObject> = fc.record(
	{
		n: fc.oneof(fc.integer({ min: -20, max: 20 }), fc.constant(null)),
		m: fc.integer({ min: -3, max: 3 }),
		s: fc.constantFrom('', 'a', 'abc', 'Hello ä', 'B-1'),
		t: fc.constantFrom('a', 'b', 'l'),
		flag: fc.oneof(fc.boolean(), fc.constant(null)),
		list: fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 5 }),
		items: fc.array(
			fc.record(
				{ price: fc.integer({ min: 0, max: 9 }), name: fc.constantFrom('a', 'b'), n: fc.integer({ min: 0, max: 3 }) },
				{ requiredKeys: ['price'], noNullPrototype: true },
			),
			{ maxLength: 4 },
		),
		order: fc.record(
			{ total: fc.integer({ min: 0, max: 200 }), note: fc.constantFrom('x', 'abc', null) },
			{ noNullPrototype: true },
		),
	},
	{ requiredKeys: [], noNullPrototype: true },
);

function joined(parts: readonly (string | Source)[]): Source {
	return fc
		.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
		.map((texts) => texts.join(''));
}

/** `joined` as a template: text with arbitraries in it. */
function src(texts: TemplateStringsArray, ...holes: readonly Source[]): Source {
	return joined(texts.flatMap((text, index) => [text, ...(holes[index] ? [holes[index]] : [])]));
}

const position = fc.constantFrom('1', '2', '-1', '9', '0', '1 + 1');
const order = fc.constantFrom('<', '<=', '>', '>=');
const equality = fc.constantFrom('=', '!=');
const scale = fc.constantFrom('0', '1', '2');

const generated = fc.letrec<Record<'number' | 'text' | 'truth' | 'numbers' | 'contexts' | 'context' | 'value', string>>(
	(tie) => {
		const [n, t, b] = [tie('number'), tie('text'), tie('truth')];
		const [list, items, context] = [tie('numbers'), tie('contexts'), tie('context')];
		const leafNumber = fc.constantFrom('0', '1', '2.5', '-7', 'n', 'm', 'order.total', 'missing', 'missing.a');
		const leafText = fc.constantFrom('"a"', '"Hello"', '""', 's', 't', 'order.note', '"\\u00e4\\n\\""');
		const oneof = (...alternatives: Source[]) =>
			fc.oneof({ depthSize: 'small', withCrossShrink: true }, ...alternatives);
		return {
			number: oneof(
				leafNumber,
				src`(${n} ${fc.constantFrom('+', '-', '*', '/')} ${n})`,
				src`(${n} ** ${fc.constantFrom('0', '1', '2')})`,
				src`(-(${n}))`,
				src`(if ${b} then ${n} else ${n})`,
				src`${list}[${position}]`,
				src`${fc.constantFrom('count', 'sum', 'min', 'max', 'mean', 'product')}(${list})`,
				src`${fc.constantFrom('floor', 'ceiling', 'abs')}(${n})`,
				src`${fc.constantFrom('round up', 'round down', 'round half up', 'round half down', 'decimal')}(${n}, ${scale})`,
				src`modulo(${n}, ${n})`,
				src`string length(${t})`,
				src`number(string(${n}))`,
				src`${context}.a`,
				src`get value(${context}, "a")`,
				src`count(${items})`,
			),
			text: oneof(
				leafText,
				src`(${t} + ${t})`,
				src`(if ${b} then ${t} else ${t})`,
				src`${fc.constantFrom('upper case', 'lower case', 'string')}(${t})`,
				src`substring(${t}, ${fc.constantFrom('1', '2', '-1')})`,
				src`substring(${t}, 1, ${fc.constantFrom('0', '1', '3')})`,
				src`${fc.constantFrom('substring before', 'substring after')}(${t}, ${t})`,
				src`string(${n})`,
				src`string(${list})`,
				src`string(${context})`,
				src`string join(${items}.name, ${t})`,
				src`replace(${t}, "l|a", "_")`,
			),
			truth: oneof(
				fc.constantFrom('true', 'false', 'null', 'flag'),
				src`(${n} ${order} ${n})`,
				src`(${t} ${order} ${t})`,
				src`(${n} ${equality} ${n})`,
				src`(${t} ${equality} ${t})`,
				src`(${list} ${equality} ${list})`,
				src`(${context} ${equality} ${context})`,
				src`(${b} ${fc.constantFrom('and', 'or')} ${b})`,
				src`not(${b})`,
				src`(${n} between ${n} and ${n})`,
				src`(${n} in [${n}..${n}])`,
				src`(${n} in (${n}..${n}))`,
				src`(${n} in (${n}, > ${n}, [${n}..${n}]))`,
				src`(${n} in ${list})`,
				src`(${fc.constantFrom('some', 'every')} x in ${list} satisfies x ${order} ${n})`,
				src`(${fc.constantFrom('some', 'every')} x in ${list}, y in ${list} satisfies x + y = ${n})`,
				src`${fc.constantFrom('contains', 'starts with', 'ends with')}(${t}, ${t})`,
				src`list contains(${list}, ${n})`,
				src`matches(${t}, "^[a-z]+$")`,
			),
			numbers: oneof(
				fc.constantFrom('list', '[1, 2, 3]', '[]', 'missing', '[0]'),
				src`[${n}, ${n}]`,
				src`list[item ${order} ${n}]`,
				src`list[item ${order} 2 and ${b}]`,
				src`(for x in ${list} return x ${fc.constantFrom('+', '*')} ${n})`,
				src`(for x in 1..${fc.constantFrom('3', '1', '-2')}, y in ${list} return x - y)`,
				src`(for i in 1..4 return if count(partial) = 0 then ${n} else partial[-1] + i)`,
				src`${fc.constantFrom('reverse', 'distinct values', 'flatten')}(${list})`,
				src`append(${list}, ${n})`,
				src`concatenate(${list}, ${list})`,
				src`union(${list}, ${list})`,
				src`sublist(${list}, ${fc.constantFrom('1', '2', '-1')})`,
				src`insert before(${list}, ${fc.constantFrom('1', '2')}, ${n})`,
				src`remove(${list}, ${fc.constantFrom('1', '2', '9')})`,
				src`index of(${list}, ${n})`,
				src`sort(${list}, function(a, b) a < b)`,
				src`${items}.price`,
			),
			contexts: oneof(
				fc.constantFrom('items', 'missing', '[]'),
				src`items[price ${order} ${n}]`,
				src`items[price ${order} n]`,
				src`items[name = ${t}]`,
				src`items[item.price ${order} 4 or name = "a"]`,
				src`(for x in ${list} return { price: x, name: ${t} })`,
				src`get entries(${context})`,
			),
			context: oneof(
				fc.constantFrom('{ a: 1 }', 'order', '{}'),
				src`{ a: ${n}, "b c": ${t} }`,
				src`{ b: ${n}, a: b + 1 }`,
				src`context put(${context}, "a", ${n})`,
				src`context merge([${context}, ${context}])`,
				src`context([{ key: "a", value: ${n} }])`,
				src`${items}[1]`,
			),
			value: fc.oneof(n, t, b, list, items, context),
		};
	},
);

/** As JSON would store it; feelin's undefined and infinities are null. */
function stored(value: unknown): Json {
	return JSON.parse(JSON.stringify(value === undefined ? null : value));
}

const tooLongForFeelin = Symbol('too long for feelin');

/** Its parser, other than ours, drops the right reading of much text in parentheses, and it throws. */
function interpreted(source: string, context: JsonObject): Json | typeof tooLongForFeelin {
	try {
		return stored(evaluate(source, context).value);
	} catch (error) {
		if (error instanceof Error && 'position' in error && source.length > 150) return tooLongForFeelin;
		throw error;
	}
}

test('what we compile gives what feelin interprets', () => {
	fc.assert(
		fc.property(generated.value, variables, (source, context) => {
			const compiled = compileExpression(source);
			if (!compiled.ok) {
				// Generated sources grow past the bounds now and then; anything else is a fault.
				expect(['too-long', 'too-many-parts', 'too-deep']).toContain(compiled.problems[0]?.code);
				return;
			}
			const ours = compiled.expression.evaluate(context);
			if (!ours.ok) expect(ours.code).toBe('fuel');
			else {
				const theirs = interpreted(source, context);
				if (theirs !== tooLongForFeelin) expect(stored(ours.value)).toEqual(theirs);
			}
		}),
		{ numRuns: Number(process.env.PROPERTY_CASES ?? 150) },
	);
});
