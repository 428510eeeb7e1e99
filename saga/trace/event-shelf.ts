/**
 * Events as the store keeps them (DESIGN §4 Events), in memory. Each event is offered to each flow by itself: to the
 * flow's oldest open wait, else as a start, else it stays on the shelf of that flow. Taking is once per event and flow.
 */
import type { CompiledFlow } from '../compile/compiled-flow';
import type { ReceivedEvent } from '../engine/input';
import type { TracedSaga } from './traced-saga';

/** How long an event that nothing has taken may still be taken: 7 days. */
const timeToLiveMs = 7 * 86_400_000;

export interface MessageWait {
	readonly saga: TracedSaga;
	readonly subscription: number;
	readonly name: string;
	readonly key: string;
}

interface Shelved {
	readonly event: ReceivedEvent;
	readonly flow: string;
	readonly since: number;
	/** Given on the line that brought it: what the saga is called that it starts. */
	readonly sagaName: string | null;
	/** A saga of its key was active: it is offered again when that one ends. */
	readonly isStart: boolean;
}

/** What the shelf wants done with an event. */
export type Offer =
	| { readonly type: 'take'; readonly wait: MessageWait; readonly event: ReceivedEvent }
	| {
			readonly type: 'start';
			readonly flow: string;
			readonly event: ReceivedEvent;
			readonly sagaName: string | null;
	  }
	| { readonly type: 'refused'; readonly flow: string }
	| { readonly type: 'duplicate' };

/** What the shelf holds at one moment. Nothing in it ever changes. */
export interface ShelfSnapshot {
	readonly waits: readonly MessageWait[];
	readonly shelved: readonly Shelved[];
	readonly taken: ReadonlySet<string>;
	readonly started: ReadonlyMap<string, readonly TracedSaga[]>;
}

export class EventShelf {
	/** In the order in which they were opened. */
	private waits: readonly MessageWait[] = [];
	private shelved: readonly Shelved[] = [];
	/** `EVENT FLOW`: taken by a wait, a start or a refusal. */
	private taken: ReadonlySet<string> = new Set();
	/** By flow and key: sagas that an event has started. */
	private started: ReadonlyMap<string, readonly TracedSaga[]> = new Map();

	/** The first version of each flow, which speaks for the names of all. */
	constructor(private readonly flows: readonly CompiledFlow[]) {}

	/** What nothing has taken yet. */
	get kept(): readonly { readonly event: ReceivedEvent; readonly flow: string }[] {
		return this.shelved;
	}

	snapshot(): ShelfSnapshot {
		const { waits, shelved, taken, started } = this;
		return { waits, shelved, taken, started };
	}

	restore({ waits, shelved, taken, started }: ShelfSnapshot): void {
		this.waits = waits;
		this.shelved = shelved;
		this.taken = taken;
		this.started = started;
	}

	/** What the saga waits for now. */
	sync(saga: TracedSaga): void {
		const open = (saga.saga?.state.subscriptions ?? []).flatMap(({ subscription, on }) =>
			on.type === 'message' ? [{ saga, subscription, name: on.name, key: on.key }] : [],
		);
		const isOpen = (wait: MessageWait) => open.some(({ subscription }) => subscription === wait.subscription);
		const known = this.waits.filter((wait) => wait.saga === saga);
		this.waits = [
			...this.waits.filter((wait) => wait.saga !== saga || isOpen(wait)),
			...open.filter(({ subscription }) => !known.some((wait) => wait.subscription === subscription)),
		];
	}

	noteStarted(flow: string, key: string, saga: TracedSaga): void {
		const place = placeOf(flow, key);
		this.started = new Map(this.started).set(place, [...(this.started.get(place) ?? []), saga]);
	}

	/** A new event: what each flow does with it. */
	receive(event: ReceivedEvent, sagaName: string | null, now: number): readonly Offer[] {
		this.expire(now);
		const knowing = this.flows.filter((flow) => namesOf(flow).has(event.name));
		const fresh = knowing.filter((flow) => !this.isKnown(event, flow.id));
		if (knowing.length > 0 && fresh.length === 0) return [{ type: 'duplicate' }];
		return fresh.flatMap((flow) => this.offer(flow, { event, flow: flow.id, since: now, sagaName, isStart: false }));
	}

