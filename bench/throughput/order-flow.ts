/**
 * The flow that benchmarks and end-to-end tests run: three steps with input and output mappings and one exclusive
 * gateway, every step with its undo. The payload says which command the participants shall fail.
 */
import type { FlowDefinition } from '@/saga/flow/definition';
import type { Mapping } from '@/saga/flow/nodes/mapping';
import { retriesDefault } from '@/saga/flow/nodes/retries';
import type { StepNode } from '@/saga/flow/nodes/step';

const roles = ['stock', 'payment', 'shipping'] as const;

/** `prefix`: on a broker that others use too, participants need topics of their own. */
export function orderParticipants(prefix = ''): readonly string[] {
	return roles.map((role) => prefix + role);
}

interface StepOptions {
	readonly id: string;
	readonly command: string;
	readonly participant: (typeof roles)[number];
	readonly undo: string;
	readonly input: Mapping;
	readonly output: Mapping;
}

const common: Mapping = [
	{ target: 'orderId', expression: 'order.id' },
	{ target: 'fail', expression: 'fail' },
];

function step(
	{ id, command, participant: role, undo, input, output }: StepOptions,
	timeoutMs: number,
	prefix: string,
): StepNode {
	const participant = prefix + role;
	return {
		id,
		name: id,
		kind: 'step',
		participant,
		command,
		input: [...common, ...input],
		output,
		timeoutMs,
		retries: { ...retriesDefault, backoffMs: 100 },
		expectedErrors: [],
		class: 'compensable',
		compensation: {
			type: 'command',
			name: '',
			participant,
			command: undo,
			input: [
				{ target: 'orderId', expression: 'order.id' },
				{ target: 'reference', expression: 'output.reference' },
			],
			timeoutMs,
			retries: retriesDefault,
		},
	};
}

const edge = (source: string, target: string, condition: string | null = null, isDefault = false) => ({
	id: `${source}-${target}`,
	source,
	target,
	name: '',
	condition,
	isDefault,
});

export function orderFlow(timeoutMs = 60_000, prefix = ''): FlowDefinition {
	const reference = (variable: string): Mapping => [{ target: variable, expression: 'reply.reference' }];
	const steps: readonly StepOptions[] = [
		{
			id: 'reserve',
			command: 'reserve',
			participant: 'stock',
			undo: 'release',
			input: [{ target: 'items', expression: 'order.items' }],
			output: reference('reservation'),
		},
		{
			id: 'charge',
			command: 'charge',
			participant: 'payment',
			undo: 'refund',
			input: [{ target: 'amount', expression: 'order.total' }],
			output: reference('payment'),
		},
		{
			id: 'ship',
			command: 'ship',
			participant: 'shipping',
			undo: 'recall',
			input: [{ target: 'speed', expression: '"express"' }],
			output: reference('parcel'),
		},
		{
			id: 'ship-slowly',
			command: 'ship',
			participant: 'shipping',
			undo: 'recall',
			input: [{ target: 'speed', expression: '"slow"' }],
			output: reference('parcel'),
		},
	];
	return {
		schemaVersion: 1,
		id: 'bench-order',
		name: 'Order (benchmark)',
		settings: { settleMs: 60_000, undoOrder: 'causal' },
		nodes: [
			{ id: 'begin', name: '', kind: 'start', fields: [], businessKey: 'order.id' },
			...steps.map((options) => step(options, timeoutMs, prefix)),
			{ id: 'large', name: 'Large order?', kind: 'exclusive' },
			{ id: 'done', name: '', kind: 'end' },
		],
		edges: [
			edge('begin', 'reserve'),
			edge('reserve', 'charge'),
			edge('charge', 'large'),
			edge('large', 'ship', 'order.total > 100'),
			edge('large', 'ship-slowly', null, true),
			edge('ship', 'done'),
			edge('ship-slowly', 'done'),
		],
		layout: { nodes: {}, edges: {} },
		kept: [],
	};
}

/** `fail`: the command that its participant shall fail; empty: none. */
export function orderPayload(number: number, fail = '') {
	return { order: { id: `O-${number}`, total: number % 2 === 0 ? 250 : 40, items: ['a', 'b'] }, fail };
}
