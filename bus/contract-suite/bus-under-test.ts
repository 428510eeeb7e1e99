/**
 * What a spec needs to know of the bus it is run on, and the names and consumers it makes for itself.
 * Invariant: every spec has topics and groups of its own, and leaves no consumer behind.
 */
import { randomUUID } from 'node:crypto';
import { afterEach } from 'vitest';
import type { Bus, ConsumeOptions, Consumer, OutgoingRecord } from '../bus';
import { type BusSettings, connectBus } from '../connect-bus';
import { Inbox } from './inbox';

type WithoutLog<T> = T extends unknown ? Omit<T, 'log'> : never;
/** Goes to a child process as JSON. */
export type PlainSettings = WithoutLog<BusSettings>;

export interface BusUnderTest {
	readonly settings: PlainSettings;
	/** The same bus at an address where nobody answers. */
	readonly unreachable: PlainSettings;
	/** Breaks every connection of this process to the transport, as a network does. */
	cutConnections(): Promise<void>;
}

export class Bench {
	readonly #open: Bus[] = [];

	constructor(private readonly find: () => BusUnderTest) {
		afterEach(async () => {
			await Promise.all(this.#open.splice(0).map((bus) => bus.close()));
		});
	}

	/** Known only when the suite runs: its transport may be made by a hook. */
	get under(): BusUnderTest {
		return this.find();
	}

	/** A connection of its own, as another process would have. */
	bus(settings: PlainSettings = this.under.settings): Bus {
		const log = (level: string, message: string) => {
			if (process.env.BUS_LOG) console.log(level, message);
		};
		const bus = connectBus({ ...settings, log });
		this.#open.push(bus);
		return bus;
	}

	name(what: string): string {
		return `spec-${what}-${randomUUID()}`;
	}

	async topic(bus: Bus, partitions = 4): Promise<string> {
		const name = this.name('topic');
		await bus.ensureTopics([{ name, partitions }]);
		return name;
	}

	/** An inbox that takes everything of the topic, unless `receive` does something else. */
	async inbox(
		bus: Bus,
		topic: string,
		options: Partial<ConsumeOptions> = {},
	): Promise<{ inbox: Inbox; consumer: Consumer; group: string }> {
		const inbox = new Inbox();
		const group = options.group ?? this.name('group');
		const consumer = await bus.consume({
			group,
			topics: [topic],
			receive: inbox.receive,
			onTrouble: inbox.onTrouble,
			...options,
		});
		return { inbox, consumer, group };
	}
}

export function records(topic: string, count: number, keys = 8): OutgoingRecord[] {
	return Array.from({ length: count }, (_, nth) => ({
		topic,
		key: `key-${nth % keys}`,
		value: String(nth),
		headers: { nth: String(nth) },
	}));
}

export async function sendAll(bus: Bus, outgoing: readonly OutgoingRecord[]): Promise<void> {
	const producer = await bus.producer();
	await producer.send(outgoing);
	await producer.stop();
}
