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

it('conditions are in plain sight; every kind without them is not', () => {
	expect(found(sketch('a → (x > 1: b, else: c)', { x: 1 }))).toEqual([]);
	expect(found(sketch('catch(paid x) → (b, c)', { x: 1 }))).toMatchObject([{ node: 'paid' }]);
});
