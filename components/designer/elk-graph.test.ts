import { expect, it } from 'vitest';
import type { FlowDefinition } from '@/saga/flow/definition';
import { createFlow } from '@/saga/flow/edits/create-flow';
import { connect } from '@/saga/flow/edits/edges';
import { setLayout } from '@/saga/flow/edits/layout';
import { newNode, newStep } from '@/saga/flow/edits/new-node';
import { addNode } from '@/saga/flow/edits/nodes';
import { footprint } from '@/saga/flow/node-size';
import { elkGraphOf, layoutOf } from './elk-graph';

function trip(): FlowDefinition {
	let flow = createFlow({ id: 'trip', name: 'Trip' });
	const at = { x: 0, y: 0 };
	for (const id of ['fork', 'join']) flow = addNode(flow, { ...newNode(flow, 'parallel'), id }, at);
	for (const name of ['Flight', 'Hotel', 'Car']) flow = addNode(flow, newStep(flow, { name, undo: 'undo' }), at);
	const ways = [
		'start fork',
		'fork flight',
		'fork hotel',
		'fork car',
		'flight join',
		'hotel join',
		'car join',
		'join end',
	];
	return ways.map((way) => way.split(' ')).reduce((now, [from = '', to = '']) => connect(now, from, to), flow);
}

it('lays a flow out from left to right, compensations included, none on another', async () => {
	const { default: Elk } = await import('elkjs/lib/elk.bundled.js');
	const flow = trip();
	const tidy = setLayout(flow, layoutOf(flow, await new Elk().layout(elkGraphOf(flow))));
	const boxes = tidy.nodes.map((node) =>
		footprint(node, tidy.layout.nodes[node.id] ?? { x: 0, y: 0, width: 1, height: 1 }),
	);
	boxes.forEach((box, at) => {
		for (const other of boxes.slice(at + 1)) {
			const apart =
				box.x + box.width <= other.x ||
				other.x + other.width <= box.x ||
				box.y + box.height <= other.y ||
				other.y + other.height <= box.y;
			expect(apart).toBe(true);
		}
	});
	const x = (id: string) => tidy.layout.nodes[id]?.x ?? Number.NaN;
	expect([x('start'), x('fork'), x('hotel'), x('join'), x('end')]).toEqual(
		[x('start'), x('fork'), x('hotel'), x('join'), x('end')].sort((a, b) => a - b),
	);
	const middle = (id: string) => (tidy.layout.nodes[id]?.y ?? 0) + (tidy.layout.nodes[id]?.height ?? 0) / 2;
	expect(new Set(['start', 'fork', 'hotel', 'join', 'end'].map(middle)).size).toBe(1);
});
