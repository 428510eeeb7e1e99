/**
 * A member of a consumer group on the PostgreSQL bus. Two loops: one renews the lease and adjusts what is ours, the other
 * fetches for the partitions that have room.
 *
 * Pace of fetching: at once on a wake-up or when a full page may have a successor; `busyPollMs` after records came (what
 * arrives meanwhile makes the next batch); then ever slower, down to `pollMs`. PostgreSQL away: both loops say so and try again.
 * Invariant: what an expired lease may have given to others is dropped here before it is fetched again.
 */
import { randomUUID } from 'node:crypto';
import type { ConsumeOptions, Consumer, PartitionPosition } from '../bus';
import { DeliverySet } from '../delivery/delivery-set';
import { followingOffset } from '../delivery/offset';
import { type PartitionDelivery, recordsMaxDefault } from '../delivery/partition-delivery';
import { BackOff, delay, toError, withDeadline } from '../delivery/waiting';
import type { Database } from './database';
import { fetchRecords, type Wanted } from './fetch-records';
import { Membership, type Ownership } from './membership';
import { emptyFrom } from './pass-over-gaps';
import type { WakeUp } from './wake-up';

const busyPollMs = 10;
const slowerBy = 1.5;
const receiveEndsMs = 2_500;
const leaveMs = 1_500;
const loopsEndMs = 500;
const beatsPerLease = 3;

export interface PostgresConsumerParts {
	readonly database: Database;
	readonly wakeUp: WakeUp;
	readonly leaseMs: number;
	readonly pollMs: number;
}

export class PostgresConsumer implements Consumer {
	readonly #deliveries: DeliverySet;
	readonly #owned = new Map<PartitionDelivery, Ownership>();
	readonly #stop = new AbortController();
	readonly #topicIds = new Set<number>();
	readonly #unsubscribe: () => void;
	#membership: Membership;
	#leaseEndsMs = 0;
	#paceMs = busyPollMs;
	#wakeFetch = new AbortController();
	#wakeBeat = new AbortController();
	#changing: Promise<void> = Promise.resolve();
	#loops: Promise<unknown>;
	#stopped: Promise<void> | undefined;
	#givingUp: Promise<void> | undefined;

