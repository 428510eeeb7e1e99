import { expect, it } from 'vitest';
import { reconnect } from '../../flow/edits/edges';
import { sketch } from '../../flow/sketch';
import { fixesFor } from '../fixes';
import { lint } from '../lint';

const x = { x: 1 };
const found = (flow: ReturnType<typeof sketch>) => lint(flow).filter((problem) => problem.code === 'pivot-alone');

it.each(['fork(a, b) → p[pivot]', 'choose(x > 1: p[pivot], q[pivot])'])('%s is fine', (text) =>
	expect(found(sketch(text, x))).toEqual([]),
);

it('refuses a pivot beside another branch, and can make it compensable', () => {
	const flow = sketch('fork(a → p[pivot], b)');
	const [problem] = found(flow);
	expect(problem).toMatchObject({ node: 'p', message: expect.stringContaining('b can run at the same time') });
	const fixed = problem && fixesFor(flow, problem)[0]?.apply(flow);
	expect(fixed && found(fixed)).toEqual([]);
});

it('refuses a pivot in a loop', () => {
	const flow = sketch('choose(x > 1: a, _) → p[pivot] → choose(x > 2: b[retriable], c[retriable])', x);
	const back = flow.edges.find((edge) => edge.source === 'b')?.id ?? '';
	expect(found(reconnect(flow, back, { target: 'merge' }))).toMatchObject([
		{ node: 'p', message: expect.stringContaining('loop') },
	]);
});
