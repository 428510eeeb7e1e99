/**
 * All loops of one orchestrator, wired: each gets what it needs as parameters, so that a test or the simulation can give
 * another store or transport. Any number of orchestrators may run on one database; each runs all loops.
 */
import type { Bus } from '@/bus/bus';
import { beatRegularly } from './beat';
import { CompiledFlows } from './compiled-flows';
import { receiveEvents, receiveReplies } from './consume';
import { readingOf, watchConsumers } from './consumers-watched';
import { followEvents } from './event-loops';
import type { EventStore } from './event-ports';
import type { Failpoint } from './failpoint';
import { FlowCatalogue } from './flow-catalogue';
import { Intake } from './intake';
import { Lanes } from './lanes';
import { receiveOffers } from './offers';
import { clearOutbox, sweepOutbox } from './outbox-sweeper';
import type { Topics } from './outgoing';
import type { LoopStore, OrchestratorBeat, OutboxMessage, SagaStore } from './ports';
import { Publisher } from './publish';
import { refusedSend } from './refused-send';
import { watchRepliesRead } from './replies-read';
import { takeRequests } from './requests';
import { shutDown } from './shutdown';
import { watchTimers } from './timers';
import { type Logger, Trouble } from './trouble';
import { keepUp } from './upkeep';

export interface OrchestrationOptions {
	readonly bus: Bus;
	readonly store: SagaStore;
	readonly loopStore: LoopStore;
	readonly eventStore: EventStore;
	readonly topics: Topics;
	/** Of topics that do not exist yet. */
	readonly partitions: number;
	readonly lanes: number;
	readonly identity: Pick<OrchestratorBeat, 'id' | 'pid' | 'host' | 'demo'>;
	readonly failpoint: Failpoint;
	readonly logger: Logger;
	/** Hints that something was committed. */
	tell(): void;
}

export interface Orchestration {
	/** Somebody else has committed something. */
	wake(): void;
	/** At most 5 s. */
	stop(): Promise<void>;
}

export function orchestrate(options: OrchestrationOptions): Orchestration {
	const { bus, store, loopStore, eventStore, topics, partitions, identity, failpoint, logger, tell } = options;
	const trouble = new Trouble(logger);
	let caughtUpMs: number | null = null;
	const refused = (message: OutboxMessage, reason: string) =>
		refusedSend(message, reason, { lanes, loopStore, logger });
	const publisher = new Publisher({ bus, trouble, failpoint, partitions, refused });
	const flows = new CompiledFlows(store);
	const catalogue = new FlowCatalogue(eventStore, flows);
	const lanes: Lanes = new Lanes(options.lanes, {
		store,
		flows,
		catalogue,
		topics,
		failpoint,
		publisher,
		trouble,
		committed: (processed) => {
			tell();
			events.committed(processed);
		},
	});
	const events = followEvents({ eventStore, loopStore, catalogue, lanes, trouble });
	const heldUp = () => publisher.full || lanes.heldUp;
	const intake = new Intake({
		bus,
		topics,
		partitions,
		trouble,
		receiveReplies: receiveReplies({ lanes, failpoint }),
		receiveEvents: receiveEvents({ lanes, failpoint }),
		receiveOffers: receiveOffers({ store: loopStore, lanes }),
		hold: heldUp,
	});
	const watched = { bus, store: loopStore, intake, heldUp };
	const others = intake.topics.filter((topic) => topic !== topics.replies);
	const requests = takeRequests({ store: loopStore, lanes, publisher, trouble, demo: identity.demo });
	const timers = watchTimers({ store: loopStore, lanes, trouble });
	const beat = beatRegularly({
		store: loopStore,
		trouble,
		identity: { ...identity, bus: bus.kind },
		caughtUpMs: () => caughtUpMs,
		changed: tell,
	});
	const loops = [
		sweepOutbox({ store: loopStore, publisher, trouble }),
		clearOutbox({ store: loopStore, publisher, trouble }),
		watchRepliesRead({
			reading: readingOf(topics.replies, watched),
			store: loopStore,
			trouble,
			readTo: (ms) => {
				caughtUpMs = ms;
			},
		}),
		...watchConsumers(others, trouble, watched),
		keepUp(loopStore, trouble, logger),
		events,
	];
	return {
		wake: () => requests.wake(),
		stop: () =>
			shutDown([
				{ withinMs: 1_000, stop: () => Promise.all([requests, timers, ...loops].map((loop) => loop.stop())) },
				{ withinMs: 1_500, stop: () => intake.stop() },
				{ withinMs: 1_000, stop: () => lanes.stop() },
				{ withinMs: 1_000, stop: () => publisher.stop(500) },
				{
					withinMs: 500,
					stop: async () => {
						await beat.stop();
						await loopStore.deleteMessages(publisher.takeAcknowledged());
						await loopStore.leave(identity.id);
					},
				},
			]),
	};
}
