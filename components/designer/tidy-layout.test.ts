import { expect, it } from 'vitest';
import type { Bounds, FlowDefinition, FlowNode } from '@/saga/flow/definition';
import { createFlow } from '@/saga/flow/edits/create-flow';
import { connect } from '@/saga/flow/edits/edges';
import { setLayout } from '@/saga/flow/edits/layout';
import { newNode, newStep } from '@/saga/flow/edits/new-node';
import { addNode } from '@/saga/flow/edits/nodes';
import { isUndoScope } from '@/saga/flow/queries/scopes';
import { placement, takenBoxes } from '../diagram/placement';
import { ownerOf, scopeTree } from '../diagram/scope-tree';
import { tidyLayout } from './tidy-layout';

async function tidied(flow: FlowDefinition): Promise<FlowDefinition> {
	const { default: Elk } = await import('elkjs/lib/elk.bundled.js');
	const elk = new Elk();
	return setLayout(flow, await tidyLayout(flow, (graph) => elk.layout(graph)));
}

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

const apart = (box: Bounds, other: Bounds) =>
	box.x + box.width <= other.x ||
	other.x + other.width <= box.x ||
	box.y + box.height <= other.y ||
	other.y + other.height <= box.y;

/** Pairs of one scope that lie on another; boundary events lie on their host. */
function overlaps(flow: FlowDefinition): readonly string[] {
	const tree = scopeTree(flow);
	const boxes = [...takenBoxes(flow, placement(flow))].filter(([id]) => tree.nodes.get(id)?.kind !== 'boundary');
	const around = (id: string) => tree.scopeOf(isUndoScope(id) ? ownerOf(id) : id);
	return boxes.flatMap(([id, box], at) =>
		boxes
			.slice(at + 1)
			.filter(([other, otherBox]) => around(other) === around(id) && !apart(box, otherBox))
			.map(([other]) => `${id} ${other}`),
	);
}

it('lays a flow out from left to right, compensations included, none on another', async () => {
	const tidy = await tidied(trip());
	expect(overlaps(tidy)).toEqual([]);
	const x = (id: string) => tidy.layout.nodes[id]?.x ?? Number.NaN;
	expect([x('start'), x('fork'), x('hotel'), x('join'), x('end')]).toEqual(
		[x('start'), x('fork'), x('hotel'), x('join'), x('end')].sort((a, b) => a - b),
	);
	const middle = (id: string) => (tidy.layout.nodes[id]?.y ?? 0) + (tidy.layout.nodes[id]?.height ?? 0) / 2;
	expect(new Set(['start', 'fork', 'hotel', 'join', 'end'].map(middle)).size).toBe(1);
});

it('lays out the inside of subflows and of compensations, boundary events on their borders', async () => {
	const flow = trip();
	const more: FlowNode[] = [
		{
			...(newNode(flow, 'subflow') as Extract<FlowNode, { kind: 'subflow' }>),
			id: 'ship',
			compensation: { type: 'scope', name: 'Recall' },
		},
		{ ...newNode(flow, 'start'), id: 'ship-start', scope: 'ship' },
		{ ...newStep(flow, { name: 'Pack', undo: 'unpack' }), scope: 'ship' },
		{ ...newStep(flow, { name: 'Recall' }), scope: 'ship/undo' },
		{ ...newStep(flow, { name: 'Tell' }), scope: 'ship/undo' },
		{ ...(newNode(flow, 'boundary') as Extract<FlowNode, { kind: 'boundary' }>), id: 'late', attachedTo: 'ship' },
		{ ...newNode(flow, 'end'), id: 'given-up' },
	];
	const ways = ['join ship', 'ship end', 'ship-start pack', 'recall tell', 'late given-up'];
	const edges = ways
		.map((way) => way.split(' '))
		.map(([source = '', target = '']) => ({
			id: `${source}-${target}`,
			source,
			target,
			name: '',
			condition: null,
			isDefault: false,
		}));
	const tidy = await tidied({ ...flow, nodes: [...flow.nodes, ...more], edges: [...flow.edges, ...edges] });
	expect(overlaps(tidy)).toEqual([]);
	const placed = placement(tidy);
	const [host, late] = [placed.get('ship'), placed.get('late')];
	expect(late && host && late.y + late.height / 2).toBe(host && host.y + host.height);
	expect(placed.get('tell')?.x).toBeGreaterThan(placed.get('recall')?.x ?? Number.NaN);
	expect(placed.get('ship/undo')?.y).toBeGreaterThan((host?.y ?? 0) + (host?.height ?? 0));
});
