/** What end-to-end tests with events share: a sketch deployed as it is, and a service that tells what has happened. */
import type pg from 'pg';
import type { Bus } from '@/bus/bus';
import type { FlowDefinition } from '@/saga/flow/definition';
import { sketch } from '@/saga/flow/sketch';
import { deploy } from './test-orchestrator';

export interface TestEvent {
	readonly id: string;
	readonly name: string;
	readonly key: string;
	readonly data?: object;
}

/** As any service would, by the contract of docs/wire-contract.md. */
export async function tell(bus: Bus, topic: string, ...events: readonly TestEvent[]): Promise<void> {
	await bus.ensureTopics([{ name: topic, partitions: 2 }]);
	const producer = await bus.producer();
	await producer.send(
		events.map(({ id, name, key, data = {} }) => ({
			topic,
			key,
			value: JSON.stringify(data),
			headers: {
				ce_specversion: '1.0',
				ce_id: id,
				ce_type: name,
				ce_source: '/test',
				ce_subject: key,
				'content-type': 'application/json',
			},
		})),
	);
	await producer.stop();
}

/** Its calls are bound to version 1. `prefix`: participants of its own on a broker that others use too. */
export async function deploySketch(
	pool: pg.Pool,
	text: string,
	{ fields = {}, prefix = '' }: { fields?: Parameters<typeof sketch>[1]; prefix?: string } = {},
): Promise<void> {
	const drawn = sketch(text, fields);
	const flow: FlowDefinition = {
		...drawn,
		nodes: drawn.nodes.map((node) =>
			node.kind === 'step' ? { ...node, participant: prefix + node.participant } : node,
		),
	};
	const called = drawn.nodes.flatMap((node) => (node.kind === 'call' ? [node.flow] : []));
	await deploy(pool, flow, Object.fromEntries(called.map((id) => [id, { version: 1, hasPivot: false }])));
}
