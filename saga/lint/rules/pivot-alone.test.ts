import { expect, it } from 'vitest';
import { reconnect } from '../../flow/edits/edges';
import { sketch } from '../../flow/sketch';
import { fixesFor } from '../fixes';
import { lint } from '../lint';

const x = { x: 1 };
const found = (flow: ReturnType<typeof sketch>) => lint(flow).filter((problem) => problem.code === 'pivot-alone');

it.each(['fork(a, b) → p[pivot]', 'choose(x > 1: p[pivot], q[pivot])'])('%s is fine', (text) =>
	expect(found(sketch(text, x))).toEqual([]),
);

it('refuses a pivot beside another branch, and can make it compensable', () => {
	const flow = sketch('fork(a → p[pivot], b)');
	const [problem] = found(flow);
	expect(problem).toMatchObject({ node: 'p', message: expect.stringContaining('b can run at the same time') });
	const fixed = problem && fixesFor(flow, problem)[0]?.apply(flow);
	expect(fixed && found(fixed)).toEqual([]);
});

it('refuses a pivot in a loop', () => {
	const flow = sketch('choose(x > 1: a, _) → p[pivot] → choose(x > 2: b[retriable], c[retriable])', x);
	const back = flow.edges.find((edge) => edge.source === 'b')?.id ?? '';
	expect(found(reconnect(flow, back, { target: 'merge' }))).toMatchObject([
		{ node: 'p', message: expect.stringContaining('loop') },
	]);
});

it.each([
	'a → p[pivot]<error: b>',
	'a → sub(p[pivot])<error: b> → c[retriable]',
	'a → p[pivot] → c[retriable]; on(error: d)',
	'choose(x > 1: sub(p[pivot]), b)',
	'a<timer PT1M: b> → p[pivot]',
	'a → p[pivot] → sub(c[retriable])*xs',
	'fork(a, b) → p[pivot] → (c[retriable], d[retriable])',
	'a<error NO: undo → end> → p[pivot]',
	'p[pivot]<error NO: a → to(p)>',
	's=sub(p[pivot] → c[retriable])<error: a → to(s)>',
])('%s is fine, too', (text) => expect(found(sketch(text, x))).toEqual([]));

it.each([
	['p[pivot]<timer PT1M: b>', 'p-timer can interrupt it'],
	['p[pivot]<stop x [nonint]: b>', 'p-message can run at the same time'],
	['sub(a → p[pivot])<stop x: b>', 'sub-message can interrupt it'],
	['p[pivot]; on(stop x: b)', 'on can interrupt it'],
	['p[pivot]; on(stop x [nonint]: b)', 'on can run at the same time'],
	['a → p[pivot]*xs', 'p is done for each'],
	['s=sub(a → p[pivot])*xs', 's is done for each'],
	['a{p[pivot]}', 'only to undo'],
	['fork(p[pivot], publish(done x))', 'publish can run at the same time'],
	['a<timer PT1M [nonint]: b → c> → p[pivot]', 'b can run at the same time'],
	['sub(a; on(stop x [nonint]: p[pivot]))', 'started again'],
])('%s: %s', (text, because) =>
	expect(found(sketch(text, x))).toMatchObject([{ node: 'p', message: expect.stringContaining(because) }]),
);

it('a call counts where what it calls has a pivot and it has no compensation of its own', () => {
	const called = new Map([['other', { version: 1, hasPivot: true }]]);
	const inCall = (text: string) => lint(sketch(text, x), called).filter((problem) => problem.code === 'pivot-alone');
	expect(inCall('fork(call(other), a)')).toMatchObject([{ node: 'other' }]);
	expect(inCall('fork(call(other){u}, a)')).toEqual([]);
	expect(inCall('a → call(other)')).toEqual([]);
});
