// Expressions that were written to hurt. Each must end by a bound that counts
// work or size, never by a time-out: the tests look at the code, not at a clock.
// What we promise is that none takes longer than 50 ms; `npm run bench -- engine`
// measures it, and one test here holds it with a margin of three.

import { describe, expect, test } from 'vitest';
import { compileExpression } from './compile-expression';
import { outcome } from './test-support/evaluated';
import { type HostileExpression, hostileExpressions, hostileVariables } from './test-support/hostile';

const { loops, patterns, texts, doubling, deep, long, prototypes, numbers } = hostileExpressions;

describe('D-05 loops end when the fuel is spent', () => each(loops));
describe('patterns are matched without backtracking, or refused', () => each(patterns));
describe('text is paid for by its length', () => each(texts));
describe('what doubles is stopped by its size', () => each(doubling));
describe('what is nested too deep is refused, or cannot be stored', () => each(deep));
describe('a source is bounded before it is looked at', () => each(long));
describe('no name reaches a prototype', () => each(prototypes));
describe('large numbers do no harm', () => each(numbers));

function each(expressions: readonly HostileExpression[]): void {
	test.each(expressions.map(({ source, ends }) => [shortened(source), source, ends]))('%s', (_, source, ends) => {
		expect(outcome(source, hostileVariables)).toBe(ends);
	});
}

test('what is refused is refused at its place', () => {
	for (const { source } of Object.values(hostileExpressions).flat()) {
		const compiled = compileExpression(source);
		if (compiled.ok) continue;
		for (const { from, to } of compiled.problems) {
			expect(from).toBeGreaterThanOrEqual(0);
			expect(to).toBeGreaterThanOrEqual(from);
			expect(to).toBeLessThanOrEqual(source.length);
		}
	}
});

test('none takes longer than 50 ms of processor time, with a margin of three', () => {
	const slow = Object.values(hostileExpressions).flatMap((group) =>
		group.filter(({ source }) => Math.min(processorMs(source), processorMs(`${source} `)) > 150),
	);
	expect(slow.map(({ source }) => shortened(source))).toEqual([]);
});

/** For a source that has not been compiled before. */
function processorMs(source: string): number {
	const before = process.cpuUsage();
	outcome(`${source}  `, hostileVariables);
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}

function shortened(source: string): string {
	return source.length <= 100 ? source : `${source.slice(0, 60)}… (${source.length} characters)`;
}
