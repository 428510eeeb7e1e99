import { expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { lint } from '../lint';

const found = (text: string) => lint(sketch(text, { x: 1 })).filter((problem) => problem.code === 'terminate-cuts-off');

it.each([
	'a → end(terminate)',
	'a → choose(x > 1: end(terminate), b)',
	'fork(a, b) → end(terminate)',
	'fork(a → end(terminate), b[harmless] → c[harmless])',
	'sub(fork(a → b, c)) → end(terminate)',
	'fork(a → end(terminate), b)',
])('%s leaves nothing behind', (text) => expect(found(text)).toEqual([]));

it.each([
	['fork(a → end(terminate), b → c)', 'end-2', 'already done b'],
	['fork(end(terminate), sub(b → c))', 'end-2', 'already done b'],
])('%s leaves work behind: at %s, %s', (text, node, words) =>
	expect(found(text)).toMatchObject([{ node, message: expect.stringContaining(words) }]),
);
