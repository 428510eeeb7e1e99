import { describe, expect, it } from 'vitest';
import type { FlowDefinition } from '../flow/definition';
import { compile } from './compile';
import { compiled, type DrawnNode, drawnFragment } from './testing/drawn-flow';

function codes(definition: FlowDefinition): string[] {
	const result = compile(definition, 1);
	return result.ok
		? []
		: result.problems.map(({ code, node, edge, field }) => [code, node ?? edge, field].filter(Boolean).join(' '));
}

const step = (id: string, changes: object = {}): DrawnNode => ({ id, kind: 'step', ...changes });
const subflow = (id: string, changes: object = {}): DrawnNode => ({ id, kind: 'subflow', ...changes });
const error = { type: 'error', code: null, output: [] };
const minute = { type: 'timer', timer: 'duration', value: 'PT1M' };
const message = { type: 'message', message: 'paid', key: 'orderId', output: [] };
const reacting = (id: string, scope: string): DrawnNode => ({
	id,
	kind: 'start',
	scope,
	reaction: { on: error, interrupting: false },
});
const race: readonly DrawnNode[] = [
	{ id: 'race', kind: 'event-race' },
	{ id: 'paid', kind: 'catch', on: message },
	{ id: 'late', kind: 'catch', on: minute },
];

describe('scopes', () => {
	it('are the top, subflows and compensations that are more than a command', () => {
		const flow = compiled(
			drawnFragment(
				[
					subflow('outer', { compensation: { type: 'scope', name: '' } }),
					{ id: 'begin', kind: 'start', scope: 'outer' },
					subflow('inner', { scope: 'outer' }),
					step('a', { scope: 'inner' }),
					step('b', { scope: 'inner' }),
					step('recall', { scope: 'outer/undo' }),
					step('tell', { scope: 'outer/undo' }),
					subflow('watch', { scope: 'outer', eventStarted: true }),
					reacting('broken', 'watch'),
				],
				'start > outer',
				'outer > end',
				'begin > inner',
				'a > b',
				'recall > tell',
			),
		);
		const nowhere = { reactions: [], isUndo: false };
		expect([...flow.scopes.values()]).toEqual([
			{ ...nowhere, id: '', host: null, parent: null, starts: ['start'] },
			{ id: 'outer', host: 'outer', parent: '', starts: ['begin'], reactions: ['watch'], isUndo: false },
			{ ...nowhere, id: 'outer/undo', host: 'outer', parent: '', starts: ['recall'], isUndo: true },
			{ ...nowhere, id: 'inner', host: 'inner', parent: 'outer', starts: ['a'] },
			{ ...nowhere, id: 'watch', host: 'watch', parent: 'outer', starts: ['broken'] },
		]);
		expect(flow.start.id).toBe('start');
		// Errors always interrupt.
		expect(flow.nodes.get('broken')).toMatchObject({ scope: 'watch', reaction: { interrupting: true } });
	});

	it.each<[string, FlowDefinition, string[]]>([
		[
			'a node in no scope, an edge across a border',
			drawnFragment(
				[subflow('s'), step('a', { scope: 's' }), step('b', { scope: 'gone' }), step('c', { scope: 'a/undo' })],
				'start > s',
				's > end',
				'a > end',
			),
			['scope-unknown b', 'scope-unknown c', 'edge-crosses-scope e3'],
		],
		[
			'scopes in a circle',
			drawnFragment([subflow('s', { scope: 't' }), subflow('t', { scope: 's' })], 'start > end'),
			['scope-cycle s', 'scope-cycle t'],
		],
		[
			'an activity in its own compensation',
			drawnFragment([step('a', { scope: 'a/undo', compensation: { type: 'scope', name: '' } })], 'start > end'),
			['scope-cycle a'],
		],
		[
			'a subflow in which nothing comes first, or two starts do',
			drawnFragment(
				[
					subflow('s'),
					step('a', { scope: 's' }),
					step('b', { scope: 's' }),
					subflow('t'),
					{ id: 'one', kind: 'start', scope: 't' },
					{ id: 'two', kind: 'start', scope: 't' },
				],
				'start > s',
				's > t',
				't > end',
				'a > b',
				'b > a',
			),
			['one-start s', 'one-start two'],
		],
		[
			'a way that stops beside an end',
			drawnFragment(
				[subflow('s'), step('a', { scope: 's' }), { id: 'done', kind: 'end', scope: 's' }],
				'start > s',
				's > end',
			),
			['no-way-out a'],
		],
		[
			'reactions where none belong',
			drawnFragment(
				[
					subflow('s'),
					reacting('r', 's'),
					{ id: 'start', kind: 'start', reaction: { on: error, interrupting: true } },
					subflow('watch', { eventStarted: true }),
					{ id: 'w', kind: 'start', scope: 'watch', trigger: { ...message, perKey: 'ever' } },
				],
				'start > s',
				's > end',
				'watch > end',
			),
			[
				'reaction-out-of-place r reaction',
				'reaction-out-of-place start reaction',
				'reaction-missing w reaction',
				'reaction-out-of-place w trigger',
				'way-out-of-end watch',
			],
		],
		[
			'boundary events without a border',
			drawnFragment(
				[
					subflow('s'),
					step('a', { scope: 's' }),
					{ id: 'b1', kind: 'boundary', attachedTo: 'gone', on: error },
					{ id: 'b2', kind: 'boundary', attachedTo: 'start', on: error },
					{ id: 'b3', kind: 'boundary', attachedTo: 'a', on: error },
					{ id: 'b4', kind: 'boundary', attachedTo: 's', on: error },
				],
				'start > s',
				's > end',
				's > b4',
				'b1 > end',
				'b2 > end',
				'b3 > end',
				'b4 > end',
			),
			[
				'boundary-unattached b1 attachedTo',
				'boundary-unattached b2 attachedTo',
				'boundary-unattached b3 attachedTo',
				'way-into-start b4',
			],
		],
		[
			'links without, or with two other ends',
			drawnFragment(
				[
					{ id: 'l1', kind: 'link', end: 'from', link: 'far' },
					{ id: 'l2', kind: 'link', end: 'to', link: 'near' },
					{ id: 'l3', kind: 'link', end: 'to', link: 'near' },
					{ id: 'l4', kind: 'link', end: 'to', link: '' },
				],
				'start > l1',
				'l2 > end',
				'l3 > end',
				'l4 > end',
			),
			['link-unresolved l1 link', 'link-unresolved l3 link', 'link-unresolved l4 link'],
		],
		[
			'an event race that leads to no wait of its own',
			drawnFragment(
				[...race, step('a')],
				'start > race',
				'race > paid',
				'race > a',
				'a > paid',
				'paid > end',
				'race > late',
				'late > end',
			),
			['race-without-wait e2', 'race-without-wait e3'],
		],
		[
			'an undo out of reach',
			drawnFragment(
				[
					subflow('s'),
					{ id: 'u1', kind: 'undo', scope: 's', activity: 'a' },
					step('a'),
					{ id: 'u2', kind: 'undo', activity: 'start' },
				],
				'start > s',
				's > a',
				'a > u2',
				'u2 > end',
			),
			['undo-unknown u1 activity', 'undo-unknown u2 activity'],
		],
	])('refuses %s', (_, definition, expected) => expect(codes(definition)).toEqual(expected));

	it('lets an undo name what stands inside, around an event-started subflow, and in what a compensation undoes', () => {
		const undo = (id: string, activity: string, scope?: string): DrawnNode => ({
			id,
			kind: 'undo',
			activity,
			...(scope === undefined ? {} : { scope }),
		});
		const flow = drawnFragment(
			[
				subflow('s', { compensation: { type: 'scope', name: '' } }),
				step('a', { scope: 's' }),
				undo('inside', 'a'),
				undo('undoing', 'a', 's/undo'),
				subflow('watch', { eventStarted: true }),
				reacting('r', 'watch'),
				undo('around', 's', 'watch'),
				{ id: 'gone', kind: 'end', scope: 'watch', result: { type: 'compensate', activity: 'a' } },
			],
			'start > s',
			's > inside',
			'inside > end',
			'r > around',
			'around > gone',
		);
		expect(codes(flow)).toEqual([]);
	});
});

