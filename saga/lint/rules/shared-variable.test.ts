import { expect, it } from 'vitest';
import { setStep } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { lint } from '../lint';

const found = (text: string, left: string, right: string) => {
	const first = setStep(sketch(text, { x: 1 }), 'a', { output: [{ target: left, expression: 'reply' }] });
	const flow = setStep(first, 'b', { output: [{ target: right, expression: 'reply' }] });
	return lint(flow).filter((problem) => problem.code === 'shared-variable');
};

it('branches that store variables of their own are fine', () => expect(found('fork(a, b)', 'room', 'car')).toEqual([]));
it('so are steps that cannot run at once', () => {
	expect(found('a → b', 'trip', 'trip')).toEqual([]);
	expect(found('choose(x > 1: a, b)', 'trip', 'trip')).toEqual([]);
});
it('two branches do not store one variable, nor two parts of one', () =>
	expect(found('fork(a, c → b)', 'trip.room', 'trip.car')).toMatchObject([
		{ node: 'b', severity: 'error', field: 'output.0.target' },
	]));
