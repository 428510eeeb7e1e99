import { describe, expect, it } from 'vitest';
import type { FlowDefinition } from '../flow/definition';
import { compile } from './compile';
import { hashedPart } from './flow-hash-input';
import { compiled, drawnEdges, drawnFlow, drawnNode, drawnStep, linearFlow } from './testing/drawn-flow';

function codes(definition: FlowDefinition): string[] {
	const result = compile(definition, 1);
	return result.ok
		? []
		: result.problems.map(({ code, node, edge, field }) => [code, node ?? edge, field].filter(Boolean).join(' '));
}

const end = drawnNode('end', 'end');

describe('compile', () => {
	it('indexes nodes and edges and resolves neighbours', () => {
		const flow = compiled(linearFlow([drawnStep('a'), drawnStep('b')]));
		expect(flow.nodes.get('a')).toMatchObject({ incoming: ['e1'], outgoing: ['e2'] });
		expect(flow.edges.get('e2')).toEqual({ id: 'e2', source: 'a', target: 'b' });
	});

	it.each<[string, FlowDefinition, string[]]>([
		['no start', { ...drawnFlow([end], []), nodes: [end] }, ['one-start']],
		[
			'two starts',
			drawnFlow(
				[{ id: 's2', name: '', kind: 'start', fields: [], businessKey: '' }, end],
				drawnEdges('start > end', 's2 > end'),
			),
			['one-start s2'],
		],
		['two nodes with one id', drawnFlow([end, end], drawnEdges('start > end')), ['duplicate-id end']],
		['an edge without end', drawnFlow([end], drawnEdges('start > end', 'start > nowhere')), ['loose-edge e2']],
		[
			'a way into the start',
			drawnFlow([drawnStep('a'), end], drawnEdges('start > a', 'a > end', 'a > start')),
			['way-into-start start'],
		],
		[
			'a way out of an end',
			drawnFlow([drawnStep('a'), end], drawnEdges('start > a', 'a > end', 'end > a')),
			['way-out-of-end end'],
		],
		['a step that leads nowhere', drawnFlow([drawnStep('a'), end], drawnEdges('start > a')), ['no-way-out a']],
		[
			'a loop of gateways alone',
			drawnFlow(
				[drawnNode('exclusive', 'x'), drawnNode('exclusive', 'y'), end],
				drawnEdges('start > x', 'x > y', 'y > x if true', 'y > end else'),
			),
			['loop-without-step x', 'loop-without-step y'],
		],
		[
			'a condition behind a parallel gateway',
			drawnFlow([drawnNode('parallel', 'p'), end], drawnEdges('start > p', 'p > end if true')),
			['condition-out-of-place e2 condition'],
		],
		[
			'a decision whose way says not when',
			drawnFlow([drawnNode('exclusive', 'x'), end], drawnEdges('start > x', 'x > end', 'x > end else')),
			['condition-missing e2 condition'],
		],
		[
			'two defaults',
			drawnFlow([drawnNode('exclusive', 'x'), end], drawnEdges('start > x', 'x > end else', 'x > end else')),
			['one-default x'],
		],
		[
			'a condition that does not parse',
			drawnFlow([drawnNode('exclusive', 'x'), end], drawnEdges('start > x', 'x > end if 1 +', 'x > end else')),
			['expression e2 condition'],
		],
		[
			'a step without participant and command',
			linearFlow([drawnStep('a', { participant: '', command: '' })]),
			['participant-missing a participant', 'command-missing a command'],
		],
		[
			'mappings that cannot be',
			linearFlow([
				drawnStep('a', {
					input: [{ target: 'x..y', expression: '1' }],
					output: [
						{ target: 'x', expression: '(' },
						{ target: '__proto__', expression: '1' },
					],
				}),
			]),
			['expression a input.0.target', 'expression a output.0.expression', 'expression a output.1.target'],
		],
	])('refuses %s', (_, definition, expected) => {
		expect(codes(definition)).toEqual(expected);
	});

	it('takes a loop through a step, and a merge with one way out', () => {
		const loop = drawnFlow(
			[drawnNode('exclusive', 'merge'), drawnStep('a'), drawnNode('exclusive', 'again'), end],
			drawnEdges('start > merge', 'merge > a', 'a > again', 'again > merge if x', 'again > end else'),
		);
		expect(codes(loop)).toEqual([]);
	});
});

describe('hashedPart', () => {
	const flow = linearFlow([drawnStep('a')]);

	it('covers what runs', () => {
		expect(hashedPart({ ...flow, settings: { ...flow.settings, settleMs: 1 } })).not.toEqual(hashedPart(flow));
		expect(hashedPart(linearFlow([drawnStep('a', { timeoutMs: 100 })]))).not.toEqual(hashedPart(flow));
	});

	it('does not cover layout, kept parts and the names of edges', () => {
		const moved: FlowDefinition = {
			...flow,
			layout: { nodes: { a: { x: 1, y: 1, width: 10, height: 10 } }, edges: {} },
			kept: ['text'],
			edges: flow.edges.map((edge) => ({ ...edge, name: 'way' })),
		};
		expect(hashedPart(moved)).toEqual(hashedPart(flow));
	});
});
