/** The loops around events, signals, calls and starts by timer, and what a committed batch means to them. */
import { QueuedDelivery } from './deliver-queued';
import type { EventStore } from './event-ports';
import type { FlowCatalogue } from './flow-catalogue';
import type { Lanes } from './lanes';
import { EventMeetings } from './meet-events';
import type { LoopStore } from './ports';
import type { ProcessedBatch } from './process-batch';
import { startByTimer } from './timer-starts';
import type { Trouble } from './trouble';
import { tidyShelf } from './upkeep';

export interface EventLoopOptions {
	readonly eventStore: EventStore;
	readonly loopStore: Pick<LoopStore, 'nowMs'>;
	readonly catalogue: FlowCatalogue;
	readonly lanes: Pick<Lanes, 'submit'>;
	readonly trouble: Trouble;
}

export interface EventLoops {
	/** In a fresh snapshot each side finds what the other has committed before. */
	committed(processed: Pick<ProcessedBatch, 'touched' | 'queued'>): void;
	stop(): Promise<unknown>;
}

export function followEvents({ eventStore, loopStore, catalogue, lanes, trouble }: EventLoopOptions): EventLoops {
	const meetings = new EventMeetings({ store: eventStore, catalogue, lanes, trouble });
	const delivery = new QueuedDelivery({ store: eventStore, lanes, trouble });
	const timerStarts = startByTimer({
		store: eventStore,
		nowMs: () => loopStore.nowMs(),
		catalogue,
		trouble,
		started: () => delivery.left(),
	});
	const loops = [meetings, delivery, timerStarts, tidyShelf(eventStore, trouble)];
	return {
		committed({ touched, queued }) {
			meetings.touched(touched);
			if (queued) delivery.left();
		},
		stop: () => Promise.all(loops.map((loop) => loop.stop())),
	};
}
