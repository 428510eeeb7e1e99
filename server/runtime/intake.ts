/**
 * The consumers of this orchestrator, one per topic, kept going: connected when the transport is there, paused while the
 * outbox is above its bound or the store takes nothing, stopped in good order.
 * Not done here: what a consumer does when its connection breaks (bus), when it must be rebuilt (watchdog).
 */
import type { Bus, Consumer, Fetch, PartitionPosition, TopicSpec } from '@/bus/bus';
import { Loop } from './loop';
import { allDomainTopics, type Topics } from './outgoing';
import type { Trouble } from './trouble';
import { atMost, toError } from './waiting';

const everyMs = 250;
/** A rebuild that takes longer goes on by itself, as while the brokers are away; who asked for it goes on, too. */
const rebuildMs = 20_000;
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

interface Subscription {
	readonly topic: string;
	receive(fetch: Fetch): Promise<void>;
	readonly concurrencyMax?: number;
	/** What makes work for the outbox waits while there is too much of it. */
	readonly mayBeHeld: boolean;
}

/** Each has a group of its own, so that another set of topics leaves the others where they are. */
function subscriptions({ topics, receiveReplies, receiveEvents, receiveOffers }: IntakeOptions): Subscription[] {
	return [
		{ topic: topics.replies, receive: receiveReplies, concurrencyMax: 64, mayBeHeld: true },
		{ topic: topics.participants, receive: receiveOffers, mayBeHeld: false },
		...allDomainTopics(topics.domain).map((topic) => ({ topic, receive: receiveEvents, mayBeHeld: true })),
	];
}

export class Intake {
	readonly #subscriptions: readonly Subscription[];
	readonly #consumers = new Map<string, Consumer>();
	#held = false;
	readonly #loop: Loop;

	constructor(private readonly options: IntakeOptions) {
		this.#subscriptions = subscriptions(options);
		this.#loop = new Loop({
			name: 'bus',
			everyMs,
			trouble: options.trouble,
			turn: async () => {
				this.#hold(options.hold());
				if (this.#consumers.size < this.#subscriptions.length) await this.#connect();
				return 'rest';
			},
		});
	}

	get topics(): readonly string[] {
		return this.#subscriptions.map(({ topic }) => topic);
	}

	/** Null: not connected yet. */
	async positions(topic: string): Promise<readonly PartitionPosition[] | null> {
		return (await this.#consumers.get(topic)?.positions()) ?? null;
	}

	async rebuild(topic: string, reason: string): Promise<void> {
		const { trouble } = this.options;
		const consumer = this.#consumers.get(topic);
		if (consumer === undefined) return;
		const who = `consumer of ${topic}`;
		trouble.met(who, new Error(`The topic ${topic} is not being read (${reason}); its consumer is rebuilt.`));
		const failed = (thrown: unknown) => trouble.note(`The ${who} could not be rebuilt: ${toError(thrown).message}`);
		await atMost(rebuildMs, consumer.rebuild(reason).catch(failed));
		trouble.over(who);
	}

	async stop(): Promise<void> {
		await this.#loop.stop();
		await Promise.all([...this.#consumers.values()].map((consumer) => consumer.stop()));
	}

	/** Topics first: to subscribe to one that is missing is an error. */
	async #connect(): Promise<void> {
		const { bus, topics, partitions, trouble } = this.options;
		const names = [topics.replies, topics.events, topics.deadLetters, ...allDomainTopics(topics.domain)];
		const plain = names.map((name): TopicSpec => ({ name, partitions }));
		await bus.ensureTopics([...plain, { name: topics.participants, partitions: 1, compacted: true }]);
		for (const { mayBeHeld, topic, ...how } of this.#subscriptions) {
			if (this.#consumers.has(topic)) continue;
			const onTrouble = (error: Error) => trouble.note(error.message);
			const consumer = await bus.consume({ ...how, group: groupOf(topic), topics: [topic], onTrouble });
			this.#consumers.set(topic, consumer);
			if (this.#held && mayBeHeld) consumer.pause();
		}
	}

	#hold(hold: boolean): void {
		if (hold === this.#held) return;
		this.#held = hold;
		for (const { topic, mayBeHeld } of this.#subscriptions) {
			if (!mayBeHeld) continue;
			if (hold) this.#consumers.get(topic)?.pause();
			else this.#consumers.get(topic)?.resume();
		}
	}
}
