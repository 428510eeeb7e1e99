import { expect, it } from 'vitest';
import type { FlowDefinition } from '../../flow/definition';
import { setGateway } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { fixesFor } from '../fixes';
import { lint } from '../lint';

const x = { x: 1 };
const found = (flow: FlowDefinition) => lint(flow).filter((problem) => problem.code === 'deadlock');

it.each(['fork(a, fork(b, c)) → d', 'fork(choose(x > 1: a, b), c)', 'choose(x > 1: fork(a, b), c)'])(
	'%s comes to its end',
	(text) => expect(found(sketch(text, x))).toEqual([]),
);

it('a join behind a decision waits for ever; a merge does not', () => {
	const flow = setGateway(sketch('choose(x > 1: a, b)', x), 'merge', { kind: 'parallel' });
	const [problem] = found(flow);
	expect(problem).toMatchObject({
		node: 'merge',
		severity: 'error',
		message: expect.stringContaining('choice leads to'),
	});
	const fixed = problem && fixesFor(flow, problem)[0]?.apply(flow);
	expect(fixed && found(fixed)).toEqual([]);
});

it('is found in one branch of many without playing all their orders', () => {
	const branches = Array.from({ length: 12 }, (_, at) => `choose(x > ${at}: a${at}, b${at})`).join(', ');
	const flow = sketch(`fork(${branches})`, x);
	expect(found(flow)).toEqual([]);
	expect(found(setGateway(flow, 'merge-7', { kind: 'parallel' })).map((problem) => problem.node)).toEqual(['merge-7']);
});

it.each([
	'race(paid x: a, timer PT1H: b) → c',
	'include(x > 1: fork(a, b), c) → d',
	'fork(a<error: end(terminate)>, b<timer PT1M: end(error NO)>)',
	'a<timer PT1M [nonint]: b → end> → c',
	'fork(a → include(x > 1: b, c), include(x > 2: (d, e<timer PT1M [nonint]: f → end>), g)) → h',
	'sub(fork(a, b)) → c; on(stop x: fork(d, e))',
	'a{fork(b, c)} → d',
	'a → (b, x > 1: c) → j=inclusive → d',
	'fork(a → link(l), b) ; link(l) → c',
])('%s comes to its end, too', (text) => expect(found(sketch(text, x))).toEqual([]));

it.each([
	['race(paid x: a → to(j), timer PT1H: b) → j=parallel → c', 'j', 'race leads to'],
	['a → (x > 1: b, else: c) → j=parallel → d', 'j', 'a leads to'],
	['fork(a<timer PT1M: end>, b) → c', 'join', 'a-timer leads to end'],
])('%s: %s waits for ever when %s', (text, join, when) =>
	expect(found(sketch(text, x))).toMatchObject([{ node: join, message: expect.stringContaining(when) }]),
);
