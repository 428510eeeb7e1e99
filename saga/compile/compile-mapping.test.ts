import { expect, it } from 'vitest';
import type { Mapping } from '../flow/nodes/mapping';
import { compileMapping, evaluateMapping } from './compile-mapping';

function filled(mapping: Mapping, variables = {}, locals = {}): unknown {
	const { mapping: compiled, problems } = compileMapping(mapping);
	expect(problems).toEqual([]);
	const result = evaluateMapping(compiled, variables, locals, 0);
	return result.ok ? result.value : result.message;
}

it('* from * takes all variables, but not what is read besides them', () =>
	expect(filled([{ target: '*', expression: '*' }], { x: 1, y: { z: 2 } }, { reply: 5 })).toEqual({
		x: 1,
		y: { z: 2 },
	}));

it('* takes every key of an object; entries apply in order', () => {
	expect(
		filled(
			[
				{ target: 'x', expression: '0' },
				{ target: 'a', expression: '0' },
				{ target: '*', expression: 'reply' },
				{ target: 'b.c', expression: '3' },
			],
			{},
			{ reply: { a: 1, b: { d: 2 } } },
		),
	).toEqual({ x: 0, a: 1, b: { c: 3, d: 2 } });
	expect(filled([{ target: '*', expression: '{ n: x + 1 }' }], { x: 1 })).toEqual({ n: 2 });
});

it.each([
	[[1], 'a list'],
	['text', 'a text'],
	[5, 'a number'],
])('* from %j is a problem in words', (reply, kind) =>
	expect(filled([{ target: '*', expression: 'reply' }], {}, { reply })).toBe(
		`"*": reply is ${kind}. Only the keys of an object can be taken.`,
	),
);

it('who answers nothing has nothing to store', () =>
	expect(filled([{ target: '*', expression: 'reply' }], { x: 1 }, { reply: null })).toEqual({}));

it('a star is no part of a path', () =>
	expect(compileMapping([{ target: 'x', expression: '*' }]).problems).toMatchObject([{ field: '0.expression' }]));
