/** What each topic of a stream gives: at every round the events since the last one, with the position after each. */
import type { StreamEvent } from '@/contract/http/stream';
import type { StreamPosition } from './stream-position';

export interface PlacedEvent {
	readonly event: StreamEvent;
	/** Where this topic stands once the event has been sent. */
	readonly place: Partial<StreamPosition>;
}

export interface TopicFeed {
	/** Reads what is new. Throws when the database is away; then nothing has been skipped. */
	next(): Promise<{ readonly events: readonly PlacedEvent[]; readonly more: boolean }>;
	/** Where it stands before its first event, once known. */
	begin(): Promise<Partial<StreamPosition>>;
}
