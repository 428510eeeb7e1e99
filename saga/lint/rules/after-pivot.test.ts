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
