import { expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { lint } from '../lint';

const found = (text: string) => lint(sketch(text, { x: 1 })).filter((problem) => problem.code === 'undo-after-pivot');

it.each([
	'a → choose(x > 1: undo, _) → p[pivot]',
	'a → choose(x > 1: p[pivot], undo)',
	'a → p[pivot]<error NO: undo>',
	'a → p[pivot] → c[retriable]; on(error: undo)',
	'a → p[pivot] → c[retriable error=NO]; on(error YES: undo)',
	'a{b → undo(a)} → p[pivot]',
])('%s undoes before the pivot or beside it', (text) => expect(found(text)).toEqual([]));

it.each([
	['a → p[pivot] → undo', 'undo', 'after the pivot p'],
	['a → p[pivot] → end(compensate a)', 'end-2', 'after the pivot p'],
	['a → sub(p[pivot]) → choose(x > 1: undo, _)', 'undo', 'after the pivot p'],
])('%s does not: at %s, %s', (text, node, words) =>
	expect(found(text)).toMatchObject([{ node, message: expect.stringContaining(words) }]),
);