describe('loops', () => {
	const loop = (within: DrawnNode, ...others: DrawnNode[]) =>
		codes(
			drawnFragment(
				[{ id: 'merge', kind: 'exclusive' }, within, ...others, { id: 'again', kind: 'exclusive' }],
				'start > merge',
				`merge > ${within.id}`,
				`${within.id} > again`,
				'again > merge if x',
				'again > end else',
			),
		);
	it.each<[string, DrawnNode[]]>([
		['an approval', [{ id: 'a', kind: 'approval' }]],
		['a call', [{ id: 'a', kind: 'call', flow: 'other' }]],
		['a wait', [{ id: 'a', kind: 'catch', on: minute }]],
		['a subflow with a step', [subflow('a'), step('b', { scope: 'a' })]],
	])('may pass %s', (_, [first, ...others]) => expect(first && loop(first, ...others)).toEqual([]));

	const inner: DrawnNode = { id: 'b', kind: 'assign', scope: 'a' };
	it.each<[string, DrawnNode[]]>([
		['an assignment', [{ id: 'a', kind: 'assign' }]],
		['an undo', [{ id: 'a', kind: 'undo' }]],
		['a published event', [{ id: 'a', kind: 'publish', event: { type: 'signal', signal: 'done', input: [] } }]],
		['a subflow that waits for nothing', [subflow('a'), inner]],
	])('may not pass only %s', (_, [first, ...others]) =>
		expect(first && loop(first, ...others)).toEqual([
			'loop-without-step merge',
			'loop-without-step a',
			'loop-without-step again',
		]),
	);

	it('may not come back by a boundary event or a link either', () => {
		const flow = drawnFragment(
			[
				subflow('a'),
				{ id: 'fail', kind: 'end', scope: 'a', result: { type: 'error', code: 'NO', message: '' } },
				{ id: 'no', kind: 'boundary', attachedTo: 'a', on: error },
				{ id: 'back', kind: 'link', end: 'from', link: 'top' },
				{ id: 'top', kind: 'link', end: 'to', link: 'top' },
			],
			'start > a',
			'a > end',
			'no > back',
			'top > a',
		);
		expect(codes(flow)).toEqual([
			'loop-without-step a',
			'loop-without-step no',
			'loop-without-step back',
			'loop-without-step top',
		]);
	});
});
