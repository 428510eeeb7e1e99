import { expect, it } from 'vitest';
import type { FlowNode } from '@/saga/flow/definition';
import { createFlow } from '@/saga/flow/edits/create-flow';
import { connect } from '@/saga/flow/edits/edges';
import { newNode } from '@/saga/flow/edits/new-node';
import { addNode } from '@/saga/flow/edits/nodes';
import { outlineOf } from './outline-order';

function flowOf(kinds: Readonly<Record<string, 'step' | 'parallel' | 'exclusive'>>, ways: readonly string[]) {
	let flow = createFlow({ id: 'f', name: 'F' });
	for (const [id, kind] of Object.entries(kinds)) flow = addNode(flow, { ...newNode(flow, kind), id }, { x: 0, y: 0 });
	return ways.map((way) => way.split(' ')).reduce((now, [from = '', to = '']) => connect(now, from, to), flow);
}
const ids = (flow: Parameters<typeof outlineOf>[0]) => outlineOf(flow).map((entry) => entry.node.id);

it('lists a join after all its branches, and branches as drawn', () => {
	const flow = flowOf({ fork: 'parallel', a: 'step', b: 'step', join: 'parallel' }, [
		'start fork',
		'fork a',
		'fork b',
		'a join',
		'b join',
		'join end',
	]);
	expect(ids(flow)).toEqual(['start', 'fork', 'a', 'b', 'join', 'end']);
});

it('lists every node of a loop once', () => {
	const flow = flowOf({ work: 'step', again: 'exclusive' }, ['start work', 'work again', 'again work', 'again end']);
	expect(ids(flow).slice(0, 3)).toEqual(['start', 'work', 'again']);
	expect(ids(flow)).toHaveLength(4);
});

it('lists what no start leads to last, and says so', () => {
	const flow = flowOf({ lost: 'step' }, ['start end']);
	expect(ids(flow)).toEqual(['start', 'end', 'lost']);
	expect(outlineOf(flow).at(-1)?.alive).toBe(false);
});

it('lists events on the border, the inside and the compensation below their activity, one level deeper', () => {
	const drawn = addNode(
		createFlow({ id: 'f', name: 'F' }),
		{ ...newNode(createFlow({ id: 'f', name: 'F' }), 'subflow'), id: 'ship' },
		{ x: 0, y: 0 },
	);
	const step = (id: string, scope: string): FlowNode => ({ ...newNode(drawn, 'step'), id, scope }) as FlowNode;
	const flow = {
		...connect(connect(drawn, 'start', 'ship'), 'ship', 'end'),
		nodes: [
			...drawn.nodes,
			step('pack', 'ship'),
			step('recall', 'ship/undo'),
			{ ...newNode(drawn, 'boundary'), id: 'late', attachedTo: 'ship' } as FlowNode,
		],
	};
	const read = outlineOf(flow).map(
		(entry) => `${'-'.repeat(entry.depth)}${entry.beginsUndo ? '<' : ''}${entry.node.id}`,
	);
	expect(read).toEqual(['start', 'ship', '-late', '-pack', '-<recall', 'end']);
	expect(outlineOf(flow).every((entry) => entry.alive)).toBe(true);
});
