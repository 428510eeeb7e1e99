import { describe, expect, it } from 'vitest';
import type { FlowDefinition } from '../../flow/definition';
import { setNode } from '../../flow/edits/nodes';
import { sketch } from '../../flow/sketch';
import { lint } from '../lint';

const inFlow = (flow: FlowDefinition) => lint(flow).filter((problem) => problem.code === 'waits-compete');
const found = (text: string) => inFlow(sketch(text, { x: 1 }));

it.each([
	'catch(paid x) → p2=catch(paid x)',
	'choose(x > 1: catch(paid x), p2=catch(paid x))',
	'fork(catch(paid x), catch(shipped x))',
	'fork(catch(paid x), p2=catch(paid x + 1))',
	'race(paid x: a, timer PT1H: b)',
	'a<stop x: b> → c<stop x: d>',
	'fork(catch(signal s), p2=catch(signal s))',
])('%s wait apart', (text) => expect(found(text)).toEqual([]));

it.each([
	['fork(catch(paid x), p2=catch(paid x))', 'p2', 'paid and p2 can wait'],
	['race(paid x: a, p2=paid x: b)', 'p2', 'at once'],
	['sub(catch(paid x))<p2=paid x: b>', 'p2', 'at once'],
	['catch(paid x) → a; on(paid x: b)', 'on-start', 'at once'],
	['a<paid x: b><p2=paid x: c>', 'p2', 'at once'],
])('%s wait at once: at %s, %s', (text, node, words) =>
	expect(found(text)).toMatchObject([{ node, message: expect.stringContaining(words) }]),
);

describe('a step that parks until a message', () => {
	const park = { until: { message: 'paid', key: 'x' }, atMostMs: null };
	const parked = (text: string, ...steps: string[]) =>
		steps.reduce((flow, step) => setNode(flow, 'step', step, { park }), sketch(text, { x: 1 }));

	it.each([
		['fork(a, catch(paid x))', ['a'], 'paid', 'a and paid can wait'],
		['fork(a, b)', ['a', 'b'], 'b', 'a and b can wait'],
		['a<stop=paid x: c>', ['a'], 'stop', 'at once'],
	])('%s with %s: at %s', (text, steps, node, words) =>
		expect(inFlow(parked(text, ...steps))).toMatchObject([{ node, message: expect.stringContaining(words) }]),
	);

	it.each([
		['a → catch(paid x)', ['a']],
		['a → b', ['a', 'b']],
		['fork(a, catch(shipped x))', ['a']],
	])('%s with %s waits apart', (text, steps) => expect(inFlow(parked(text, ...steps))).toEqual([]));
});
