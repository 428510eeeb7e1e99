/**
 * Events and waits are written by different transactions, each its own row; whoever has committed one looks here, in a
 * fresh snapshot, for what it can meet. Who commits second sees both, so no pair is missed; what a crash keeps from
 * looking is found by the sweep over both tables.
 *
 * Not done here: deciding. The batch that gets a pair locks the saga and the event, and verifies both.
 */
import { v7 as uuidv7 } from 'uuid';
import type { SagaId } from '@/saga/engine/input';
import type { Arrival } from './arrival';
import type { EventKey, EventStore, Meeting } from './event-ports';
import type { FlowCatalogue } from './flow-catalogue';
import type { Lanes } from './lanes';
import { Loop } from './loop';
import type { Trouble } from './trouble';

const sweepEveryMs = 5_000;
const keysMax = 500;

export interface MeetingOptions {
	readonly store: Pick<EventStore, 'meetings' | 'overdueKeys'>;
	readonly catalogue: FlowCatalogue;
	readonly lanes: Pick<Lanes, 'submit'>;
	readonly trouble: Trouble;
}

export class EventMeetings {
	readonly #touched = new Map<string, EventKey>();
	#sweptAt = performance.now();
	readonly #loop: Loop;

	constructor(private readonly options: MeetingOptions) {
		const turn = () => this.#turn();
		this.#loop = new Loop({ name: 'events', everyMs: sweepEveryMs, trouble: options.trouble, turn });
	}

	/** Something was committed there. */
	touched(keys: readonly EventKey[]): void {
		if (keys.length === 0) return;
		for (const key of keys) this.#touched.set(JSON.stringify([key.flowId, key.name, key.key]), key);
		this.#loop.wake();
	}

	stop(): Promise<void> {
		return this.#loop.stop();
	}

	async #turn(): Promise<'rest' | 'again'> {
		const { store, catalogue, lanes } = this.options;
		if (performance.now() - this.#sweptAt >= sweepEveryMs) {
			this.touched(await store.overdueKeys(keysMax));
			this.#sweptAt = performance.now();
		}
		const keys = this.#takeTouched();
		if (keys.length === 0) return 'rest';
		const meetings = await store.meetings(keys).catch((thrown: unknown) => {
			this.touched(keys);
			throw thrown;
		});
		if (meetings.some(({ wait }) => wait === null)) await catalogue.refresh();
		await Promise.all(meetings.map((meeting) => lanes.submit(arrivalOf(meeting, catalogue))));
		return this.#touched.size > 0 ? 'again' : 'rest';
	}

	/** Before the look, not after it: what is committed there meanwhile may be too late for its snapshot. */
	#takeTouched(): readonly EventKey[] {
		const taken = [...this.#touched].slice(0, keysMax);
		for (const [name] of taken) this.#touched.delete(name);
		return taken.map(([, key]) => key);
	}
}

function arrivalOf({ wait, flowId, eventId, name, key }: Meeting, catalogue: FlowCatalogue): Arrival {
	const ref = { flowId, eventId };
	if (wait !== null) return { kind: 'take', ...wait, ref };
	const starter = catalogue.starterOf(flowId);
	const trigger = starter?.trigger.type === 'message' && starter.trigger.message === name ? starter.trigger : null;
	return {
		kind: 'eventStart',
		sagaId: uuidv7() as SagaId,
		flowId,
		flowVersion: trigger === null ? null : (starter?.version ?? null),
		perKey: trigger?.perKey ?? 'per-event',
		name,
		key,
		ref,
	};
}
