import { expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { fixesFor } from '../fixes';
import { lint } from '../lint';

const found = (text: string) =>
	lint(sketch(text, { x: 1 })).filter((problem) => problem.code === 'default-never-taken');

it.each(['a → (x > 1: b, else: c)', 'a → (b, x > 1: c)', 'choose(x > 1: a, b)', 'include(x > 1: a, b)'])(
	'%s takes each way at times',
	(text) => expect(found(text)).toEqual([]),
);

it('a default beside a way that is always taken is a warning, and can be mended', () => {
	const flow = sketch('a → (b, else: c)', { x: 1 });
	const [problem] = found('a → (b, else: c)');
	expect(problem).toMatchObject({ edge: 'a--c', severity: 'warning' });
	const fixed = problem && fixesFor(flow, problem)[0]?.apply(flow);
	expect(fixed && lint(fixed).some(({ code }) => code === 'default-never-taken')).toBe(false);
});
