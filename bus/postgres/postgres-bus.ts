/**
 * The bus on PostgreSQL: the same port as on Kafka, durable and for many processes, for trying out and small
 * installations. The only room besides the store that imports pg.
 * Not done here: the parts themselves; this file only puts them together.
 */
import { type Bus, BusUnavailable, type ConsumeOptions, type Consumer, type Producer, type TopicSpec } from '../bus';
import { withDeadline } from '../delivery/waiting';
import type { Log } from '../log';
import { Database } from './database';
import { Housekeeping } from './housekeeping';
import { PostgresConsumer } from './postgres-consumer';
import { PostgresProducer } from './postgres-producer';
import { Topics } from './topics';
import { WakeUp } from './wake-up';

export interface PostgresBusSettings {
	readonly connectionString: string;
	readonly log: Log;
	/** How long a member that fell silent keeps its partitions. */
	readonly leaseMs?: number;
	/** How often an idle consumer looks although nobody woke it. */
	readonly pollMs?: number;
	/** How often old records are removed. */
	readonly sweepMs?: number;
}

const leaseDefaultMs = 6_000;
const pollDefaultMs = 250;
const sweepDefaultMs = 30_000;
const pingMs = 4_500;

class PostgresBus implements Bus {
	readonly kind = 'postgres';
	readonly #database: Database;
	readonly #topics: Topics;
	readonly #wakeUp: WakeUp;
	readonly #housekeeping: Housekeeping;
	readonly #consumers = new Set<PostgresConsumer>();
	readonly #producers = new Set<PostgresProducer>();

	constructor(private readonly settings: PostgresBusSettings) {
		const { connectionString, log } = settings;
		this.#database = new Database(connectionString, log);
		this.#topics = new Topics(this.#database);
		this.#wakeUp = new WakeUp(connectionString, this.#database, log);
		this.#housekeeping = new Housekeeping(this.#database, settings.sweepMs ?? sweepDefaultMs, log);
	}

	ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
		return this.#topics.ensure(topics);
	}

	async producer(): Promise<Producer> {
		const producer = new PostgresProducer(this.#database, this.#topics, this.#wakeUp);
		this.#producers.add(producer);
		this.#housekeeping.start();
		return producer;
	}

	async consume(options: ConsumeOptions): Promise<Consumer> {
		const { leaseMs = leaseDefaultMs, pollMs = pollDefaultMs } = this.settings;
		const consumer = new PostgresConsumer({ database: this.#database, wakeUp: this.#wakeUp, leaseMs, pollMs }, options);
		this.#consumers.add(consumer);
		this.#housekeeping.start();
		return consumer;
	}

	endOffsets(topic: string): Promise<ReadonlyMap<number, string>> {
		return this.#topics.endOffsets(topic);
	}

	async ping(): Promise<void> {
		await withDeadline(this.#database.run({ name: 'bus-ping', text: 'SELECT 1' }, []), pingMs, () => {
			throw new BusUnavailable(`PostgreSQL did not answer within ${pingMs} ms; check that it runs and can be reached.`);
		});
	}

	async close(): Promise<void> {
		await Promise.all([...this.#consumers].map((consumer) => consumer.stop()));
		await Promise.all([...this.#producers].map((producer) => producer.stop()));
		await Promise.all([this.#wakeUp.close(), this.#housekeeping.stop()]);
		await this.#database.end();
	}
}

export function createPostgresBus(settings: PostgresBusSettings): Bus {
	return new PostgresBus(settings);
}
