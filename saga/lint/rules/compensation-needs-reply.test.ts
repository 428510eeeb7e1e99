import { expect, it } from 'vitest';
import { newCompensation } from '../../flow/edits/new-node';
import { setStep } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { lint } from '../lint';

const found = (expression: string) => {
	const flow = setStep(sketch('a', { trip: {} }), 'a', {
		output: [{ target: 'room', expression: 'reply' }],
		compensation: { ...newCompensation('undo-a'), input: [{ target: 'id', expression }] },
	});
	return lint(flow).filter((problem) => problem.code === 'compensation-needs-reply');
};

it.each([
	'input.id',
	'trip.id',
	'if output = null then input.id else output.id',
	'if room = null then null else room.id',
	'if is defined(output.id) then output.id else input.id',
])('%s also holds without a reply', (expression) => expect(found(expression)).toEqual([]));

it.each([
	'output.id',
	'room.id',
	'{ id: output.id }',
	'if trip = null then output.id else 1',
	'if output = null then room.id else output.id',
])('%s does not', (expression) =>
	expect(found(expression)).toMatchObject([{ node: 'a', field: 'compensation.input.0.expression' }]),
);
