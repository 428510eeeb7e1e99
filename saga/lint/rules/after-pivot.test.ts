import { expect, it } from 'vitest';
import { sketch } from '../../flow/sketch';
import { fixesFor } from '../fixes';
import { lint } from '../lint';

const found = (flow: ReturnType<typeof sketch>) => lint(flow).filter((problem) => problem.code === 'after-pivot');

it('what comes after a pivot is retriable', () => expect(found(sketch('a → p[pivot] → b[retriable]'))).toEqual([]));

it.each(['compensable', 'pivot'])('a %s step is refused there, and can be made retriable', (word) => {
	const flow = sketch(`a → p[pivot] → b[${word === 'pivot' ? word : 'harmless'}]`);
	const [problem] = found(flow);
	expect(problem).toMatchObject({ node: 'b', field: 'class' });
	const fixed = problem && fixesFor(flow, problem)[0]?.apply(flow);
	expect(fixed && found(fixed)).toEqual([]);
});

it('what a boundary of the pivot leads to is not after it; what is in a later subflow, or reacts later, is', () => {
	expect(found(sketch('a → p[pivot]<error NO: b>'))).toEqual([]);
	expect(found(sketch('a → p[pivot] → sub(b)')).map(({ node }) => node)).toEqual(['b']);
	expect(found(sketch('a → p[pivot] → c[retriable]{u}'))).toEqual([]);
});

it('an error that nothing catches is refused there', () => {
	expect(found(sketch('p[pivot] → end(error NO)'))).toMatchObject([{ node: 'end-2', field: 'result' }]);
	expect(found(sketch('p[pivot] → sub(end(error NO))<error: b[retriable]>'))).toEqual([]);
});
