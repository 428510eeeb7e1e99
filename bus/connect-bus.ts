/**
 * Chooses the bus: the one place outside the rooms themselves that knows both. Orchestrator, participants and tests
 * connect through it and see the port only.
 */
import type { Bus } from './bus';
import { createKafkaBus } from './kafka/kafka-bus';
import type { KafkaSettings } from './kafka/kafka-client';
import { createPostgresBus, type PostgresBusSettings } from './postgres/postgres-bus';

export type BusSettings =
	| ({ readonly kind: 'kafka' } & KafkaSettings)
	| ({ readonly kind: 'postgres' } & PostgresBusSettings);

export function connectBus(settings: BusSettings): Bus {
	return settings.kind === 'kafka' ? createKafkaBus(settings) : createPostgresBus(settings);
}
