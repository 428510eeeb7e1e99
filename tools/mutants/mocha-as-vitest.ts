/**
 * What the engine's specs import from Vitest, on Mocha: a suite that is loaded once and run again for each mutant, which
 * Vitest cannot do. Only what those specs use; another import fails when they are bundled.
 */
import { format } from 'node:util';
import { ASYMMETRIC_MATCHERS_OBJECT, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';
import * as chai from 'chai';

interface Mocha {
	describe(title: string, body: () => void): void;
	it(title: string, body: () => void): void;
	readonly [matchers: symbol]: object;
}

/** Mocha gives its words as globals while it loads a file. */
const mocha = globalThis as unknown as Mocha;

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

export const describe = mocha.describe;

export const it = Object.assign((title: string, body: () => void) => mocha.it(title, body), {
	each:
		(rows: readonly unknown[]) =>
		(title: string, body: (...row: unknown[]) => void): void =>
			rows.forEach((row, at) => {
				const values = Array.isArray(row) ? row : [row];
				mocha.it(`${format(title, ...values)} (${at + 1})`, () => body(...values));
			}),
});

export const expect = Object.assign(chai.expect, mocha[ASYMMETRIC_MATCHERS_OBJECT]);
