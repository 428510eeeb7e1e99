/**
 * Tells the business's events ("paid", "parcel lost") on a domain topic, where sagas wait for them. The id is the
 * event's own: told again, after a crash or to be sure, it counts once. Not done here: remembering what is still to be
 * told, which is the service's business, in the transaction of what has happened.
 */
import type { Bus, Producer } from '@/bus/bus';
import { encodeDomainEvent } from '@/contract/wire/domain-event';
import { topicDefaults } from '@/contract/wire/topics';

export interface BusinessEvent {
	/** Unique for this source. */
	readonly id: string;
	readonly name: string;
	/** What correlates it: the order, the booking. */
	readonly key: string;
	readonly data: object;
}

export interface TellerOptions {
	readonly bus: Bus;
	/** Whose events they are: `/payments`. */
	readonly source: string;
	/** Default `domain.events`, or what DOMAIN_TOPIC of the environment names. */
	readonly topic?: string;
	/** Of the topic if it has to be created; default 4. */
	readonly partitions?: number;
}

/** Resolves when the transport has acknowledged the event; rejects when it is away: tell it again. */
export type TellEvent = (event: BusinessEvent) => Promise<void>;

export function eventTeller({ bus, source, topic, partitions = 4 }: TellerOptions): TellEvent {
	const name = topic ?? process.env.DOMAIN_TOPIC ?? topicDefaults.domain;
	let ready: Promise<Producer> | null = null;
	const connect = async () => {
		await bus.ensureTopics([{ name, partitions }]);
		return bus.producer();
	};
	return async ({ id, name: type, key, data }) => {
		ready ??= connect();
		const producer = await ready.catch((error: unknown) => {
			ready = null;
			throw error;
		});
		const event = { id, source, name: type, key, payload: data, atMs: Date.now(), saga: null };
		await producer.send([encodeDomainEvent(event, name)]);
	};
}
