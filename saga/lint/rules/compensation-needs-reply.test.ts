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

it('also where the compensation is drawn, unless a condition of it asks', () => {
	const drawn = (text: string) =>
		lint(sketch(text, { x: 1 })).filter(({ code }) => code === 'compensation-needs-reply');
	expect(drawn('a[out.room=reply]{b[in.id=input.id]}')).toEqual([]);
	expect(drawn('a[out.room=reply]{b[in.id=room.id]}')).toMatchObject([{ node: 'b', field: 'input.0.expression' }]);
	expect(drawn('a{choose(output = null: b[in.id=input.id], c[in.id=output.id])}')).toEqual([]);
});
