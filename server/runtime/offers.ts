/** What participants say they offer, into the table from which the designer proposes commands. A newer offer replaces. */
import type { Fetch } from '@/bus/bus';
import { decodeOffer } from '@/contract/wire/participant-offer';
import { deadLetterOf } from './dead-letters';
import type { Lanes } from './lanes';
import { type LoopStore, StoreFault } from './ports';

export interface OfferOptions {
	readonly store: Pick<LoopStore, 'saveOffer'>;
	readonly lanes: Lanes;
}

/** A rejection (the database is away) has the records delivered again. */
export function receiveOffers({ store, lanes }: OfferOptions): (fetch: Fetch) => Promise<void> {
	return async ({ records, resolve, signal }) => {
		for (const record of records) {
			if (signal.aborted) return;
			const problem = await taken(record);
			if (problem !== null) await lanes.submit({ kind: 'deadLetter', letter: deadLetterOf(record, ...problem) });
			resolve(record.offset);
		}
	};

	async function taken(record: Fetch['records'][number]): Promise<[reason: string, detail: string] | null> {
		// A tombstone: the participant was withdrawn; what it offered stays known until it is offered anew.
		if (record.value === null) return null;
		const decoded = decodeOffer(record);
		if (!decoded.ok) return [decoded.reason, decoded.detail];
		try {
			await store.saveOffer(decoded.offer.name, JSON.stringify(decoded.offer.commands));
			return null;
		} catch (thrown) {
			if (thrown instanceof StoreFault && thrown.kind === 'input') return ['data', thrown.message];
			throw thrown;
		}
	}
}
