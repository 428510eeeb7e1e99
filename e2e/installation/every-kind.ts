/** A draft with one node of every kind, a subflow with something inside, and a compensation that is a flow: to be looked at, not to be run. */
import type { FlowDefinition, FlowNode, NodeKind } from '@/saga/flow/definition';
import { createFlow } from '@/saga/flow/edits/create-flow';
import { newNode } from '@/saga/flow/edits/new-node';
import { addNode, setCompensation, setForEach } from '@/saga/flow/edits/nodes';
import { attachTo, furnish } from '@/saga/flow/edits/scopes';
import { trip } from './trips';

const kinds: readonly NodeKind[] = [
	'step',
	'approval',
	'call',
	'assign',
	'subflow',
	'parallel',
	'exclusive',
	'inclusive',
	'event-race',
	'catch',
	'publish',
	'undo',
	'boundary',
	'link',
];

export function everyKind(): FlowDefinition {
	const id = `kinds-${trip().id.toLowerCase()}`;
	let flow = createFlow({ id, name: `Flow ${id}` });
	for (const [at, kind] of kinds.entries())
		flow = addNode(flow, newNode(flow, kind), { x: 80 + (at % 5) * 240, y: 320 + Math.floor(at / 5) * 180 });
	const watch: FlowNode = { ...newNode(flow, 'subflow'), id: 'watch', name: 'Watch', eventStarted: true } as FlowNode;
	flow = addNode(flow, watch, { x: 80, y: 1_100 });
	flow = setCompensation(flow, 'approval', { type: 'scope', name: 'Take it back' });
	flow = setForEach(flow, 'step', {
		collection: 'items',
		element: 'item',
		mode: 'parallel',
		limit: 4,
		completion: '',
		result: { variable: 'results', expression: 'reply' },
	});
	const inside: readonly (readonly [string, number, number])[] = [
		['subflow', 1_110, 360],
		['watch', 110, 1_140],
		['approval/undo', 350, 460],
	];
	for (const [scope, x, y] of inside) flow = furnish(flow, scope, { x, y });
	return attachTo(flow, 'boundary', 'step');
}
