import { expect, it } from 'vitest';
import { renameNode } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { fixesFor } from '../fixes';
import { lint } from '../lint';

const found = (flow: ReturnType<typeof sketch>) => lint(flow).filter((problem) => problem.code === 'names-unique');

it('gateways need no name', () => expect(found(sketch('fork(a, b)'))).toEqual([]));

it('a step does', () => expect(found(renameNode(sketch('a'), 'a', ' '))).toMatchObject([{ node: 'a', field: 'name' }]));

it('two nodes have two names, however they are written; the fix counts', () => {
	const flow = renameNode(sketch('a → b'), 'b', ' A');
	const [problem] = found(flow);
	expect(problem).toMatchObject({ node: 'b' });
	const fixed = problem && fixesFor(renameNode(flow, 'b', 'a'), problem)[0]?.apply(flow);
	expect(fixed?.nodes.map((node) => node.name)).toContain('a 2');
});

it('two ends of one name are a warning', () => {
	const flow = sketch('choose(x > 1: a, b)', { x: 1 });
	const gateways = flow.nodes.filter(({ kind }) => kind === 'exclusive').map(({ id }) => id);
	const twice = gateways.reduce((named, id) => renameNode(named, id, 'same'), flow);
	expect(found(twice)).toMatchObject([{ severity: 'warning' }]);
});

it('each scope has names of its own, and both ends of a link have one', () => {
	const flow = sketch('s=sub(a) → t=sub(b)');
	expect(found(renameNode(flow, 'b', 'a'))).toEqual([]);
	const linked = sketch('a → link(l); link(l) → b');
	const ends = linked.nodes.filter((node) => node.kind === 'link').map((node) => node.id);
	expect(found(ends.reduce((named, id) => renameNode(named, id, 'l'), linked))).toEqual([]);
	expect(found(renameNode(sketch('ask=approve'), 'ask', ''))).toMatchObject([{ node: 'ask', field: 'name' }]);
});
