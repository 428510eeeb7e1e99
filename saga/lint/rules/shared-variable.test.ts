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

it('two that merge whatever is answered are a warning', () =>
	expect(found('fork(a, b)', '*', '*')).toMatchObject([{ node: 'b', severity: 'warning' }]));

it('assignments and waits store, too; a subflow and an iteration have variables of their own', () => {
	const shared = (text: string) => lint(sketch(text, { x: 1 })).filter((problem) => problem.code === 'shared-variable');
	expect(shared('fork(assign(y = 1), catch(paid x)[out.y=event])')).toMatchObject([
		{ node: 'paid', field: 'on.output.0.target' },
	]);
	expect(shared('fork(s=sub(assign(y = 1)), t=sub(assign(y = 1)))')).toEqual([]);
	expect(shared('fork(s=sub(a)[out.y=1], b[out.y=reply])')).toHaveLength(1);
	expect(shared('a*xs[out.y=reply]')).toEqual([]);
	expect(shared('fork(a*xs[out.y=reply collect=all:y], b[out.all=reply])')).toHaveLength(1);
});
