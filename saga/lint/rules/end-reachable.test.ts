import { expect, it } from 'vitest';
import { connect, disconnect } from '../../flow/edits/edges';
import { removeNodes } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { lint } from '../lint';

const found = (flow: ReturnType<typeof sketch>) => lint(flow).filter((problem) => problem.code === 'end-reachable');

it('a flow with an end that all ways reach is fine', () =>
	expect(found(sketch('choose(x > 1: a, b)', { x: 1 }))).toEqual([]));

it('asks for an end', () =>
	expect(found(removeNodes(sketch('a'), ['end']))).toMatchObject([{ node: null, severity: 'error' }]));

it('names what circles without a way out', () => {
	const circle = connect(disconnect(sketch('choose(x > 1: a, b) → c', { x: 1 }), 'c', 'end'), 'c', 'choice');
	expect(found(circle).map((problem) => problem.node)).toEqual(['start', 'choice', 'merge', 'a', 'b', 'c']);
});

it('asks it of each scope by itself, where a way may stop without an end', () => {
	expect(found(sketch('sub(a → b){u} → c'))).toEqual([]);
	const bare = removeNodes(sketch('s=sub(a → b) → c'), ['s-end']);
	expect(found(bare)).toEqual([]);
	const circle = sketch('s=sub(m=exclusive → a → to(m)) → c');
	expect(found(circle).map((problem) => problem.node)).toEqual(['s-start', 'm', 'a']);
	expect(found(circle)[1]).toMatchObject({ message: expect.stringContaining('loop that no way leaves') });
});
