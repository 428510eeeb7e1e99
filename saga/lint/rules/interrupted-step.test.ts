import { expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { fixesFor } from '../fixes';
import { lint } from '../lint';

const found = (text: string) => lint(sketch(text, { x: 1 })).filter((problem) => problem.code === 'interrupted-step');

it.each([
	'a<timer PT1M: b>',
	'a[gap]<timer PT1M [nonint]: b>',
	'a[harmless]<timer PT1M: b>',
	'a[gap]<error: b>',
	'a{u}<timer PT1M: b>',
	'ask=approve<timer PT1M: b>',
])('%s may be interrupted', (text) => expect(found(text)).toEqual([]));

it.each([
	['a[gap]<timer PT1M: b>', 'a-timer', 'interrupts a'],
	['a[gap]<stop x: b>', 'a-message', 'interrupts a'],
	['a → p[pivot] → c[retriable]<late=timer PT1M: d[retriable]>', 'late', 'interrupts c'],
])('%s may not: at %s, %s', (text, node, words) =>
	expect(found(text)).toMatchObject([{ node, message: expect.stringContaining(words) }]),
);

it('can be mended', () => {
	const flow = sketch('a[gap]<timer PT1M: b>', { x: 1 });
	const [problem] = found('a[gap]<timer PT1M: b>');
	const fixed = problem && fixesFor(flow, problem)[0]?.apply(flow);
	expect(fixed && lint(fixed).filter(({ code }) => code === problem.code)).toEqual([]);
});
