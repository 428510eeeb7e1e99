import { expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { fixesFor } from '../fixes';
import { lint } from '../lint';

const x = { x: 1 };
const found = (text: string) => lint(sketch(text, x)).filter((problem) => problem.code === 'decision-complete');

it.each(['choose(x > 1: a, b)', 'choose(x = null: a, x != null: b)', 'choose(x > 1: a, true: b)'])(
	'%s knows a way for every saga',
	(text) => expect(found(text)).toEqual([]),
);

it.each(['choose(x > 1: a, x <= 1: b)', 'choose(x > 1: a, x > 2: b)'])('%s does not, where x is missing', (text) =>
	expect(found(text)).toMatchObject([{ node: 'choice', severity: 'error' }]),
);

it('offers to make the last way the default', () => {
	const flow = sketch('choose(x > 1: a, x <= 1: b)', x);
	const [problem] = lint(flow);
	const fixed = problem && fixesFor(flow, problem)[0]?.apply(flow);
	expect(fixed && lint(fixed)).toEqual([]);
});

it.each(['a → (b, x > 1: c)', 'a → (x > 1: b, else: c)', 'include(x > 1: a, b)', 'a → (true: b, x > 1: c)'])(
	'%s always finds a way',
	(text) => expect(found(text)).toEqual([]),
);

it.each([
	['a → (x > 1: b, x < 1: c)', 'a'],
	['catch(paid x) → (x > 1: b)', 'paid'],
])('%s may find none after %s', (text, node) => expect(found(text)).toMatchObject([{ node }]));
