/**
 * What of a batch concerns events and other sagas: what must be locked for it, which saga gets what, and what must be
 * stored. Most batches have nothing of it, and no statement is sent for them.
 *
 * Invariant: an event row and an input from another saga are used by whoever holds the lock on them, and go in the same
 * transaction. What is not used stays and is found again.
 */
import type { SagaId } from '@/saga/engine/input';
import type { Arrival, QueuedBody } from './arrival';
import {
	type EventChanges,
	type EventRef,
	type Incoming,
	type IncomingNeeds,
	refKey,
	type StartKey,
} from './event-ports';
import type { FlowCatalogue } from './flow-catalogue';
import type { LoadedSagas } from './ports';
import type { SagaArrival } from './saga-arrival';

type EventArrival = Extract<Arrival, { kind: 'event' | 'take' | 'eventStart' | 'queued' | 'refuseEvent' }>;
type EventStart = Extract<Arrival, { kind: 'eventStart' }>;

/** After so long nothing will start the saga that an input was left for. */
const forgottenMs = 3_600_000;

export function concernsEvents(arrival: Arrival): arrival is EventArrival {
	const { kind } = arrival;
	return kind === 'event' || kind === 'take' || kind === 'eventStart' || kind === 'queued' || kind === 'refuseEvent';
}

export const nothingIncoming: Incoming = { events: new Map(), queued: new Map(), startKeys: new Map() };

/** Null: nothing of it needs a lock. */
export function incomingNeeds(arrivals: readonly Arrival[]): IncomingNeeds | null {
	const events = new Map<string, EventRef>();
	const queuedFor = new Set<SagaId>();
	const startKeys: StartKey[] = [];
	for (const arrival of arrivals) {
		if (arrival.kind === 'take' || arrival.kind === 'eventStart') events.set(refKey(arrival.ref), arrival.ref);
		if (arrival.kind === 'queued') queuedFor.add(arrival.sagaId);
		if (arrival.kind === 'eventStart') startKeys.push(...keyOf(arrival));
	}
	if (events.size + queuedFor.size === 0) return null;
	return { events: [...events.values()], queuedFor: [...queuedFor], startKeys };
}

function keyOf({ ref, name, key, sagaId, perKey, flowVersion }: EventStart): readonly StartKey[] {
	if (flowVersion === null || perKey === 'per-event') return [];
	return [{ ...ref, name, key, sagaId, ever: perKey === 'ever' }];
}

export class EventBatch {
	readonly shelved: EventChanges['shelved'][number][] = [];
	readonly counts: EventChanges['counts'][number][] = [];
	readonly taken: EventRef[] = [];
	readonly offered: EventRef[] = [];
	readonly refused: EventChanges['refused'][number][] = [];
	readonly released: SagaId[] = [];
	/** Rows for sagas that will never begin. */
	readonly forgotten: string[] = [];
	readonly #seen = new Set<string>();

	constructor(
		private readonly incoming: Incoming,
		private readonly catalogue: FlowCatalogue,
	) {}

	/** What it means to which saga; whatever is no saga's is remembered here. */
	arrivalsOf(arrival: EventArrival, loaded: LoadedSagas): readonly SagaArrival[] {
		switch (arrival.kind) {
			case 'event':
				this.#shelve(arrival);
				return [];
			case 'take':
				return loaded.sagas.has(arrival.sagaId) ? this.#take(arrival) : [];
			case 'eventStart':
				return this.#start(arrival);
			case 'queued':
				return this.#queued(arrival.sagaId, loaded);
			case 'refuseEvent':
				this.refused.push({ ...arrival.ref, name: arrival.name, because: arrival.because });
				return [];
		}
	}

	#shelve({ event }: Extract<Arrival, { kind: 'event' }>): void {
		const { id: eventId, name, key } = event;
		const flows = this.catalogue.flowsFor(name);
		if (flows.length === 0) this.counts.push({ name, fate: 'unmatched' });
		else if (this.#seen.has(eventId)) this.counts.push({ name, fate: 'duplicate' });
		else {
			this.#seen.add(eventId);
			const payload = JSON.stringify(event.payload);
			for (const { flowId, starts } of flows)
				this.shelved.push({ flowId, eventId, name, key, payload, toOffer: starts });
		}
	}

	#take({ sagaId, subscription, ref }: Extract<Arrival, { kind: 'take' }>): readonly SagaArrival[] {
		const event = this.#once(ref);
		return event === null ? [] : [{ kind: 'take', sagaId, subscription, event, used: () => void this.taken.push(ref) }];
	}

	/** In our hands, and given to nobody else in this batch. */
	#once(ref: EventRef) {
		const name = refKey(ref);
		const event = this.#seen.has(name) ? undefined : this.incoming.events.get(name);
		this.#seen.add(name);
		return event ?? null;
	}

	#start(arrival: EventStart): readonly SagaArrival[] {
		const { sagaId, flowId, flowVersion, ref, name } = arrival;
		const event = this.#once(ref);
		if (event === null) return [];
		const [claimed = null] = keyOf(arrival);
		const key = claimed === null ? 'free' : this.incoming.startKeys.get(sagaId);
		if (key === 'ever') this.refused.push({ ...ref, name, because: 'A saga was started with this key before.' });
		else if (key !== 'free' || flowVersion === null) this.offered.push(ref);
		else {
			const used = () => void this.taken.push(ref);
			const refused = (because: string) => {
				this.refused.push({ ...ref, name, because });
				if (claimed !== null) this.released.push(sagaId);
			};
			return [{ kind: 'eventStart', sagaId, flowId, flowVersion, event, claimed, used, refused }];
		}
		return [];
	}

	#queued(sagaId: SagaId, loaded: LoadedSagas): readonly SagaArrival[] {
		const rows = this.incoming.queued.get(sagaId) ?? [];
		const inputs = rows.map(({ id, input }) => ({ id, input: JSON.parse(input) as QueuedBody }));
		const first = inputs[0]?.input;
		const stored = loaded.sagas.get(sagaId);
		if (first === undefined) return [];
		const of = stored ?? (first.type === 'sagaStarted' ? first : null);
		if (of === null) {
			// Its start may be in other hands at this moment.
			const forgotten = rows.filter(({ atMs }) => loaded.atMs - atMs > forgottenMs);
			this.forgotten.push(...forgotten.map(({ id }) => id));
			return [];
		}
		const { flowId, flowVersion } = of;
		const notStarted = () => void this.counts.push({ name: `start of ${flowId} by timer`, fate: 'refused' });
		return inputs.map((input) => ({ kind: 'queued', sagaId, ...input, flowId, flowVersion, notStarted }));
	}
}