	/** The oldest on the shelf that an open wait can take; null: none. */
	next(now: number): Offer | null {
		this.expire(now);
		for (const wait of this.waits) {
			const found = this.shelved.find(({ event, flow }) => flow === wait.saga.flow.id && isFor(wait, event));
			if (found !== undefined) return this.take(wait, found);
		}
		return null;
	}

	/** When a saga has ended: starts that it stood in the way of, the oldest first. */
	offerAgain(saga: TracedSaga, now: number): readonly Offer[] {
		this.expire(now);
		const flow = this.flows.find(({ id }) => id === saga.flow.id);
		const place = [...this.started].find(([, sagas]) => sagas.includes(saga))?.[0];
		const next = this.shelved.find(({ event, flow: id, isStart }) => isStart && placeOf(id, event.key) === place);
		if (flow === undefined || next === undefined) return [];
		this.shelved = this.shelved.filter((other) => other !== next);
		return this.offer(flow, next);
	}

	private offer(flow: CompiledFlow, shelved: Shelved): readonly Offer[] {
		const { event } = shelved;
		const wait = this.waits.find((candidate) => candidate.saga.flow.id === flow.id && isFor(candidate, event));
		if (wait !== undefined) return [this.take(wait, shelved)];
		const { trigger } = flow.start;
		if (trigger?.type !== 'message' || trigger.message !== event.name) {
			this.shelved = [...this.shelved, shelved];
			return [];
		}
		const before = this.started.get(placeOf(flow.id, event.key)) ?? [];
		if (trigger.perKey === 'ever' && before.length > 0) {
			this.noteTaken(event.id, flow.id);
			return [{ type: 'refused', flow: flow.id }];
		}
		if (trigger.perKey === 'while-active' && before.some((saga) => !saga.hasEnded)) {
			this.shelved = [...this.shelved, { ...shelved, isStart: true }];
			return [];
		}
		this.noteTaken(event.id, flow.id);
		return [{ type: 'start', flow: flow.id, event, sagaName: shelved.sagaName }];
	}

	private take(wait: MessageWait, shelved: Shelved): Offer {
		this.noteTaken(shelved.event.id, shelved.flow);
		this.shelved = this.shelved.filter((other) => other !== shelved);
		return { type: 'take', wait, event: shelved.event };
	}

	private noteTaken(event: string, flow: string): void {
		this.taken = new Set(this.taken).add(placeOf(event, flow));
	}

	private isKnown(event: ReceivedEvent, flow: string): boolean {
		if (this.taken.has(placeOf(event.id, flow))) return true;
		return this.shelved.some((other) => other.event.id === event.id && other.flow === flow);
	}

	private expire(now: number): void {
		this.shelved = this.shelved.filter(({ since }) => now - since < timeToLiveMs);
	}
}

/** A suspended saga keeps what it has taken: its wait takes no second one. */
function isFor(wait: MessageWait, event: ReceivedEvent): boolean {
	if (wait.name !== event.name || wait.key !== event.key) return false;
	const parked = wait.saga.saga?.state.parked ?? [];
	return !parked.some((input) => input.type === 'eventReceived' && input.subscription === wait.subscription);
}

/** The messages that a flow catches or starts on: only those are shelved for it. */
function namesOf(flow: CompiledFlow): ReadonlySet<string> {
	const names = new Set<string>();
	for (const node of flow.nodes.values()) {
		if (node.kind === 'start' && node.trigger?.type === 'message') names.add(node.trigger.message);
		if (node.kind === 'step' && node.park?.until) names.add(node.park.until.message);
		const on =
			node.kind === 'catch' || node.kind === 'boundary' ? node.on : node.kind === 'start' ? node.reaction?.on : null;
		if (on?.type === 'message') names.add(on.message);
	}
	return names;
}

function placeOf(first: string, second: string): string {
	return JSON.stringify([first, second]);
}
