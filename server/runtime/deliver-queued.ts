/**
 * Inputs from one saga to another, into the lanes: at once after the commit that left them, and slowly for those whose
 * writer died before it could say so. Each saga takes all that was left for it, in order, under its own lock.
 */
import type { EventStore } from './event-ports';
import type { Lanes } from './lanes';
import { Loop } from './loop';
import type { Trouble } from './trouble';

const everyMs = 1_000;
const sagasMax = 500;
/** Whoever left them is at it. */
const othersMs = 2_000;

export interface DeliveryOptions {
	readonly store: Pick<EventStore, 'sagasWithQueued'>;
	readonly lanes: Pick<Lanes, 'submit'>;
	readonly trouble: Trouble;
}

export class QueuedDelivery {
	#owed = true;
	readonly #loop: Loop;

	constructor({ store, lanes, trouble }: DeliveryOptions) {
		this.#loop = new Loop({
			name: 'saga inputs',
			everyMs,
			trouble,
			turn: async () => {
				const owed = this.#owed;
				this.#owed = false;
				try {
					const sagas = await store.sagasWithQueued(sagasMax, owed ? 0 : othersMs);
					await Promise.all(sagas.map((sagaId) => lanes.submit({ kind: 'queued', sagaId })));
					if (sagas.length === sagasMax) this.#owed ||= owed;
					return sagas.length === sagasMax || this.#owed ? 'again' : 'rest';
				} catch (thrown) {
					this.#owed = true;
					throw thrown;
				}
			},
		});
	}

	/** A batch of ours has left some. */
	left(): void {
		this.#owed = true;
		this.#loop.wake();
	}

	stop(): Promise<void> {
		return this.#loop.stop();
	}
}
