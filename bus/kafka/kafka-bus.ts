/**
 * The bus on Apache Kafka. The only room that imports kafkajs; its faults are designed around here, each with a test in
 * kafka-faults.kafka.test.ts, so that the port's promises hold whatever the client library does.
 * Not done here: the parts themselves; this file only puts them together.
 */
import type { Bus, ConsumeOptions, Consumer, Producer, TopicSpec } from '../bus';
import { KafkaAdmin } from './kafka-admin';
import type { KafkaSettings } from './kafka-client';
import { KafkaConsumer } from './kafka-consumer';
import { KafkaProducer } from './kafka-producer';

class KafkaBus implements Bus {
	readonly kind = 'kafka';
	readonly #admin: KafkaAdmin;
	readonly #consumers = new Set<KafkaConsumer>();
	readonly #producers = new Set<KafkaProducer>();

	constructor(private readonly settings: KafkaSettings) {
		this.#admin = new KafkaAdmin(settings);
	}

	ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
		return this.#admin.ensureTopics(topics);
	}

	async producer(): Promise<Producer> {
		const producer = new KafkaProducer(this.settings);
		this.#producers.add(producer);
		return producer;
	}

	async consume(options: ConsumeOptions): Promise<Consumer> {
		const consumer = new KafkaConsumer(this.settings, options, (group, partitions) =>
			this.#admin.committed(group, partitions),
		);
		this.#consumers.add(consumer);
		return consumer;
	}

	endOffsets(topic: string): Promise<ReadonlyMap<number, string>> {
		return this.#admin.endOffsets(topic);
	}

	ping(): Promise<void> {
		return this.#admin.ping();
	}

	async close(): Promise<void> {
		await Promise.all([...this.#consumers].map((consumer) => consumer.stop()));
		await Promise.all([...this.#producers].map((producer) => producer.stop()));
		await this.#admin.close();
	}
}

export function createKafkaBus(settings: KafkaSettings): Bus {
	return new KafkaBus(settings);
}
