import { expect, it } from 'vitest';
import { setStart, setStep } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { lint } from '../lint';

const found = (flow: ReturnType<typeof sketch>) => lint(flow).filter((problem) => problem.code === 'variable-names');
const field = (name: string) => ({ name, type: 'text' as const, required: false, sample: null });

it('names that expressions can read are fine', () =>
	expect(
		found(setStep(sketch('a', { order: {} }), 'a', { output: [{ target: 'trip_1.id', expression: 'reply' }] })),
	).toEqual([]));

it('a start field stands once, and means nothing else', () =>
	expect(
		found(setStart(sketch('a'), 'start', { fields: [field('x'), field('x'), field('output')] })).map(
			(problem) => problem.field,
		),
	).toEqual(['fields.1.name', 'fields.2.name']));

it.each(['reply.id', 'order-id', 'größe'])('a step does not store "%s"', (target) =>
	expect(found(setStep(sketch('a'), 'a', { output: [{ target, expression: 'reply' }] }))).toMatchObject([
		{ field: 'output.0.target' },
	]),
);
