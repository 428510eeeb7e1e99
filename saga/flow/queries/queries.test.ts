import { describe, expect, it } from 'vitest';
import { connect } from '../edits/edges';
import { setSettings } from '../edits/flow-settings';
import { setStep } from '../edits/nodes';
import { sketch } from '../sketch';
import { certainlyBefore } from './certainly-before';
import { concurrency } from './concurrency';
import { flowGraph } from './graph';
import { pivotLine } from './pivot-line';
import { undoCoverage } from './undo-coverage';
import { undoOrderAt } from './undo-order-at';
import { variablesOf } from './variables-at';

const order = (flow: ReturnType<typeof sketch>, step: string) =>
	undoOrderAt(flow, step).map((item) => `${item.order} ${item.step}${item.conditional ? '?' : ''}`);

describe('undo order at a step', () => {
	it('a line is undone backwards', () => expect(order(sketch('a → b → c → d'), 'd')).toEqual(['1 c', '2 b', '3 a']));
	it('branches are undone at once', () =>
		expect(order(sketch('a → fork(b, c) → d'), 'd')).toEqual(['1 b', '1 c', '2 a']));
	it('what runs beside it is conditional', () =>
		expect(order(sketch('fork(a → b, c → d)'), 'b')).toEqual(['1 a', '1 d?', '2 c?']));
	it('what lies on one way of several is conditional, what lies before and after is not', () =>
		expect(order(sketch('a → choose(x > 1: b, c) → d → e', { x: 1 }), 'e')).toEqual(['1 d', '2 b?', '2 c?', '3 a']));
	it('what is harmless or stays takes no wave', () =>
		expect(order(sketch('a → b[harmless] → c[gap] → d'), 'd')).toEqual(['1 a']));
	it('nothing is undone behind a pivot', () => expect(order(sketch('a → b[pivot] → c[retriable]'), 'c')).toEqual([]));
	it('a pivot on one way of several undoes nothing only on that way', () =>
		expect(order(sketch('a → choose(x > 1: p[pivot], _) → c', { x: 1 }), 'c')).toEqual(['1 a']));
	it('each has its own number where the flow undoes one by one', () =>
		expect(order(setSettings(sketch('a → fork(b, c) → d'), { undoOrder: 'sequential' }), 'd')).toEqual([
			'1 c',
			'2 b',
			'3 a',
		]));
	it('a loop does not hang it', () =>
		expect(
			order(connect(sketch('choose(x > 1: a, b) → choose(x > 2: c, d)', { x: 1 }), 'merge-2', 'choice'), 'd').length,
		).toBeGreaterThan(2));
	it('is empty for what is no step', () => expect(order(sketch('a'), 'start')).toEqual([]));
});

describe('concurrency', () => {
	const pairs = (flow: ReturnType<typeof sketch>) => {
		const { together } = concurrency(flowGraph(flow));
		const steps = flow.nodes.filter((node) => node.kind === 'step').map((node) => node.id);
		return steps.flatMap((left, at) =>
			steps
				.slice(at)
				.filter((right) => together(left, right))
				.map((right) => left + right),
		);
	};
	it('branches of a fork, also nested', () =>
		expect(pairs(sketch('a → fork(b → c, fork(d, e)) → f'))).toEqual(['bd', 'be', 'cd', 'ce', 'de']));
	it('not the ways of a decision', () => expect(pairs(sketch('choose(x > 1: a, b) → c', { x: 1 }))).toEqual([]));
	it('a decision in a branch still runs beside the other branch', () =>
		expect(pairs(sketch('fork(choose(x > 1: a, b), c)', { x: 1 }))).toEqual(['ac', 'bc']));
	it('a step behind a merge of two branches runs beside itself', () => {
		const flow = sketch('fork(a, b) → c');
		const merged = {
			...flow,
			nodes: flow.nodes.map((node) => (node.id === 'join' ? { ...node, kind: 'exclusive' as const } : node)),
		};
		expect(pairs(merged)).toContain('cc');
	});
});

describe('what is certain', () => {
	it('a join knows all its branches, a merge what its ways share', () => {
		const before = certainlyBefore(flowGraph(sketch('a → choose(x > 1: fork(b, c), b2) → d', { x: 1 })));
		expect([...(before.get('join') ?? [])]).toEqual(expect.arrayContaining(['a', 'b', 'c']));
		expect([...(before.get('d') ?? [])].filter((id) => id.length < 3)).toEqual(['a']);
	});

	it('variables: start fields, what steps before stored, and what only some ways store', () => {
		const flow = setStep(
			setStep(sketch('a → choose(x > 1: b, _) → c', { x: 1 }), 'a', {
				output: [{ target: 'trip.id', expression: 'reply' }],
			}),
			'b',
			{ output: [{ target: 'extra', expression: 'reply' }] },
		);
		const known = [...variablesOf(flow)('c').values()];
		expect(known).toEqual([
			{ name: 'x', certain: true, from: ['start'] },
			{ name: 'trip', certain: true, from: ['a'] },
			{ name: 'extra', certain: false, from: ['b'] },
		]);
	});
});

describe('undo coverage and pivot line', () => {
	it('counts compensable steps only, and names those that say nothing', () => {
		expect(undoCoverage(sketch('a → b[unsaid] → c[pivot] → d[retriable]'))).toEqual({
			covered: 1,
			total: 2,
			missing: ['b'],
		});
	});

	it('the pivot and what comes after it, as drawn', () => {
		expect(pivotLine(sketch('a → b[pivot] → c[retriable]'))).toEqual({ pivot: 'b', after: ['end', 'c'] });
		expect(pivotLine(sketch('a'))).toBeNull();
	});
});
