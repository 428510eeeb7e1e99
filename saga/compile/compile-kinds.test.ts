import { describe, expect, it } from 'vitest';
import type { CalledFlows } from './called-flows';
import { compile } from './compile';
import { hashedPart } from './flow-hash-input';
import { compiled, type DrawnNode, drawnFragment } from './testing/drawn-flow';

const step = (id: string, changes: object = {}): DrawnNode => ({ id, kind: 'step', ...changes });
const message = { type: 'message', message: 'paid', key: 'orderId', output: [] };
const minute = { type: 'timer', timer: 'duration', value: 'PT1M' };

function problems(nodes: DrawnNode[], ...edges: string[]): string[] {
	const result = compile(drawnFragment(nodes, ...edges), 1);
	return result.ok ? [] : result.problems.map(({ code, node, field }) => `${code} ${node} ${field}`);
}

/** The node alone between start and end. */
const alone = (node: DrawnNode) =>
	compiled(drawnFragment([node], `start > ${node.id}`, `${node.id} > end`)).nodes.get(node.id);

describe('kinds of nodes', () => {
	it('events: what is caught and thrown', () => {
		expect(alone({ id: 'a', kind: 'catch', on: message })).toMatchObject({
			on: { message: 'paid', key: { source: 'orderId' } },
		});
		expect(alone({ id: 'a', kind: 'catch', on: minute })).toMatchObject({ on: { timer: { source: 'PT1M' } } });
		const thrown = { type: 'message', message: 'done', key: '', input: [] };
		expect(alone({ id: 'a', kind: 'publish', event: thrown })).toMatchObject({ event: { message: 'done', key: null } });
		expect(alone({ id: 'a', kind: 'undo' })).toMatchObject({ activity: null });
	});

	it('the start: what starts a saga from outside', () => {
		const start = (trigger: object) =>
			compiled(drawnFragment([{ id: 'start', kind: 'start', trigger }], 'start > end')).start.trigger;
		expect(start({ ...message, key: '', perKey: 'ever' })).toEqual({
			type: 'message',
			message: 'paid',
			perKey: 'ever',
		});
		expect(start({ type: 'timer', timer: 'cycle', value: 'R/PT1H' })).toMatchObject({ timer: { source: 'R/PT1H' } });
	});

	it('ends', () => {
		const end = (result?: object) =>
			compiled(drawnFragment([{ id: 'end', kind: 'end', ...(result && { result }) }], 'start > end')).nodes.get('end');
		expect(end()).toMatchObject({ result: { type: 'none' } });
		expect(end({ type: 'error', code: 'NO', message: 'no' })).toMatchObject({ result: { code: 'NO', message: 'no' } });
		expect(end({ type: 'signal', signal: 's', input: [] })).toMatchObject({ result: { signal: 's', input: [] } });
	});

	it('an undone activity: by a command, by a scope, by what is inside, or by nothing', () => {
		const compensationOf = (node: DrawnNode) => {
			const found = alone(node);
			return found !== undefined && 'compensation' in found ? found.compensation : null;
		};
		const nothing = { type: 'none', effect: 'harmless', because: '' };
		expect(compensationOf(step('a', { compensation: null }))).toEqual(nothing);
		expect(compensationOf({ id: 'a', kind: 'approval' })).toEqual(nothing);
		expect(compensationOf({ id: 'a', kind: 'subflow' })).toEqual({ type: 'inner' });
		expect(compensationOf({ id: 'a', kind: 'call', flow: 'b' })).toEqual({ type: 'inner' });
		expect(compensationOf(step('a', { compensation: { type: 'scope', name: '' } }))).toEqual({ type: 'scope' });
	});

	it('for-each and park', () => {
		const forEach = { collection: 'items', element: 'item', mode: 'parallel', limit: 3, completion: '', result: null };
		expect(alone(step('a', { forEach }))).toMatchObject({
			forEach: { collection: { source: 'items' }, completion: null, limit: 3 },
		});
		const park = { until: { message: 'go', key: 'id' }, atMostMs: null };
		expect(alone(step('a', { park }))).toMatchObject({ park: { until: { message: 'go', key: { source: 'id' } } } });
	});

	it('boundary events stand on their activity, a link goes on where its other end does, a race knows its waits', () => {
		const flow = compiled(
			drawnFragment(
				[
					step('a'),
					{ id: 'late', kind: 'boundary', attachedTo: 'a', interrupting: false, on: minute },
					{ id: 'out', kind: 'link', end: 'from', link: 'x' },
					{ id: 'in', kind: 'link', end: 'to', link: 'x' },
					{ id: 'race', kind: 'event-race' },
					{ id: 'paid', kind: 'catch', on: message },
					{ id: 'pause', kind: 'catch', on: minute },
				],
				'start > a',
				'a > out',
				'in > race',
				'race > paid',
				'race > pause',
				'paid > end',
				'pause > end',
				'late > end',
			),
		);
		expect(flow.nodes.get('a')).toMatchObject({ boundaries: ['late'] });
		expect(flow.nodes.get('late')).toMatchObject({ interrupting: false, outgoing: ['e8'] });
		expect(flow.nodes.get('out')).toMatchObject({ outgoing: ['e3'] });
		expect(flow.nodes.get('race')).toMatchObject({ catches: ['paid', 'pause'], outgoing: ['e4', 'e5'] });
	});

	it('a split only where a way out has a condition or is the default', () => {
		const flow = (first: string, second: string) =>
			compiled(
				drawnFragment([step('a'), step('b')], 'start > a', `a > b${first}`, `a > end${second}`, 'b > end'),
			).nodes.get('a')?.split;
		expect(flow('', '')).toBeNull();
		expect(flow(' if x', ' else')).toMatchObject({
			branches: [{ edge: 'e2', condition: { source: 'x' } }],
			defaultEdge: 'e3',
		});
		expect(flow(' if x', '')).toMatchObject({
			branches: [{ edge: 'e2' }, { edge: 'e3', condition: null }],
			defaultEdge: null,
		});
	});

	it('asks for what is missing', () => {
		expect(problems([{ id: 'a', kind: 'catch' }], 'start > a', 'a > end')).toEqual([
			'event-incomplete a on.message',
			'event-incomplete a on.key',
		]);
		const forEach = {
			collection: '',
			element: '',
			mode: 'parallel',
			limit: null,
			completion: '(',
			result: { variable: '', expression: 'x' },
		};
		expect(problems([step('a', { forEach })], 'start > a', 'a > end')).toEqual([
			'collection-missing a forEach.collection',
			'expression a forEach.result.variable',
			'expression a forEach.completion',
		]);
		const park = { until: { message: '', key: '' }, atMostMs: null };
		expect(problems([step('a', { park })], 'start > a', 'a > end')).toEqual([
			'event-incomplete a park.until.message',
			'event-incomplete a park.until.key',
		]);
		const on = { type: 'timer', timer: 'duration', value: '5 minutes' };
		expect(problems([{ id: 'a', kind: 'catch', on }], 'start > a', 'a > end')).toEqual(['timer a on.value']);
		const compensation = {
			type: 'command',
			name: '',
			participant: '',
			command: '',
			input: [],
			timeoutMs: 1000,
			retries: { attemptsMax: 1, backoffMs: 0, backoffFactor: 1, backoffMaxMs: 0 },
		};
		expect(problems([{ id: 'a', kind: 'approval', compensation }], 'start > a', 'a > end')).toEqual([
			'command-missing a compensation.command',
			'participant-missing a compensation.participant',
		]);
	});
});