	constructor(
		private readonly parts: PostgresConsumerParts,
		private readonly options: ConsumeOptions,
	) {
		this.#membership = this.#newMembership();
		this.#deliveries = new DeliverySet(options, {
			commit: (positions) => this.#commit(positions),
			roomAgain: () => this.#wakeFetch.abort(),
		});
		this.#unsubscribe = parts.wakeUp.subscribe((subjects) => this.#woken(subjects));
		this.#loops = Promise.all([this.#beatLoop(), this.#fetchLoop()]);
	}

	async positions(): Promise<readonly PartitionPosition[]> {
		return [...this.#owned.keys()].flatMap(({ topic, partition, committed }) =>
			committed === undefined ? [] : [{ topic, partition, committed }],
		);
	}

	pause(): void {
		this.#deliveries.pause();
	}

	resume(): void {
		this.#deliveries.resume();
	}

	async rebuild(reason: string): Promise<void> {
		this.#say(new Error(reason));
		await this.#inTurn(async () => {
			await this.#leave();
			this.#membership = this.#newMembership();
		});
		this.#wakeBeat.abort();
	}

	stop(): Promise<void> {
		this.#stopped ??= this.#stopOnce();
		return this.#stopped;
	}

	/** Changes of what is ours queue up: a beat must not take back what `stop` is just giving away. */
	#inTurn(change: () => Promise<void>): Promise<void> {
		const done = this.#changing.then(change);
		this.#changing = done.catch(() => undefined);
		return done;
	}

	async #stopOnce(): Promise<void> {
		this.#stop.abort();
		this.#unsubscribe();
		this.#wakeFetch.abort();
		this.#wakeBeat.abort();
		await withDeadline(
			this.#inTurn(() => this.#leave()),
			receiveEndsMs + leaveMs,
			() => undefined,
		);
		this.#deliveries.close();
		await withDeadline(this.#loops, loopsEndMs, () => undefined);
	}

	#newMembership(): Membership {
		const topics = [...new Set(this.options.topics)].sort();
		return new Membership(this.parts.database, this.options.group, randomUUID(), topics, this.parts.leaseMs);
	}

	async #beatLoop(): Promise<void> {
		const backOff = new BackOff(200, 2_000);
		while (!this.#stop.signal.aborted) {
			this.#wakeBeat = new AbortController();
			let waitMs = this.parts.leaseMs / beatsPerLease;
			try {
				await this.#inTurn(() => this.#beat());
				backOff.reset();
			} catch (thrown) {
				if (!this.#stop.signal.aborted) this.#say(toError(thrown));
				if (performance.now() > this.#leaseEndsMs) this.#dropAll();
				waitMs = backOff.next();
			}
			await delay(waitMs, this.#wakeBeat.signal);
		}
	}

	async #beat(): Promise<void> {
		if (this.#stop.signal.aborted) return;
		const beganMs = performance.now();
		const { owned, surplus, changed } = await this.#membership.renew();
		this.#leaseEndsMs = beganMs + this.parts.leaseMs;
		this.#adopt(owned);
		if (surplus > 0) this.#givingUp ??= this.#giveUp(owned.slice(-surplus));
		if (changed) this.parts.wakeUp.tell([this.options.group]);
		const idle = this.#wanted().filter(({ delivery }) => delivery.idle);
		for (const { at, end } of await emptyFrom(this.parts.database, idle)) {
			this.#deliveries.get(at.topic, at.partition)?.append([], end);
		}
	}

	#adopt(owned: readonly Ownership[]): void {
		for (const [delivery, { epoch }] of this.#owned) {
			const now = owned.find(({ topic, partition }) => topic === delivery.topic && partition === delivery.partition);
			if (now?.epoch !== epoch) this.#drop(delivery);
		}
		for (const ownership of owned) {
			const delivery = this.#deliveries.take(ownership.topic, ownership.partition);
			if (this.#owned.has(delivery)) continue;
			delivery.startsAt(ownership.committed);
			this.#owned.set(delivery, ownership);
			this.#topicIds.add(ownership.topicId);
			this.#wakeFetch.abort();
		}
	}

	/** Another member waits for these: end the work on them, commit it, and let go. The lease is renewed meanwhile. */
	async #giveUp(surplus: readonly Ownership[]): Promise<void> {
		const deliveries = surplus.flatMap(({ topic, partition }) => this.#deliveries.get(topic, partition) ?? []);
		try {
			await this.#deliveries.finish(deliveries, receiveEndsMs);
			await this.#inTurn(async () => {
				for (const delivery of deliveries) this.#drop(delivery);
				await this.#membership.release(surplus);
			});
			this.parts.wakeUp.tell([this.options.group]);
		} catch (thrown) {
			this.#say(toError(thrown));
		} finally {
			this.#givingUp = undefined;
		}
	}

	async #leave(): Promise<void> {
		await this.#deliveries.finish(this.#deliveries.owned(), receiveEndsMs);
		this.#dropAll();
		// A member that cannot say good-bye is missed when its lease ends.
		await withDeadline(
			this.#membership.leave().then(() => this.parts.wakeUp.tell([this.options.group])),
			leaveMs,
			() => undefined,
		).catch((thrown: unknown) => this.#say(toError(thrown)));
	}

	#dropAll(): void {
		for (const delivery of [...this.#owned.keys()]) this.#drop(delivery);
	}

	#drop(delivery: PartitionDelivery): void {
		this.#owned.delete(delivery);
		void this.#deliveries.drop(delivery);
	}

	async #commit(positions: readonly PartitionPosition[]): Promise<void> {
		const ours = positions.flatMap(({ topic, partition, committed }) => {
			const delivery = this.#deliveries.get(topic, partition);
			const of = delivery && this.#owned.get(delivery);
			return of ? [{ of, committed }] : [];
		});
		if (ours.length === 0) return;
		const taken = await this.#membership.commit(ours);
		for (const { of } of ours) {
			const delivery = this.#deliveries.get(of.topic, of.partition);
			if (delivery && !taken.includes(of) && this.#owned.get(delivery) === of) this.#drop(delivery);
		}
	}

	async #fetchLoop(): Promise<void> {
		const backOff = new BackOff(200, 2_000);
		while (!this.#stop.signal.aborted) {
			this.#wakeFetch = new AbortController();
			let waitMs: number;
			try {
				waitMs = await this.#fetchOnce();
				backOff.reset();
			} catch (thrown) {
				if (!this.#stop.signal.aborted) this.#say(toError(thrown));
				waitMs = backOff.next();
			}
			await delay(waitMs, this.#wakeFetch.signal);
		}
	}

	/** How long to wait before the next one. */
	async #fetchOnce(): Promise<number> {
		const recordsMax = this.options.recordsMax ?? recordsMaxDefault;
		const wanted = this.#wanted();
		if (wanted.length === 0) return this.parts.pollMs;
		const pages = await fetchRecords(this.parts.database, wanted, recordsMax);
		let more = false;
		this.#paceMs = Math.min(this.parts.pollMs, this.#paceMs * slowerBy);
		for (const [nth, page] of pages.entries()) {
			const last = page.at(-1);
			const asked = wanted[nth];
			if (!last || !asked || !this.#owned.has(asked.delivery)) continue;
			asked.delivery.append(page, followingOffset(last.offset));
			this.#paceMs = Math.min(busyPollMs, this.parts.pollMs);
			more ||= page.length === recordsMax;
		}
		return more ? 0 : this.#paceMs;
	}

	#wanted(): readonly (Wanted & { delivery: PartitionDelivery })[] {
		const wanted: (Wanted & { delivery: PartitionDelivery })[] = [];
		for (const [delivery, { topic, topicId, partition }] of this.#owned) {
			if (delivery.full || delivery.aborted || delivery.end === undefined) continue;
			wanted.push({ topic, topicId, partition, from: delivery.end, delivery });
		}
		return wanted;
	}

	#woken(subjects: ReadonlySet<number | string>): void {
		if (subjects.size === 0 || subjects.has(this.options.group)) this.#wakeBeat.abort();
		if (subjects.size === 0 || [...this.#topicIds].some((id) => subjects.has(id))) this.#wakeFetch.abort();
	}

	#say(cause: Error): void {
		const message = `The consumer of group ${this.options.group} goes on by itself: ${cause.message}`;
		this.options.onTrouble?.(new Error(message, { cause }));
	}
}
