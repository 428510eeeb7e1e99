import { expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { fixesFor } from '../fixes';
import { lint } from '../lint';

const found = (text: string) =>
	lint(sketch(text, { x: 1 })).filter((problem) => problem.code === 'interrupted-work-stands');

it.each([
	'sub(a)<timer PT1M: c> → d',
	's=sub(a → b)[undo-now]<timer PT1M: c> → d',
	'sub(a → b)<timer PT1M: undo → c> → d',
	's=sub(a → b)<timer PT1M: end(compensate s)> → d',
	'sub(a → b)<timer PT1M: end(error LATE)> → d',
	'sub(a[harmless] → b)<timer PT1M: c> → d',
	'sub(a → b)<timer PT1M [nonint]: c> → d',
])('%s leaves nothing half done', (text) => expect(found(text)).toEqual([]));

it.each([
	['s=sub(a → b)<timer PT1M: c> → d', 's', 'a may be done and then stands'],
	['s=sub(fork(a, b))<error: c> → d', 's', 'a may be done'],
])('%s does: at %s, %s', (text, node, words) =>
	expect(found(text)).toMatchObject([{ node, message: expect.stringContaining(words) }]),
);

it('can be mended', () => {
	const flow = sketch('s=sub(a → b)<timer PT1M: c> → d', { x: 1 });
	const [problem] = found('s=sub(a → b)<timer PT1M: c> → d');
	const fixed = problem && fixesFor(flow, problem)[0]?.apply(flow);
	expect(fixed && lint(fixed).filter(({ code }) => code === problem.code)).toEqual([]);
});
