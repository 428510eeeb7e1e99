/**
 * What a batch has come to for events, signals and other sagas.
 *
 * Invariant: order matters. Waits are written before a broadcast looks for them; rows of the shelf are touched before the
 * keys of starts, in the order in which a start takes both.
 */
import type { EventChanges } from '@/server/runtime/event-ports';
import { insertParked } from './statements/write-parked';
import { clearOffers, countEvents, deleteTaken, refuseEvents, shelveEvents } from './statements/write-shelf';
import { broadcast, deleteSignalWaits, insertSignalWaits } from './statements/write-signals';
import { endStarts, offerAgain, releaseStarts } from './statements/write-start-keys';
import { deleteWaits, insertWaits } from './statements/write-waits';
import { textArray } from './text-array';
import type { Writes } from './writes';

export function writeEvents(writes: Writes, changes: EventChanges, atMs: number): void {
	writeShelf(writes, changes, atMs);
	writeWaits(writes, changes, atMs);
	writeQueued(writes, changes, atMs);
	const { startsEnded, startsReleased } = changes;
	const freed = [...startsEnded, ...startsReleased];
	if (freed.length > 0) writes.send(offerAgain, null, [freed, atMs]);
	if (startsEnded.length > 0) writes.send(endStarts, null, [startsEnded]);
	if (startsReleased.length > 0) writes.send(releaseStarts, null, [startsReleased]);
}

function writeShelf(writes: Writes, { shelved, counts, taken, offered, refused }: EventChanges, atMs: number): void {
	if (shelved.length > 0) {
		writes.send(shelveEvents, null, [
			textArray(shelved.map(({ flowId }) => flowId)),
			textArray(shelved.map(({ eventId }) => eventId)),
			textArray(shelved.map(({ name }) => name)),
			textArray(shelved.map(({ key }) => key)),
			textArray(shelved.map(({ payload }) => payload)),
			shelved.map(({ toOffer }) => toOffer),
			atMs,
		]);
	}
	const columnsOf = (rows: EventChanges['taken']) =>
		[textArray(rows.map(({ flowId }) => flowId)), textArray(rows.map(({ eventId }) => eventId))] as const;
	if (taken.length > 0) writes.send(deleteTaken, taken.length, columnsOf(taken));
	if (offered.length > 0) writes.send(clearOffers, offered.length, columnsOf(offered));
	if (refused.length > 0)
		writes.send(refuseEvents, null, [...columnsOf(refused), textArray(refused.map(({ because }) => because))]);
	const counted = [...counts, ...refused.map(({ name }) => ({ name, fate: 'refused' }))];
	if (counted.length > 0) {
		writes.send(countEvents, null, [
			textArray(counted.map(({ name }) => name)),
			textArray(counted.map(({ fate }) => fate)),
			atMs,
		]);
	}
}

function writeWaits(
	writes: Writes,
	{ waitsBegun, waitsEnded, signalsBegun, signalsEnded }: EventChanges,
	atMs: number,
) {
	if (waitsEnded.length > 0) {
		const subscriptions = waitsEnded.map(({ subscription }) => subscription);
		writes.send(deleteWaits, null, [textArray(waitsEnded.map(({ sagaId }) => sagaId)), subscriptions]);
	}
	if (waitsBegun.length > 0) {
		writes.send(insertWaits, waitsBegun.length, [
			textArray(waitsBegun.map(({ sagaId }) => sagaId)),
			waitsBegun.map(({ subscription }) => subscription),
			textArray(waitsBegun.map(({ flowId }) => flowId)),
			textArray(waitsBegun.map(({ name }) => name)),
			textArray(waitsBegun.map(({ key }) => key)),
			atMs,
		]);
	}
	const columnsOf = (rows: EventChanges['signalsBegun']) =>
		[textArray(rows.map(({ signal }) => signal)), textArray(rows.map(({ sagaId }) => sagaId))] as const;
	if (signalsEnded.length > 0) writes.send(deleteSignalWaits, null, columnsOf(signalsEnded));
	if (signalsBegun.length > 0) writes.send(insertSignalWaits, null, columnsOf(signalsBegun));
}

function writeQueued(writes: Writes, { queued, broadcasts }: EventChanges, atMs: number): void {
	if (queued.length > 0) {
		writes.send(insertParked, queued.length, [
			textArray(queued.map(({ sagaId }) => sagaId)),
			textArray(queued.map(({ input }) => input)),
			textArray(queued.map(() => 'queued')),
			textArray(queued.map(() => '')),
			atMs,
		]);
	}
	if (broadcasts.length > 0) {
		const signals = textArray(broadcasts.map(({ signal }) => signal));
		writes.send(broadcast, null, [signals, textArray(broadcasts.map(({ input }) => input)), atMs]);
	}
}
