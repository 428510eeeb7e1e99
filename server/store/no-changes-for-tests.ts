/** For tests: a batch that changes nothing, to be spread and overridden where it does. */
import type { EventChanges } from '@/server/runtime/event-ports';
import type { BatchChanges } from '@/server/runtime/ports';

export const noEventsChanged: EventChanges = {
	shelved: [],
	counts: [],
	taken: [],
	offered: [],
	refused: [],
	waitsBegun: [],
	waitsEnded: [],
	signalsBegun: [],
	signalsEnded: [],
	broadcasts: [],
	queued: [],
	startsEnded: [],
	startsReleased: [],
};

export const nothingChanged: BatchChanges = {
	atMs: 1_800_000_000_000,
	sagas: [],
	wakeUps: [],
	outbox: [],
	acknowledged: [],
	parked: [],
	unparked: [],
	faults: [],
	faultsResolved: [],
	deadLetters: [],
	answers: [],
	audit: [],
	events: null,
};
