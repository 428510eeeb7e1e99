import { expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { lint } from '../lint';

const found = (text: string) => lint(sketch(text, { x: 1 })).filter((problem) => problem.code === 'never-thrown');

it.each([
	'a<error: b>',
	'a[error=NO]<error NO: b>',
	'a<error NO: b>',
	'call(other)<error NO: b>',
	'sub(a → end(error NO))<error NO: b>',
	'sub(publish(escalation E) → a)<escalation E [nonint]: b>',
	'a[error=NO]<error TIMEOUT: b>',
	'a; on(error: b)',
	'sub(sub(end(escalation E)))<escalation: b>',
])('%s can come', (text) => expect(found(text)).toEqual([]));

it.each([
	['a[error=NO]<error YES: b>', 'a-error', 'There can be: NO, TIMEOUT, UNAVAILABLE'],
	['s=sub(ask=approve)<error: b>', 's-error', 'any error'],
	['s=sub(a)<escalation E: b>', 's-escalation', 'the escalation "E"'],
	['ask=approve; on(error: b)', 'on-start', 'any error'],
])('%s cannot: at %s, %s', (text, node, words) =>
	expect(found(text)).toMatchObject([{ node, message: expect.stringContaining(words) }]),
);
