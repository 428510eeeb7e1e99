'use client';

import { keepPreviousData, type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
	type ActionRequest,
	actionAnswerSchema,
	type OperatorActionRequest,
	requestAnswerSchema,
} from '@/contract/http/actions';
import { paths } from '@/contract/http/paths';
import { previewAnswerSchema } from '@/contract/http/preview';
import { historyAnswerSchema, sagaAnswerSchema } from '@/contract/http/saga';
import { sagaListAnswerSchema } from '@/contract/http/sagas';
import type { HistoryEntry, HistoryRecord } from '@/saga/engine/entry';
import { isAway } from './api-failure';
import { healthKey } from './installation-queries';
import { request } from './request';
import { mergedRecord, type SagaRecord, withRecords, withSummary } from './saga-record';
import { useStream } from './use-stream';

const sagasKey = ['sagas'] as const;
const sagaKey = (sagaId: string) => [...sagasKey, 'one', sagaId] as const;

/** The newest sagas, live: for strips and overviews. The list with filters and pages is the console's. */
export function useNewestSagas(limit: number) {
	const client = useQueryClient();
	const queryKey = [...sagasKey, 'newest', limit];
	const again = () => void client.invalidateQueries({ queryKey });
	useStream('sagas', { onEvent: again, onResync: again });
	return useQuery({
		queryKey,
		queryFn: ({ signal }) => request(sagaListAnswerSchema, `${paths.sagas}?limit=${limit}`, { signal }),
	});
}

/** The one place where history documents of the API become HistoryRecords. */
const asRecords = (documents: readonly unknown[]) => documents as readonly HistoryRecord[];

async function readHistory(sagaId: string, known: readonly HistoryRecord[], signal: AbortSignal) {
	let records = known;
	for (let more = true; more; ) {
		const page = await request(historyAnswerSchema, paths.history(sagaId, records.length), { signal });
		records = [...records, ...asRecords(page.records)];
		more = page.more && page.records.length > 0;
	}
	return records;
}

async function readSaga(client: QueryClient, sagaId: string, signal: AbortSignal): Promise<SagaRecord> {
	const known = client.getQueryData<SagaRecord>(sagaKey(sagaId))?.records ?? [];
	const [answer, records] = await Promise.all([
		request(sagaAnswerSchema, paths.saga(sagaId), { signal }),
		readHistory(sagaId, known, signal),
	]);
	return mergedRecord({ answer, records }, client.getQueryData<SagaRecord>(sagaKey(sagaId)));
}

/** One saga, live: read once, then told record by record. A gap, or a connection that was gone for too long, reads again. */
export function useSaga(sagaId: string) {
	const client = useQueryClient();
	const queryKey = useMemo(() => sagaKey(sagaId), [sagaId]);
	const again = () => void client.invalidateQueries({ queryKey });
	const query = useQuery({
		queryKey,
		queryFn: ({ signal }) => readSaga(client, sagaId, signal),
		gcTime: 30_000,
		refetchOnWindowFocus: false,
		// Before it has begun there is no row to tell of, and what is away comes back: both are asked for again.
		refetchInterval: ({ state }) =>
			isAway(state.error) ? 3_000 : state.data?.answer.saga.status === 'starting' ? 2_000 : false,
	});
	const isRead = query.data !== undefined;
	// The stream goes on by itself from where it was first asked for.
	const from = useMemo(
		() => (isRead ? (client.getQueryData<SagaRecord>(queryKey)?.records.length ?? 0) : null),
		[client, queryKey, isRead],
	);
	useStream(from === null ? null : `saga:${sagaId}@${from}`, {
		onEvent: (event) => {
			const known = client.getQueryData<SagaRecord>(queryKey);
			if (known === undefined) return;
			if (event.event === 'saga') client.setQueryData(queryKey, withSummary(known, event.data));
			if (event.event !== 'history') return;
			const { record, gap } = withRecords(known, asRecords(event.data.records));
			client.setQueryData(queryKey, record);
			// What only the server knows of it (inputs that are parked) may have changed with an incident.
			if (gap || changesTheAnswer(asRecords(event.data.records))) again();
		},
		onResync: again,
	});
	return query;
}

/** What only the answer tells: inputs that are parked, the definition of the version. */
const changesAnswer: ReadonlySet<HistoryEntry['type']> = new Set(['incidentOpened', 'incidentResolved', 'migrated']);

function changesTheAnswer(records: readonly HistoryRecord[]): boolean {
	return records.some(({ entries }) => entries.some(({ type }) => changesAnswer.has(type)));
}

export function useAct(sagaId: string) {
	return useMutation({
		mutationFn: ({ idempotencyKey, action }: { readonly idempotencyKey: string; readonly action: ActionRequest }) =>
			request(actionAnswerSchema, paths.actions(sagaId), { method: 'POST', body: action, idempotencyKey }),
	});
}

/** What an action would do, as of history record `seq`: asked anew with each record, the answer before stays meanwhile. */
export function usePreview(sagaId: string, seq: number, action: OperatorActionRequest | null) {
	return useQuery({
		queryKey: [...sagaKey(sagaId), 'preview', seq, action],
		queryFn: ({ signal }) =>
			request(previewAnswerSchema, paths.previewAction(sagaId), { method: 'POST', body: action, signal }),
		enabled: action !== null,
		placeholderData: keepPreviousData,
		gcTime: 10_000,
		retry: 1,
	});
}

/** What became of something asked for: asked again until it is answered. */
export function useRequest(requestId: string | null) {
	return useQuery({
		queryKey: ['requests', requestId],
		queryFn: ({ signal }) => request(requestAnswerSchema, paths.request(requestId ?? ''), { signal }),
		enabled: requestId !== null,
		refetchInterval: ({ state }) => (state.data === undefined || state.data.status === 'open' ? 400 : false),
	});
}

export function useKillOrchestrator() {
	const client = useQueryClient();
	return useMutation({
		mutationFn: () => request(actionAnswerSchema, paths.killOrchestrator, { method: 'POST', body: {} }),
		onSuccess: () => client.invalidateQueries({ queryKey: healthKey }),
	});
}
