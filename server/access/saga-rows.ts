/**
 * Everything stored about one saga, from one snapshot of the database.
 * Invariant: texts that the orchestrator wrote are the engine's own types, so they are parsed and not checked again.
 */
import type { SagaAnswer, SagaIncident } from '@/contract/http/saga';
import { Prisma, type Request as RequestRow, type Saga as SagaRow } from '@/prisma/client/client';
import type { HistoryRecord } from '@/saga/engine/entry';
import type { LedgerEntry, SagaState, Variables } from '@/saga/engine/state';
import { decodeState } from '@/saga/engine/state-text';
import type { JsonObject } from '@/saga/expression/json';
import { database } from './database';
import { historyColumns, historyRecord } from './read-history';

export interface SagaRows {
	readonly saga: SagaRow | null;
	/** The request that asked for it, unless it has been done. */
	readonly start: RequestRow | null;
	/** Null: not begun, or ended. */
	readonly state: { readonly state: SagaState; readonly version: number; readonly wakeAt: number | null } | null;
	readonly variables: Variables;
	readonly ledger: readonly LedgerEntry[];
	readonly incidents: readonly SagaIncident[];
	readonly parked: SagaAnswer['parked'];
	/** Empty unless asked for. */
	readonly history: readonly HistoryRecord[];
}

export async function readSagaRows(sagaId: string, { withHistory = false } = {}): Promise<SagaRows> {
	const db = database();
	const [saga, start, state, data, ledger, incidents, parked, history] = await db.$transaction(
		[
			db.saga.findUnique({ where: { id: sagaId } }),
			db.request.findFirst({ where: { id: sagaId, kind: 'start', status: { not: 'done' } } }),
			db.sagaState.findUnique({ where: { id: sagaId } }),
			db.sagaData.findMany({ where: { sagaId } }),
			db.sagaLedger.findMany({ where: { sagaId }, orderBy: { run: 'asc' } }),
			db.incident.findMany({ where: { sagaId, resolvedAt: null }, orderBy: { id: 'asc' } }),
			db.sagaInput.findMany({ where: { sagaId }, orderBy: { id: 'asc' }, take: parkedMax }),
			db.sagaHistory.findMany({
				where: withHistory ? { sagaId } : { sagaId, seq: { lt: 0 } },
				orderBy: { seq: 'asc' },
				select: historyColumns,
			}),
		],
		{ isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead },
	);
	return {
		saga,
		start,
		state: state && {
			state: decodeState(state.state),
			version: state.version,
			wakeAt: state.wakeAt?.getTime() ?? null,
		},
		variables: Object.fromEntries(data.map((row) => [row.scope, JSON.parse(row.data) as JsonObject])),
		ledger: ledger.map(({ entry }) => JSON.parse(entry) as LedgerEntry),
		incidents: incidents.map(({ number, kind, run, node, message, openedAt }) => ({
			number,
			kind,
			run,
			node,
			message,
			openedAt: openedAt.getTime(),
		})),
		parked: parked.map(({ reason, detail, at }) => ({ reason: reason as ParkedReason, detail, at: at.getTime() })),
		history: history.map(historyRecord),
	};
}

const parkedMax = 100;
type ParkedReason = SagaAnswer['parked'][number]['reason'];
