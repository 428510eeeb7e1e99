import { expect, it } from 'vitest';
import { setStart, setStep } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { lint } from '../lint';

const found = (flow: ReturnType<typeof sketch>) => lint(flow).filter((problem) => problem.code === 'expression');

it('is content with FEEL', () => expect(found(sketch('choose(x > 1: a, b)', { x: 1 }))).toEqual([]));

it('says where in the text', () => {
	const flow = setStep(sketch('a', { x: 1 }), 'a', { input: [{ target: 'sum', expression: 'x + * 1' }] });
	expect(found(flow)).toMatchObject([
		{ node: 'a', field: 'input.0.expression', message: expect.stringMatching(/\(character \d+\)$/) },
	]);
});

it('finds conditions, the business key, and what is empty', () => {
	const flow = setStart(sketch('choose(x >: a, b)', { x: 1 }), 'start', { businessKey: 'x.' });
	const empty = setStep(flow, 'a', { output: [{ target: 'y', expression: '' }] });
	expect(found(empty).map(({ node, edge, field }) => [node ?? edge, field])).toEqual([
		['start', 'businessKey'],
		['a', 'output.0.expression'],
		['choice--a', 'condition'],
	]);
});

it('names a target that cannot be filled', () => {
	const flow = setStep(sketch('a', { x: 1 }), 'a', { input: [{ target: 'trip..id', expression: 'x' }] });
	expect(found(flow)).toMatchObject([{ node: 'a', field: 'input.0.target' }]);
});
