/**
 * What the runtime needs of a store. `SagaStore` with its transaction is all that the spine (process-batch) knows, in
 * ten functions; `LoopStore` is what the loops around it ask. PostgreSQL implements both in server/store.
 *
 * Invariant: whatever `write` is given is stored in one transaction or not at all. Every failure is a `StoreFault`,
 * whose kind says what to do next; SQLSTATEs stay in the store.
 */
import type { DeadLetter } from '@/contract/wire/dead-letter';
import type { SagaId } from '@/saga/engine/input';
import type { Json } from '@/saga/expression/json';
import type { EventChanges, Incoming, IncomingNeeds } from './event-ports';

export interface SagaStore {
	/** Commits when `work` resolves with its result, else rolls back. */
	transaction<Result>(work: (transaction: SagaTransaction) => Promise<Result>): Promise<Result>;
	/** The deployed definition as stored; null: there is no such version. */
	flowDefinition(flowId: string, version: number): Promise<StoredDefinition | null>;
}

export interface StoredDefinition {
	readonly definition: string;
	/** The versions that its calls are bound to, as JSON. */
	readonly calls: string;
}

export interface SagaTransaction {
	/**
	 * Locks what is free, in the order of the ids, without waiting. Absent from the answer: locked by another transaction
	 * (`busy`), or not there at all (`unknown`).
	 */
	lockSagas(ids: readonly SagaId[]): Promise<LockedSagas>;
	/** Locks those requests that are still open and free. */
	lockRequests(ids: readonly string[]): Promise<ReadonlySet<string>>;
	/** A new snapshot behind the locks, with the instant that is these inputs' time. */
	loadSagas(locked: LockedSagas, needs: LoadNeeds): Promise<LoadedSagas>;
	loadLedgers(ids: readonly SagaId[]): Promise<ReadonlyMap<SagaId, readonly string[]>>;
	loadHistories(ids: readonly SagaId[]): Promise<ReadonlyMap<SagaId, readonly HistoryText[]>>;
	/** Locks what came for these sagas otherwise than by a record: events of the shelf, inputs from other sagas, keys of starts. */
	lockIncoming(needs: IncomingNeeds): Promise<Incoming>;
	/** In the order in which they were parked. */
	loadParked(ids: readonly SagaId[]): Promise<readonly StoredParkedInput[]>;
	write(changes: BatchChanges): Promise<void>;
}

export interface LockedSagas {
	readonly live: readonly SagaId[];
	/** Their state was deleted when they ended. */
	readonly ended: readonly SagaId[];
	readonly busy: ReadonlySet<SagaId>;
	readonly unknown: ReadonlySet<SagaId>;
}

export interface LoadNeeds {
	/** Sagas whose timers are to be judged: with the ids of their messages that are still in the outbox. */
	readonly unpublishedOf: readonly SagaId[];
	/** The topic whose least read-to instant is asked for; null: not needed. */
	readonly repliesTopic: string | null;
}

export interface LoadedSagas {
	/** Database clock, read after the locks. */
	readonly atMs: number;
	readonly repliesReadToMs: number | null;
	readonly sagas: ReadonlyMap<SagaId, StoredSaga>;
}

export interface StoredSaga {
	readonly id: SagaId;
	readonly flowId: string;
	readonly flowVersion: number;
	/** Of the newest history record. */
	readonly version: number;
	/** Null when the saga has ended: then `history` has everything. */
	readonly state: string | null;
	readonly data: Readonly<Record<string, string>>;
	readonly history: readonly HistoryText[];
	readonly wakeAtMs: number | null;
	/** Inputs are parked: a further one must queue up behind them. */
	readonly parked: boolean;
	readonly unpublished: readonly string[];
}

export interface HistoryText {
	readonly seq: number;
	readonly atMs: number;
	readonly input: string;
	readonly entries: string;
}

export interface StoredParkedInput {
	readonly id: string;
	readonly sagaId: SagaId;
	readonly input: string;
}

/** What the console's list shows of a saga. */
export interface SagaRow {
	readonly businessKey: string | null;
	readonly status: string;
	readonly suspended: boolean;
	readonly steps: readonly string[];
	readonly openIncidents: number;
	readonly ended: boolean;
}

export interface SagaChange {
	readonly id: SagaId;
	readonly flowId: string;
	readonly flowVersion: number;
	/** It goes on with `flowVersion`, and did not before. */
	readonly migrated: boolean;
	/** 0: the saga is new. */
	readonly versionBefore: number;
	readonly version: number;
	/** Whether a state was stored before; with `state` it says whether to insert, update or delete. */
	readonly hadState: boolean;
	/** Null: there is none any more. */
	readonly state: string | null;
	readonly wakeAtMs: number | null;
	/** Scopes that changed. */
	readonly data: Readonly<Record<string, string>>;
	/** Null: nothing of it changed. */
	readonly row: SagaRow | null;
	readonly history: readonly HistoryText[];
	readonly ledger: readonly { readonly run: number; readonly entry: string }[];
	readonly incidentsOpened: readonly OpenedIncident[];
	readonly incidentsResolved: readonly { readonly number: number; readonly by: string }[];
}

