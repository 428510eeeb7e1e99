/**
 * One batch's transaction on one connection: locks, then reads in a new snapshot, then writes each table once.
 *
 * Invariant: locks are taken in one order by everybody: requests, live sagas, ended sagas, each by id; none is waited for. Then
 * what came for them (lock-incoming).
 * Not done here: begin, commit and what follows from a failure (pg-saga-store).
 */
import type { PoolClient, QueryResultRow } from 'pg';
import type { SagaId } from '@/saga/engine/input';
import { type EventRef, type Incoming, type IncomingNeeds, refKey, type StartKey } from '@/server/runtime/event-ports';
import type {
	BatchChanges,
	HistoryText,
	LoadedSagas,
	LoadNeeds,
	LockedSagas,
	SagaTransaction,
	StoredParkedInput,
	StoredSaga,
} from '@/server/runtime/ports';
import { runStatement } from './run-statement';
import type { Statement } from './statement';
import { type HistoryRow, loadEndedSagas, loadHistory } from './statements/load-history';
import { loadLedger } from './statements/load-ledger';
import { loadParked } from './statements/load-parked';
import { type LoadedRow, loadLiveSagas, readClock } from './statements/load-sagas';
import { loadReadTo, loadUnpublished } from './statements/load-timer-facts';
import { findSagas, lockEndedSagas } from './statements/lock-ended-sagas';
import { claimStartKeys, findStartKeys, lockEvents, lockQueued } from './statements/lock-incoming';
import { lockLiveSagas } from './statements/lock-live-sagas';
import { lockRequests } from './statements/lock-requests';
import { textArray } from './text-array';
import { writeChanges } from './write-changes';

export class PgSagaTransaction implements SagaTransaction {
	constructor(private readonly client: PoolClient) {}

