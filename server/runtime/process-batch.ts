/**
 * The spine: arrivals → lock → load → engine → write → commit, in one transaction for the whole batch.
 *
 * Invariant: what is published or resolved afterwards has been committed here. If we die before the commit, nothing has
 * happened and the records come again; if we die after it, the outbox has the messages and a repeated reply changes
 * nothing. Not done here: faults of the store (lane), publishing (publish), resolving offsets (consume).
 */
import type { SagaId } from '@/saga/engine/input';
import type { LedgerEntry } from '@/saga/engine/state';
import { type Arrival, requestToLock, type Settlement, sagaToLock } from './arrival';
import { assign } from './assign';
import { changesOf } from './changes';
import type { CompiledFlows } from './compiled-flows';
import { concernsEvents, EventBatch, incomingNeeds, nothingIncoming } from './event-batch';
import { touchedBy } from './event-changes';
import type { EventKey } from './event-ports';
import type { Failpoint } from './failpoint';
import type { FlowCatalogue } from './flow-catalogue';
import type { Topics } from './outgoing';
import type { LockedSagas, OutboxMessage, SagaStore, SagaTransaction } from './ports';
import type { Need } from './saga-in-hand';
import type { SagaWork } from './saga-work';

export interface BatchContext {
	readonly store: SagaStore;
	readonly flows: CompiledFlows;
	readonly catalogue: FlowCatalogue;
	readonly topics: Topics;
	readonly failpoint: Failpoint;
}

export interface ProcessedBatch {
	/** In the order of the arrivals. */
	readonly settlements: readonly Settlement[];
	/** Committed, not sent yet. */
	readonly outbox: readonly OutboxMessage[];
	/** Where events and waits may meet now. */
	readonly touched: readonly EventKey[];
	/** Other sagas have inputs to take. */
	readonly queued: boolean;
}

export async function processBatch(
	arrivals: readonly Arrival[],
	acknowledged: readonly string[],
	{ store, flows, catalogue, topics, failpoint }: BatchContext,
): Promise<ProcessedBatch> {
	const concerned = arrivals.some(concernsEvents);
	if (concerned) await catalogue.refresh();
	const processed = await store.transaction(async (transaction) => {
		const requests = await transaction.lockRequests(distinct(arrivals.map(requestToLock)));
		const locked = await transaction.lockSagas(distinct(arrivals.map(sagaToLock)));
		const judged = arrivals.flatMap((arrival) => (arrival.kind === 'time' ? [arrival.sagaId] : []));
		const needs = { unpublishedOf: judged, repliesTopic: judged.length === 0 ? null : topics.replies };
		const loaded = await transaction.loadSagas(locked, needs);
		const waiting = await transaction.loadParked(parkedToRun(arrivals, loaded.sagas));
		const events = concerned ? await eventBatch(arrivals, locked, transaction, catalogue) : null;
		const assigned = await assign({ arrivals, requests, locked, loaded, waiting, events, flows, topics });
		await advanceAll(assigned.works, transaction);

		const changes = changesOf(assigned, { atMs: loaded.atMs, acknowledged, topics, events });
		await transaction.write(changes);
		failpoint('before-commit');
		const touched = touchedBy(assigned.works, changes.events);
		const queued = changes.events !== null && changes.events.queued.length + changes.events.broadcasts.length > 0;
		return { settlements: assigned.settlements, outbox: changes.outbox, touched, queued };
	});
	failpoint('after-commit');
	return processed;
}

/** What few inputs need is loaded for them alone; each kind at most once. */
async function advanceAll(works: readonly SagaWork[], transaction: SagaTransaction): Promise<void> {
	let stopped = works.flatMap((work) => needing(work));
	for (let round = 0; stopped.length > 0; round += 1) {
		if (round === 2) throw new Error(`Broken invariant: saga ${stopped[0]?.work.sagaId} asks for what it was given`);
		const of = (wanted: Need) => stopped.flatMap(({ work, need }) => (need === wanted ? [work.sagaId] : []));
		const ledgers = await transaction.loadLedgers(of('ledger'));
		const histories = await transaction.loadHistories(of('history'));
		for (const { work, need } of stopped)
			if (need === 'history') work.giveHistory(histories.get(work.sagaId) ?? []);
			else work.giveLedger((ledgers.get(work.sagaId) ?? []).map((text) => JSON.parse(text) as LedgerEntry));
		stopped = stopped.flatMap(({ work }) => needing(work));
	}
}

function needing(work: SagaWork): readonly { readonly work: SagaWork; readonly need: Need }[] {
	const need = work.advance();
	return need === null ? [] : [{ work, need }];
}

/** Behind the locks of the sagas, so that nobody else can use any of it for them. */
async function eventBatch(
	arrivals: readonly Arrival[],
	{ busy }: LockedSagas,
	transaction: SagaTransaction,
	catalogue: FlowCatalogue,
): Promise<EventBatch> {
	const ours = arrivals.filter((arrival) => !busy.has(sagaToLock(arrival) ?? ('' as SagaId)));
	const needs = incomingNeeds(ours);
	const incoming = needs === null ? nothingIncoming : await transaction.lockIncoming(needs);
	return new EventBatch(incoming, catalogue);
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
