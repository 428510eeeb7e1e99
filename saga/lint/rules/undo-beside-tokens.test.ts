import { expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { lint } from '../lint';

const found = (text: string) => lint(sketch(text, { x: 1 })).filter((problem) => problem.code === 'undo-beside-tokens');

it.each([
	'fork(a, b) → undo',
	'a → choose(x > 1: undo, b) → c',
	'a → b; on(error: undo)',
	'a → b; on(stop x: undo)',
	'fork(a → sub(c → undo), b)',
	'a<error: undo> → b',
])('%s undoes when nothing else is open', (text) => expect(found(text)).toEqual([]));

it.each([
	['fork(a → undo, b)', 'undo', 'b can still be open'],
	['fork(a → c, b → end(compensate b))', 'end-2', 'a can still be open'],
	['a → b; on(stop x [nonint]: undo)', 'undo', 'a can still be open'],
	['fork(a → undo, catch(paid x) → b)', 'undo', 'paid can still be open'],
])('%s leaves something open: at %s, %s', (text, node, words) =>
	expect(found(text)).toMatchObject([{ node, message: expect.stringContaining(words) }]),
);