	/** Rows of a statement whose types say what it takes and gives. */
	async #rows<Values extends readonly unknown[], Row extends QueryResultRow>(
		statement: Statement<Values, Row>,
		values: Values,
	): Promise<Row[]> {
		return (await runStatement(this.client, statement, values)).rows;
	}

	async lockSagas(ids: readonly SagaId[]): Promise<LockedSagas> {
		const live = new Set(ids.length === 0 ? [] : (await this.#rows(lockLiveSagas, [ids])).map(({ id }) => id));
		const rest = ids.filter((id) => !live.has(id));
		if (rest.length === 0) return { live: [...live], ended: [], busy: new Set(), unknown: new Set() };
		const ended = new Set((await this.#rows(lockEndedSagas, [rest])).map(({ id }) => id));
		const others = rest.filter((id) => !ended.has(id));
		const known = new Set(others.length === 0 ? [] : (await this.#rows(findSagas, [others])).map(({ id }) => id));
		return {
			live: [...live],
			ended: [...ended],
			busy: new Set(others.filter((id) => known.has(id))),
			unknown: new Set(others.filter((id) => !known.has(id))),
		};
	}

	async lockRequests(ids: readonly string[]): Promise<ReadonlySet<string>> {
		return new Set(ids.length === 0 ? [] : (await this.#rows(lockRequests, [ids])).map(({ id }) => id));
	}

	async loadSagas({ live, ended }: LockedSagas, needs: LoadNeeds): Promise<LoadedSagas> {
		const [clock, liveRows, endedRows, readTo, unpublished] = await Promise.all([
			this.#rows(readClock, []),
			live.length === 0 ? [] : this.#rows(loadLiveSagas, [live]),
			ended.length === 0 ? [] : this.#rows(loadEndedSagas, [ended]),
			needs.repliesTopic === null ? [] : this.#rows(loadReadTo, [needs.repliesTopic]),
			needs.unpublishedOf.length === 0 ? [] : this.#rows(loadUnpublished, [needs.unpublishedOf]),
		]);
		const messages = grouped(unpublished, ({ saga_id }) => saga_id);
		const sagas = new Map<SagaId, StoredSaga>();
		for (const [id, rows] of grouped(liveRows, (row) => row.id)) sagas.set(id, liveSaga(rows, messages.get(id) ?? []));
		for (const [id, rows] of grouped(endedRows, (row) => row.saga_id)) sagas.set(id, endedSaga(rows));
		return { atMs: clock[0]?.at as number, repliesReadToMs: readTo[0]?.read_to ?? null, sagas };
	}

	async loadLedgers(ids: readonly SagaId[]): Promise<ReadonlyMap<SagaId, readonly string[]>> {
		const rows = ids.length === 0 ? [] : await this.#rows(loadLedger, [ids]);
		const ledgers = new Map<SagaId, string[]>(ids.map((id) => [id, []]));
		for (const { saga_id, entry } of rows) ledgers.get(saga_id)?.push(entry);
		return ledgers;
	}

	async loadHistories(ids: readonly SagaId[]): Promise<ReadonlyMap<SagaId, readonly HistoryText[]>> {
		const rows = ids.length === 0 ? [] : await this.#rows(loadHistory, [ids]);
		const texts = [...grouped(rows, ({ saga_id }) => saga_id)];
		return new Map(
			texts.map(([id, of]) => [id, of.map(({ seq, at, input, entries }) => ({ seq, atMs: at, input, entries }))]),
		);
	}

	async lockIncoming({ events, queuedFor, startKeys }: IncomingNeeds): Promise<Incoming> {
		const columnsOf = (refs: readonly EventRef[]) =>
			[textArray(refs.map(({ flowId }) => flowId)), textArray(refs.map(({ eventId }) => eventId))] as const;
		const found = events.length === 0 ? [] : await this.#rows(lockEvents, [...columnsOf(events)]);
		const queued = queuedFor.length === 0 ? [] : await this.#rows(lockQueued, [queuedFor]);
		const locked = new Map(found.map((event) => [refKey(event), event]));
		const claimed = await this.#claim(startKeys.filter((key) => locked.has(refKey(key))));
		return { events: locked, queued: grouped(queued, ({ sagaId }) => sagaId), startKeys: claimed };
	}

	async #claim(keys: readonly StartKey[]): Promise<Incoming['startKeys']> {
		if (keys.length === 0) return new Map();
		const flowIds = textArray(keys.map(({ flowId }) => flowId));
		const texts = textArray(keys.map(({ key }) => key));
		const names = textArray(keys.map(({ name }) => name));
		const ids = textArray(keys.map(({ sagaId }) => sagaId));
		await this.#rows(claimStartKeys, [flowIds, texts, names, ids, keys.map(({ ever }) => ever)]);
		const holders = await this.#rows(findStartKeys, [flowIds, texts]);
		const holderOf = new Map(holders.map((row) => [JSON.stringify([row.flow_id, row.key]), row]));
		return new Map(
			keys.map(({ flowId, key, sagaId }) => {
				const holder = holderOf.get(JSON.stringify([flowId, key]));
				return [sagaId, holder?.saga_id === sagaId ? 'free' : holder?.ever ? 'ever' : 'active'];
			}),
		);
	}

	async loadParked(ids: readonly SagaId[]): Promise<readonly StoredParkedInput[]> {
		return ids.length === 0 ? [] : this.#rows(loadParked, [ids]);
	}

	write(changes: BatchChanges): Promise<void> {
		return writeChanges(this.client, changes);
	}
}

/** Map.groupBy, which Node 20 does not have. */
function grouped<Row>(rows: readonly Row[], idOf: (row: Row) => SagaId): Map<SagaId, Row[]> {
	const groups = new Map<SagaId, Row[]>();
	for (const row of rows) {
		const id = idOf(row);
		const group = groups.get(id);
		if (group) group.push(row);
		else groups.set(id, [row]);
	}
	return groups;
}

function liveSaga(rows: readonly LoadedRow[], unpublished: readonly { readonly message_id: string }[]): StoredSaga {
	const first = rows[0] as LoadedRow;
	const data: Record<string, string> = {};
	for (const { scope, data: text } of rows) if (scope !== null && text !== null) data[scope] = text;
	return {
		id: first.id,
		flowId: first.flow_id,
		flowVersion: first.flow_version,
		version: first.version,
		state: first.state,
		data,
		history: [],
		wakeAtMs: first.wake_at,
		parked: first.parked,
		unpublished: unpublished.map(({ message_id }) => message_id),
	};
}

function endedSaga(rows: readonly HistoryRow[]): StoredSaga {
	const last = rows.at(-1) as HistoryRow;
	const history: HistoryText[] = rows.map(({ seq, at, input, entries }) => ({ seq, atMs: at, input, entries }));
	return {
		id: last.saga_id,
		flowId: last.flow_id,
		flowVersion: last.flow_version,
		version: last.seq,
		state: null,
		data: {},
		history,
		wakeAtMs: null,
		parked: last.parked,
		unpublished: [],
	};
}
