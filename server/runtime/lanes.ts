/** The lanes of a process: each saga always goes to the same one, by a hash of its id. */
import type { Arrival, Settlement } from './arrival';
import { Lane, type LaneContext } from './lane';

export class Lanes {
	readonly #lanes: readonly Lane[];

	constructor(count: number, context: LaneContext) {
		this.#lanes = Array.from({ length: count }, (_, index) => new Lane(`lane ${index + 1}`, context));
	}

	/** Told after the commit. For the many: a promise for each costs more than what it waits for. */
	take(arrival: Arrival, settle: (settlement: Settlement) => void): void {
		const lane = this.#lanes[placeOf(arrival) % this.#lanes.length];
		if (lane === undefined) throw new RangeError('There is no lane.');
		lane.submit(arrival, settle);
	}

	/** Resolves after the commit. */
	submit(arrival: Arrival): Promise<Settlement> {
		return new Promise((settle) => this.take(arrival, settle));
	}

	get heldUp(): boolean {
		return this.#lanes.some((lane) => lane.heldUp);
	}

	async stop(): Promise<void> {
		await Promise.all(this.#lanes.map((lane) => lane.stop()));
	}
}

/** A UUIDv7 ends with random digits. */
function placeOf(arrival: Arrival): number {
	if (arrival.kind === 'deadLetter') return arrival.letter.partition;
	if (arrival.kind === 'event') return arrival.record.partition;
	if (arrival.kind === 'refuseEvent') return 0;
	const id = arrival.kind === 'refuseRequest' ? arrival.requestId : arrival.sagaId;
	return Number.parseInt(id.slice(-6), 16);
}
