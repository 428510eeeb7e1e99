/**
 * The spine: arrivals → lock → load → engine → write → commit, in one transaction for the whole batch.
 *
 * Invariant: what is published or resolved afterwards has been committed here. If we die before the commit, nothing has
 * happened and the records come again; if we die after it, the outbox has the messages and a repeated reply changes
 * nothing. Not done here: faults of the store (lane), publishing (publish), resolving offsets (consume).
 */
import type { LedgerEntry } from '@/saga/engine/state';
import { type Arrival, requestToLock, type Settlement, sagaToLock } from './arrival';
import { assign } from './assign';
import { changesOf } from './changes';
import type { CompiledFlows } from './compiled-flows';
import type { Failpoint } from './failpoint';
import type { Topics } from './outgoing';
import type { OutboxMessage, SagaStore } from './ports';

export interface BatchContext {
	readonly store: SagaStore;
	readonly flows: CompiledFlows;
	readonly topics: Topics;
	readonly failpoint: Failpoint;
}

export interface ProcessedBatch {
	/** In the order of the arrivals. */
	readonly settlements: readonly Settlement[];
	/** Committed, not sent yet. */
	readonly outbox: readonly OutboxMessage[];
}

export async function processBatch(
	arrivals: readonly Arrival[],
	acknowledged: readonly string[],
	{ store, flows, topics, failpoint }: BatchContext,
): Promise<ProcessedBatch> {
	const processed = await store.transaction(async (transaction) => {
		const requests = await transaction.lockRequests(distinct(arrivals.map(requestToLock)));
		const locked = await transaction.lockSagas(distinct(arrivals.map(sagaToLock)));
		const judged = arrivals.flatMap((arrival) => (arrival.kind === 'time' ? [arrival.sagaId] : []));
		const needs = { unpublishedOf: judged, repliesTopic: judged.length === 0 ? null : topics.replies };
		const loaded = await transaction.loadSagas(locked, needs);
		const waiting = await transaction.loadParked(parkedToRun(arrivals, loaded.sagas));
		const assigned = await assign({ arrivals, requests, locked, loaded, waiting, flows, topics });

		const stopped = assigned.works.filter((work) => !work.advance());
		const ledgers = await transaction.loadLedgers(stopped.map(({ sagaId }) => sagaId));
		for (const work of stopped) {
			work.giveLedger((ledgers.get(work.sagaId) ?? []).map((text) => JSON.parse(text) as LedgerEntry));
			if (!work.advance()) throw new Error(`Broken invariant: saga ${work.sagaId} has its ledger and asks for it`);
		}

		const changes = changesOf(assigned, loaded.atMs, acknowledged, topics);
		await transaction.write(changes);
		failpoint('before-commit');
		return { settlements: assigned.settlements, outbox: changes.outbox };
	});
	failpoint('after-commit');
	return processed;
}

function distinct<Id extends string>(ids: readonly (Id | null)[]): readonly Id[] {
	return [...new Set(ids)].filter((id) => id !== null);
}

function parkedToRun(arrivals: readonly Arrival[], sagas: ReadonlyMap<string, { readonly parked: boolean }>) {
	const acted = arrivals.flatMap((arrival) =>
		arrival.kind === 'action' || arrival.kind === 'approval' ? [arrival.sagaId] : [],
	);
	return [...new Set(acted)].filter((id) => sagas.get(id)?.parked);
}