export interface OpenedIncident {
	readonly number: number;
	readonly kind: string;
	readonly run: number | null;
	readonly node: string | null;
	readonly message: string;
}

export type OutboxKind = 'command' | 'event' | 'dead-letter';

export interface OutboxMessage {
	readonly messageId: string;
	readonly sagaId: SagaId | null;
	readonly kind: OutboxKind;
	readonly topic: string;
	readonly key: string;
	readonly value: string;
	readonly headers: Readonly<Record<string, string>>;
}

export type ParkReason = 'store-fault' | 'engine-fault';

export interface ParkedInput {
	readonly sagaId: SagaId;
	readonly input: string;
	readonly reason: ParkReason;
	/** Empty for those that only queue up behind another. */
	readonly detail: string;
}

export interface RequestAnswer {
	readonly id: string;
	/** Null: done. */
	readonly refusal: { readonly code: string; readonly message: string; readonly path?: string } | null;
}

export interface AuditEntry {
	readonly actor: string;
	readonly action: string;
	readonly sagaId: SagaId | null;
	readonly flowId: string | null;
	readonly reason: string;
	readonly detail: Json;
}

export interface BatchChanges {
	readonly atMs: number;
	readonly sagas: readonly SagaChange[];
	/** Sagas whose timers were found not due: only their wake-up moves. */
	readonly wakeUps: readonly { readonly id: SagaId; readonly wakeAtMs: number | null }[];
	readonly outbox: readonly OutboxMessage[];
	/** Messages that the transport has acknowledged. */
	readonly acknowledged: readonly string[];
	readonly parked: readonly ParkedInput[];
	/** Parked inputs that have been run. */
	readonly unparked: readonly string[];
	/** What keeps inputs parked, once per saga and kind while open. */
	readonly faults: readonly { readonly sagaId: SagaId; readonly kind: ParkReason; readonly message: string }[];
	/** Sagas with nothing parked any more. */
	readonly faultsResolved: readonly SagaId[];
	readonly deadLetters: readonly DeadLetter[];
	readonly answers: readonly RequestAnswer[];
	readonly audit: readonly AuditEntry[];
	/** Null in most batches: no event, signal, call or start by one of them is in it. */
	readonly events: EventChanges | null;
}

export interface OpenRequest {
	readonly id: string;
	readonly kind: string;
	readonly flowId: string | null;
	readonly flowVersion: number | null;
	readonly sagaId: SagaId | null;
	readonly body: string;
	readonly actor: string;
}

export interface ClaimedMessage extends OutboxMessage {
	/** Of its saga, to tell whether the command is still open; null: the saga has ended, or it is no saga's message. */
	readonly state: string | null;
}

export interface OrchestratorBeat {
	readonly id: string;
	readonly pid: number;
	readonly host: string;
	readonly bus: string;
	readonly trouble: string;
	readonly demo: boolean;
	readonly caughtUpMs: number | null;
}

export interface LoopStore {
	/** Oldest first, without locking them. */
	openRequests(limit: number): Promise<readonly OpenRequest[]>;
	/** Answers a request that concerns no saga, if it is still open; true: it was ours to answer. */
	answerRequest(answer: RequestAnswer): Promise<boolean>;
	dueSagas(limit: number): Promise<readonly SagaId[]>;
	/** Moves expired leases into our care and commits. */
	claimExpired(limit: number): Promise<readonly ClaimedMessage[]>;
	deleteMessages(messageIds: readonly string[]): Promise<void>;
	nowMs(): Promise<number>;
	/**
	 * Partitions not seen before get a row that blocks. Answers how far all of the topic has been read: least over its
	 * partitions, null while one of them never was.
	 */
	recordReads(
		topic: string,
		partitions: readonly number[],
		reads: readonly { readonly partition: number; readonly readToMs: number }[],
	): Promise<number | null>;
	beat(beat: OrchestratorBeat): Promise<void>;
	/** The orchestrator stops in good order: nobody need miss it. */
	leave(id: string): Promise<void>;
	saveOffer(name: string, commands: string): Promise<void>;
	openInstallationIncident(kind: string, message: string): Promise<void>;
	resolveInstallationIncident(kind: string): Promise<void>;
	/** Creates partitions ahead and drops those without a live saga; says what it did. */
	maintainPartitions(nowMs: number): Promise<readonly string[]>;
}

export type StoreFaultKind =
	/** Something in these inputs cannot be stored: find which by bisection. */
	| 'input'
	/** A lock or a serialisation conflict: try again. */
	| 'busy'
	/** The database is away: connect anew, wait, try again. */
	| 'away'
	/** Neither: a person must look (rights, schema, a defect). */
	| 'fatal';

export class StoreFault extends Error {
	override readonly name = 'StoreFault';
	constructor(
		readonly kind: StoreFaultKind,
		message: string,
		options?: ErrorOptions,
	) {
		super(message, options);
	}
}
