import { expect, test } from 'vitest';
import { z } from 'zod';
import { fieldErrors, joinPath, pathWords } from './field-errors';

test('paths read like the document that was sent', () => {
	expect(pathWords(['nodes', 3, 'name'], 'definition')).toBe('definition.nodes[3].name');
	expect(pathWords([], 'definition')).toBe('definition');
	expect(pathWords(['a b', 0])).toBe('["a b"][0]');
	expect(joinPath('payload', 'order.items[3]')).toBe('payload.order.items[3]');
	expect(joinPath('payload', '[0]')).toBe('payload[0]');
	expect(joinPath('payload', '')).toBe('payload');
	expect(joinPath('', 'order')).toBe('order');
});

test('there are never more errors than a person can read', () => {
	const result = z.array(z.string()).safeParse(Array(1_000).fill(1));
	const errors = result.success ? [] : fieldErrors(result.error, 'list');
	expect(errors).toHaveLength(50);
	expect(errors[49]?.path).toBe('list[49]');
});
