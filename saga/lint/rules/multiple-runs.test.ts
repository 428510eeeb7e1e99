import { expect, it } from 'vitest';
import { setGateway } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { fixesFor } from '../fixes';
import { lint } from '../lint';

const found = (flow: ReturnType<typeof sketch>) => lint(flow).filter((problem) => problem.code === 'multiple-runs');

it('branches that join, and ways that merge, run what follows once', () => {
	expect(found(sketch('fork(a, b) → c'))).toEqual([]);
	expect(found(sketch('choose(x > 1: a, b) → c', { x: 1 }))).toEqual([]);
});

it('branches that merge run it twice; the warning is where it begins, and can be mended', () => {
	const flow = setGateway(sketch('fork(a, b) → choose(x > 1: c, d)', { x: 1 }), 'join', { kind: 'exclusive' });
	const [problem, ...others] = found(flow);
	expect(problem).toMatchObject({ node: 'join', severity: 'warning' });
	expect(others).toEqual([]);
	const fixed = problem && fixesFor(flow, problem)[0]?.apply(flow);
	expect(fixed && found(fixed)).toEqual([]);
});

it('an inclusive join waits; a boundary event that does not interrupt and comes back is a second run', () => {
	expect(found(sketch('include(x > 1: a, b) → c', { x: 1 }))).toEqual([]);
	expect(found(sketch('a<timer PT1M: to(b)> → b'))).toEqual([]);
	expect(found(sketch('a<timer PT1M [nonint]: to(b)> → b'))).toMatchObject([{ node: 'b' }]);
});

it('offers a join only where all ways run', () => {
	const beside = sketch('a<timer PT1M [nonint]: to(m)> → m=exclusive → b');
	const [problem] = found(beside);
	expect(problem && fixesFor(beside, problem)).toEqual([]);
});
