import { expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { lint } from '../lint';

const found = (text: string) => lint(sketch(text, { x: 1 })).filter((problem) => problem.code === 'caught-twice');

it.each([
	'a<error NO: b><error: c>',
	'a<error: b> → c<error: d>',
	'sub(a<error: b>)<error: c>; on(error: d)',
	'a<stop x: b><stop x: c>',
])('%s catches each once', (text) => expect(found(text)).toEqual([]));

it.each([
	['a<error NO: b><other=error NO: c>', 'other', 'the error "NO"'],
	['a<error: b><other=error: c>', 'other', 'every error'],
	['sub(a; on(error: b); on(error: c)) → d', 'on-2-start', 'every error'],
])('%s catches again at %s %s', (text, node, words) =>
	expect(found(text)).toMatchObject([{ node, message: expect.stringContaining(words) }]),
);
