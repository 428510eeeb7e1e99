import { expect, it } from 'vitest';
import { connect, reconnect } from '../../flow/edits/edges';
import { setGateway } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { lint } from '../lint';

const x = { x: 1 };
const found = (flow: ReturnType<typeof sketch>) => lint(flow).filter((problem) => problem.code === 'unbounded-tokens');

it('a loop is fine', () => {
	const flow = sketch('choose(x > 0: a, _) → b → choose(x > 1: c, d)', x);
	const back = flow.edges.find((edge) => edge.source === 'c')?.id ?? '';
	expect(found(reconnect(flow, back, { target: 'merge' }))).toEqual([]);
});

it('a loop that starts a branch in each round and awaits none is not', () => {
	const loop = setGateway(sketch('choose(x > 0: a, _) → b → fork(c, d)', x), 'join', { kind: 'exclusive' });
	const back = loop.edges.find((edge) => edge.source === 'd')?.id ?? '';
	expect(found(reconnect(loop, back, { target: 'merge' }))).toMatchObject([{ severity: 'error' }]);
});

it('two branches that meet in a merge are bounded', () =>
	expect(found(connect(setGateway(sketch('fork(a, b) → c'), 'join', { kind: 'exclusive' }), 'fork', 'join'))).toEqual(
		[],
	));