describe('inclusive joins', () => {
	it('know which ways in can still be filled from where, past the join itself not', () => {
		const flow = compiled(
			drawnFragment(
				[
					{ id: 'split', kind: 'inclusive' },
					step('a'),
					{ id: 'late', kind: 'boundary', attachedTo: 'a', on: minute },
					step('b'),
					step('c'),
					{ id: 'join', kind: 'inclusive' },
					{ id: 'again', kind: 'exclusive' },
				],
				'start > split',
				'split > a if x',
				'split > b if y',
				'split > c else',
				'a > join',
				'late > b',
				'b > join',
				'c > join',
				'join > again',
				'again > split if z',
				'again > end else',
			),
		);
		const join = flow.nodes.get('join');
		if (join?.kind !== 'inclusive') throw new Error('no join');
		const sorted = (found: ReadonlyMap<string, ReadonlySet<string>>) =>
			Object.fromEntries([...found].map(([from, ways]) => [from, [...ways].sort().join()]).sort());
		expect(sorted(join.fillableFromNode)).toEqual({
			a: 'e5,e7',
			again: 'e5,e7,e8',
			b: 'e7',
			c: 'e8',
			late: 'e7',
			split: 'e5,e7,e8',
			start: 'e5,e7,e8',
		});
		expect(flow.nodes.get('split')).toMatchObject({ defaultEdge: 'e4', branches: [{ edge: 'e2' }, { edge: 'e3' }] });
	});
});

describe('calls', () => {
	const flow = (changes: object = {}) =>
		drawnFragment([{ id: 'pay', kind: 'call', flow: 'payment', ...changes }], 'start > pay', 'pay > end');
	const called: CalledFlows = new Map([['payment', { version: 4, hasPivot: true }]]);
	const callIn = (definition: ReturnType<typeof flow>, flows: CalledFlows | null) => {
		const result = compile(definition, 7, flows);
		return result.ok ? [result.flow.nodes.get('pay'), result.flow.hasPivot] : result.problems.map(({ code }) => code);
	};

	it('are bound to the version of now; one that cannot be undone by its own means is a pivot', () => {
		expect(callIn(flow(), called)).toMatchObject([{ version: 4, isPivot: true }, true]);
		expect(callIn(flow({ compensation: { type: 'scope', name: '' } }), called)).toMatchObject([
			{ isPivot: false },
			false,
		]);
	});

	it('are not checked in a draft, and must be known otherwise', () => {
		expect(callIn(flow(), null)).toMatchObject([{ version: 0, isPivot: false }, false]);
		expect(callIn(flow(), new Map())).toEqual(['flow-unknown']);
		expect(callIn(flow({ flow: '' }), null)).toEqual(['flow-unknown']);
	});

	it('may be to the flow itself, in this version', () =>
		expect(callIn(flow({ flow: 'flow' }), new Map())).toMatchObject([{ version: 7, isPivot: false }, false]));

	it('make another version when what they call is another', () => {
		const later: CalledFlows = new Map([['payment', { version: 5, hasPivot: true }]]);
		expect(hashedPart(flow(), later)).not.toEqual(hashedPart(flow(), called));
		const without = drawnFragment([], 'start > end');
		expect(hashedPart(without, called)).toEqual(hashedPart(without));
	});
});
