import { expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { lint } from '../lint';

const found = (text: string) => lint(sketch(text, { x: 1 })).filter((problem) => problem.code === 'for-each-abandons');

it.each([
	'a*xs',
	'a*xs[until=x]',
	'a*xs[gap]',
	'a*xs[gap seq until=x]',
	'sub(a)*xs[until=x]',
	'a*xs[harmless until=x]',
])('%s leaves nothing unknown', (text) => expect(found(text)).toEqual([]));

it.each([
	['a*xs[gap until=x]', 'a', 'may be at a'],
	['s=sub(a → b[gap])*xs[until=x]', 's', 'may be at b'],
])('%s does: at %s, %s', (text, node, words) =>
	expect(found(text)).toMatchObject([{ node, message: expect.stringContaining(words) }]),
);
