import { expect, it } from 'vitest';
import { disconnect } from '../../flow/edits/edges';
import { sketch } from '../../flow/sketch';
import { fixesFor } from '../fixes';
import { lint } from '../lint';

const found = (flow: ReturnType<typeof sketch>) => lint(flow).filter((problem) => problem.code === 'dead-node');

it('a connected flow is fine', () => expect(found(sketch('a → b'))).toEqual([]));

it('finds what nothing leads to, and all behind it', () =>
	expect(found(disconnect(sketch('a → b'), 'start', 'a')).map((problem) => problem.node)).toEqual(['end', 'a', 'b']));

it('offers to delete it', () => {
	const flow = disconnect(disconnect(sketch('a → b'), 'a', 'b'), 'b', 'end');
	const problem = found(flow).find(({ node }) => node === 'b');
	expect(
		problem &&
			fixesFor(flow, problem)[0]
				?.apply(flow)
				.nodes.map((node) => node.id),
	).toEqual(['start', 'end', 'a']);
});

it('what waits for an event, a link or an undo is alive with its host', () => {
	expect(
		found(sketch('a{u → v}<timer PT1M: b> → sub(c; on(error: d)) → link(l); link(l) → e; on(stop x: f)', { x: 1 })),
	).toEqual([]);
});

it('a dead subflow speaks for what stands in it', () => {
	const flow = disconnect(sketch('a → s=sub(b)<error: c>'), 'a', 's');
	expect(found(flow).map((problem) => problem.node)).toEqual(['end', 's', 'c']);
});
