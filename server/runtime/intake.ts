/**
 * The consumers of this orchestrator, kept going: connected when the transport is there, paused while the outbox is above
 * its bound or the store takes nothing, stopped in good order.
 * Not done here: what a consumer does when its connection breaks (bus), when it must be rebuilt (watchdog).
 */
import type { Bus, Consumer, Fetch, PartitionPosition, TopicSpec } from '@/bus/bus';
import { Loop } from './loop';
import { allDomainTopics, type Topics } from './outgoing';
import type { Trouble } from './trouble';

const everyMs = 250;
/** By topic: installations that share a broker have topics of their own, and so groups of their own. */
const groupOf = (topic: string) => `unwind-orchestrator.${topic}`;

export interface IntakeOptions {
	readonly bus: Bus;
	readonly topics: Topics;
	readonly partitions: number;
	readonly trouble: Trouble;
	receiveReplies(fetch: Fetch): Promise<void>;
	receiveEvents(fetch: Fetch): Promise<void>;
	receiveOffers(fetch: Fetch): Promise<void>;
	/** Whether nothing should be consumed for now. */
	hold(): boolean;
}

export class Intake {
	#replies: Consumer | null = null;
	#offers: Consumer | null = null;
	/** By topic; each has a group of its own, so that another set of topics leaves the others where they are. */
	readonly #events = new Map<string, Consumer>();
	#held = false;
	readonly #loop: Loop;

	constructor(private readonly options: IntakeOptions) {
		this.#loop = new Loop({
			name: 'bus',
			everyMs,
			trouble: options.trouble,
			turn: async () => {
				if (!this.#isConnected) await this.#connect();
				this.#hold(options.hold());
				return 'rest';
			},
		});
	}

	async positions(): Promise<readonly PartitionPosition[]> {
		return (await this.#replies?.positions()) ?? [];
	}

	async rebuild(reason: string): Promise<void> {
		this.options.trouble.met('consumer', new Error(`Replies are not being read (${reason}); the consumer is rebuilt.`));
		await this.#replies?.rebuild(reason);
		this.options.trouble.over('consumer');
	}

	async stop(): Promise<void> {
		await this.#loop.stop();
		const events = [...this.#events.values()].map((consumer) => consumer.stop());
		await Promise.all([this.#replies?.stop(), this.#offers?.stop(), ...events]);
	}

	get #isConnected(): boolean {
		const topics = allDomainTopics(this.options.topics.domain);
		return this.#replies !== null && this.#offers !== null && this.#events.size === topics.length;
	}

	/** Topics first: to subscribe to one that is missing is an error. */
	async #connect(): Promise<void> {
		const { bus, topics, partitions, trouble, receiveReplies, receiveEvents, receiveOffers } = this.options;
		const domain = allDomainTopics(topics.domain);
		const own = [topics.replies, topics.events, topics.deadLetters];
		const plain = [...own, ...domain].map((name): TopicSpec => ({ name, partitions }));
		await bus.ensureTopics([...plain, { name: topics.participants, partitions: 1, compacted: true }]);
		const onTrouble = (error: Error) => trouble.note(error.message);
		this.#replies ??= await bus.consume({
			group: groupOf(topics.replies),
			topics: [topics.replies],
			receive: receiveReplies,
			concurrencyMax: 64,
			onTrouble,
		});
		this.#offers ??= await bus.consume({
			group: groupOf(topics.participants),
			topics: [topics.participants],
			receive: receiveOffers,
			onTrouble,
		});
		for (const topic of domain) {
			if (this.#events.has(topic)) continue;
			const consumer = await bus.consume({ group: groupOf(topic), topics: [topic], receive: receiveEvents, onTrouble });
			this.#events.set(topic, consumer);
			if (this.#held) consumer.pause();
		}
	}

	#hold(hold: boolean): void {
		if (hold === this.#held) return;
		this.#held = hold;
		for (const consumer of [this.#replies, ...this.#events.values()])
			if (hold) consumer?.pause();
			else consumer?.resume();
	}
}
