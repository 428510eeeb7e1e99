import { expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { fixesFor } from '../fixes';
import { lint } from '../lint';

const found = (text: string) => lint(sketch(text, { x: 1 })).filter((problem) => problem.code === 'useless-gateway');

it('a gateway that splits or joins is fine', () => expect(found('fork(a, b)')).toEqual([]));

it('one that does neither is a warning, and can be removed', () => {
	expect(found('fork(a)').map((problem) => [problem.node, problem.severity])).toEqual([
		['fork', 'warning'],
		['join', 'warning'],
	]);
	const flow = sketch('fork(a)');
	const [problem] = found('fork(a)');
	const fixed = problem && fixesFor(flow, problem)[0]?.apply(flow);
	expect(fixed?.edges.map((edge) => `${edge.source} → ${edge.target}`)).toEqual([
		'start → a',
		'a → join',
		'join → end',
	]);
});
