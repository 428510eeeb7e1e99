/**
 * A saga's row as the list, the saga's page and the stream show it. Before a saga has begun its row is made from the
 * request that asks for it: the request's id is the saga's.
 */
import { validate } from 'uuid';
import { type Refusal, refusalSchema, type SagaSummary } from '@/contract/http/sagas';
import { Prisma, type Request as RequestRow, type Saga as SagaRow } from '@/prisma/client/client';
import type { SagaStatus } from '@/saga/engine/state';
import { database } from './database';

export function summariseSaga(row: SagaRow, flowName: string): SagaSummary {
	return {
		id: row.id,
		flowId: row.flowId,
		flowName,
		flowVersion: row.flowVersion,
		businessKey: row.businessKey,
		// The orchestrator, the only writer, stores the engine's status.
		status: row.status as SagaStatus,
		suspended: row.suspended,
		steps: row.steps,
		openIncidents: row.openIncidents,
		startedAt: row.startedAt.getTime(),
		updatedAt: row.updatedAt.getTime(),
		endedAt: row.endedAt?.getTime() ?? null,
		refusal: null,
	};
}

/** Of a start that has not become a saga: still waiting, or refused. */
export function summariseStart(row: RequestRow, flowName: string): SagaSummary {
	const { businessKey } = JSON.parse(row.body) as { businessKey: string | null };
	const refused = row.status === 'refused';
	return {
		id: row.id,
		flowId: row.flowId ?? '',
		flowName,
		flowVersion: row.flowVersion ?? 0,
		businessKey,
		status: refused ? 'refused' : 'starting',
		suspended: false,
		steps: [],
		openIncidents: 0,
		startedAt: row.createdAt.getTime(),
		updatedAt: (row.answeredAt ?? row.createdAt).getTime(),
		endedAt: refused ? (row.answeredAt?.getTime() ?? null) : null,
		refusal: refused ? parseRefusal(row.refusal) : null,
	};
}

export function parseRefusal(text: string | null): Refusal {
	const parsed = refusalSchema.safeParse(text === null ? null : JSON.parse(text));
	return parsed.success ? parsed.data : { code: 'unknown', message: text ?? 'No reason was given.' };
}

/** Names for rows; a flow that is gone goes by its id. */
export async function flowNames(flowIds: readonly string[]): Promise<(flowId: string) => string> {
	const flows = await database().flow.findMany({
		where: { id: { in: [...new Set(flowIds)] } },
		select: { id: true, name: true },
	});
	const names = new Map(flows.map(({ id, name }) => [id, name]));
	return (flowId) => names.get(flowId) ?? flowId;
}

/**
 * Rows of these ids as they stand; ids of which nothing is known are left out. From one snapshot: between two, a start
 * that becomes a saga would be neither.
 */
export async function sagaSummaries(sagaIds: readonly string[]): Promise<readonly SagaSummary[]> {
	const ids = sagaIds.filter((id) => validate(id));
	if (ids.length === 0) return [];
	const [sagas, starts] = await database().$transaction(
		[
			database().saga.findMany({ where: { id: { in: ids } } }),
			database().request.findMany({ where: { id: { in: ids }, kind: 'start' } }),
		],
		{ isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead },
	);
	const begun = new Set(sagas.map(({ id }) => id));
	const waiting = starts.filter(({ id, status }) => !begun.has(id) && status !== 'done');
	const nameOf = await flowNames([...sagas, ...waiting].map(({ flowId }) => flowId ?? ''));
	return [
		...sagas.map((row) => summariseSaga(row, nameOf(row.flowId))),
		...waiting.map((row) => summariseStart(row, nameOf(row.flowId ?? ''))),
	];
}

export const sagaMissing = (sagaId: string) =>
	`There is no saga "${sagaId}". Its address may be mistyped, or it ended long ago and was removed; look it up in the list of sagas.`;
