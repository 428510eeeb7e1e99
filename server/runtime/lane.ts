/**
 * One stream of batches: what has arrived while the last batch was committing is the next one (no linger). A saga always
 * goes to the same lane of a process, so lanes never wait for each other.
 *
 * Modes: *idle* → *working* (a batch is under way; arrivals queue up) → *waiting* (the store is away or busy: the same
 * batch is tried again, nothing is lost and nothing is resolved) → working → idle.
 * An input that the store will never take is found by bisection and parked; the rest of its batch goes on.
 */
import { type Arrival, type Settlement, sagaToLock, type TimelessInput } from './arrival';
import { deadLetterOf } from './dead-letters';
import { StoreFault } from './ports';
import { type BatchContext, type ProcessedBatch, processBatch } from './process-batch';
import type { Publisher } from './publish';
import type { Trouble } from './trouble';
import { BackOff, delay, toError, turnEnds } from './waiting';

/** Measured: no gain beyond. */
const batchMax = 512;
/**
 * Of so many that wait only half are taken: while one half commits, transport and participants have the other to work on.
 * All in one batch had each of them wait for the next in turn.
 */
const halvedFrom = 192;
const fatalRetryMs = 10_000;
const handBackMs = 20;

export interface LaneContext extends BatchContext {
	readonly publisher: Pick<Publisher, 'publish' | 'takeAcknowledged' | 'giveBack'>;
	readonly trouble: Trouble;
	/** Something was committed that others may want to see. */
	committed(processed: ProcessedBatch): void;
}

interface Waiting {
	readonly arrival: Arrival;
	settle(settlement: Settlement): void;
}

export class Lane {
	readonly #stop = new AbortController();
	#queue: Waiting[] = [];
	#running: Promise<void> | null = null;
	#heldUp = false;
	/** Busy ones that come into the queue again in a moment. */
	#handedBack: Waiting[] = [];

	constructor(
		private readonly name: string,
		private readonly context: LaneContext,
	) {}

	/** Settled after the commit. An arrival that must not be lost is tried again until it is ours. */
	submit(arrival: Arrival, settle: (settlement: Settlement) => void): void {
		if (this.#stop.signal.aborted) {
			settle('busy');
			return;
		}
		this.#queue.push({ arrival, settle });
		this.#running ??= this.#run();
	}

	/** The store takes nothing from us now. */
	get heldUp(): boolean {
		return this.#heldUp;
	}

	/** What is still queued is handed back undone: nothing of it was stored, nothing of it is to be resolved. */
	async stop(): Promise<void> {
		this.#stop.abort();
		await this.#running;
		for (const { settle } of this.#queue.splice(0)) settle('busy');
	}

	async #run(): Promise<void> {
		// Everything that arrives in this turn of the event loop makes one batch: the other partitions of a fetch, and what
		// the partitions whose records were just settled have waiting. Begun earlier, each of them made a batch of its own.
		await turnEnds();
		while (this.#queue.length > 0 && !this.#stop.signal.aborted) {
			const batch = this.#queue.splice(0, portionOf(this.#queue.length));
			const settlements = await this.#process(batch.map(({ arrival }) => arrival));
			this.#settle(batch, settlements);
			await turnEnds();
		}
		this.#running = null;
	}

	#settle(batch: readonly Waiting[], settlements: readonly Settlement[]): void {
		const waitAlready = this.#handedBack.length > 0;
		batch.forEach((waiting, place) => {
			const settlement = settlements[place] ?? 'busy';
			if (settlement === 'busy' && isOurs(waiting.arrival)) this.#handedBack.push(waiting);
			else waiting.settle(settlement);
		});
		if (this.#handedBack.length > 0 && !waitAlready) void this.#takeAgain();
	}

