import { expect, it } from 'vitest';
import type { FlowDefinition } from '../../flow/definition';
import { sketch } from '../../flow/sketch';
import { lint } from '../lint';

const found = (flow: FlowDefinition) => lint(flow).filter((problem) => problem.code === 'implicit-split');

it('a gateway splits in plain sight', () => expect(found(sketch('a → fork(b, c)'))).toEqual([]));

it('a step with two ways out is a warning', () => {
	const flow = sketch('a → b');
	const second = { id: 'second', source: 'a', target: 'end', name: '', condition: null, isDefault: false };
	expect(found({ ...flow, edges: [...flow.edges, second] })).toMatchObject([{ node: 'a', severity: 'warning' }]);
});