	async #takeAgain(): Promise<void> {
		await delay(handBackMs * (0.5 + Math.random()), this.#stop.signal);
		const again = this.#handedBack.splice(0);
		if (this.#stop.signal.aborted) for (const { settle } of again) settle('busy');
		else {
			this.#queue.unshift(...again);
			this.#running ??= this.#run();
		}
	}

	/** Fewer settlements than arrivals only when stopped. */
	async #process(arrivals: readonly Arrival[]): Promise<readonly Settlement[]> {
		const backOff = new BackOff(50, 5_000);
		while (!this.#stop.signal.aborted) {
			const outcome = await this.#attempt(arrivals);
			if (!(outcome instanceof StoreFault)) {
				this.#done(outcome);
				return outcome.settlements;
			}
			if (outcome.kind === 'input') {
				const settlements = await this.#bisect(arrivals, outcome);
				if (settlements !== null) return settlements;
			}
			await this.#wait(outcome, backOff);
		}
		return [];
	}

	async #attempt(arrivals: readonly Arrival[]): Promise<ProcessedBatch | StoreFault> {
		const acknowledged = this.context.publisher.takeAcknowledged();
		try {
			return await processBatch(arrivals, acknowledged, this.context);
		} catch (thrown) {
			this.context.publisher.giveBack(acknowledged);
			// What is no fault of the store is a defect that one of these arrivals brings out.
			return thrown instanceof StoreFault
				? thrown
				: new StoreFault('input', toError(thrown).message, { cause: thrown });
		}
	}

	/** What fails from here on is no fault of these arrivals: they are stored. */
	#done(processed: ProcessedBatch): void {
		this.#heldUp = false;
		this.context.trouble.over(this.name);
		this.context.publisher.publish(processed.outbox);
		this.context.committed(processed);
	}

	/** Null: this one arrival cannot even be put aside; it is tried again, slowly and loudly. */
	async #bisect(arrivals: readonly Arrival[], fault: StoreFault): Promise<readonly Settlement[] | null> {
		const [only] = arrivals;
		if (arrivals.length > 1) {
			const middle = Math.ceil(arrivals.length / 2);
			const first = await this.#process(arrivals.slice(0, middle));
			return first.length < middle ? first : [...first, ...(await this.#process(arrivals.slice(middle)))];
		}
		const aside = only === undefined ? null : putAside(only, fault.message);
		return aside === null ? null : this.#process([aside]);
	}

	async #wait(fault: StoreFault, backOff: BackOff): Promise<void> {
		if (fault.kind !== 'busy') {
			this.#heldUp = true;
			this.context.trouble.met(this.name, fault);
		}
		const ms = fault.kind === 'busy' ? 20 + 180 * Math.random() : fault.kind === 'away' ? backOff.next() : fatalRetryMs;
		await delay(ms, this.#stop.signal);
	}
}

/** Nobody looks for these again, or not soon: they are tried until their saga is free. */
function isOurs({ kind }: Arrival): boolean {
	return kind === 'input' || kind === 'park' || kind === 'take' || kind === 'queued';
}

function portionOf(waiting: number): number {
	return waiting < halvedFrom ? waiting : Math.min(batchMax, Math.ceil(waiting / 2));
}

/** What is stored instead of an arrival that cannot be stored; null: there is nothing else left to try. */
function putAside(arrival: Arrival, detail: string): Arrival | null {
	switch (arrival.kind) {
		case 'start':
			return { kind: 'refuseRequest', requestId: arrival.sagaId, message: detail };
		case 'action':
		case 'approval':
			return { kind: 'refuseRequest', requestId: arrival.requestId, message: detail };
		case 'input':
			return park(arrival, arrival.input, detail);
		// What they would have taken stays where it is, behind the incident.
		case 'time':
		case 'take':
		case 'queued':
			return park(arrival, null, detail);
		case 'event':
			return { kind: 'deadLetter', letter: deadLetterOf(arrival.record, 'store-fault', detail) };
		case 'eventStart':
			return {
				kind: 'refuseEvent',
				ref: arrival.ref,
				name: arrival.name,
				because: `It could not be stored: ${detail}`,
			};
		case 'park':
		case 'refuseEvent':
		case 'refuseRequest':
		case 'deadLetter':
			return null;
	}
}

function park(arrival: Arrival, input: TimelessInput | null, detail: string): Arrival | null {
	const sagaId = sagaToLock(arrival);
	return sagaId === null ? null : { kind: 'park', sagaId, input, detail };
}
