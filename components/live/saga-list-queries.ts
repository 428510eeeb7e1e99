'use client';

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { SAGA_PAGE_MAX } from '@/contract/http/limits';
import { paths } from '@/contract/http/paths';
import { type SagaListAnswer, type SagaSummary, sagaListAnswerSchema, sagaStatuses } from '@/contract/http/sagas';
import { isAway } from './api-failure';
import { request } from './request';
import { heard, type SagaFilter, type SagaPages, withFreshShown } from './saga-pages';
import { useStream } from './use-stream';

const pageSize = 100;

function addressOf(filter: SagaFilter, limit: number, cursor: string | null): string {
	const query = new URLSearchParams({ limit: String(limit) });
	for (const status of sagaStatuses) if (filter.status.includes(status)) query.append('status', status);
	if (filter.flow !== null) query.set('flow', filter.flow);
	if (filter.text !== '') query.set('text', filter.text);
	if (filter.incidents) query.set('incidents', 'open');
	if (cursor !== null) query.set('cursor', cursor);
	return `${paths.sagas}?${query}`;
}

interface Loaded {
	pages: SagaListAnswer[];
	pageParams: (string | null)[];
}

/** The list by pages, live: rows change in place, new ones wait in `fresh` until `showFresh`. */
export function useSagaList(filter: SagaFilter) {
	const client = useQueryClient();
	const queryKey = useMemo(() => ['sagas', 'list', filter], [filter]);
	const [fresh, setFresh] = useState<readonly SagaSummary[]>([]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: another filter is another list
	useEffect(() => setFresh([]), [queryKey]);
	const query = useInfiniteQuery({
		queryKey,
		queryFn: ({ pageParam, signal }) =>
			request(sagaListAnswerSchema, addressOf(filter, pageSize, pageParam), { signal }),
		initialPageParam: null as string | null,
		getNextPageParam: (last) => last.next,
		// Reading again by itself would move rows; the stream says what has changed.
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
		refetchOnWindowFocus: false,
		refetchOnReconnect: false,
		refetchInterval: ({ state }) => (state.data === undefined && isAway(state.error) ? 3_000 : false),
	});
	const put = (next: SagaPages) => {
		client.setQueryData<Loaded>(queryKey, (was) => (was === undefined ? was : { ...was, pages: [...next.pages] }));
		setFresh(next.fresh);
	};
	const hear = (sagas: readonly SagaSummary[]) => {
		const pages = client.getQueryData<Loaded>(queryKey)?.pages;
		if (pages === undefined) return;
		const next = heard({ pages, fresh }, sagas, filter);
		put(pages.every((page) => page.sagas.length === 0) ? withFreshShown(next) : next);
	};
	const readNewest = () =>
		void request(sagaListAnswerSchema, addressOf(filter, SAGA_PAGE_MAX, null)).then(
			(page) => hear(page.sagas),
			() => undefined,
		);
	useStream('sagas', {
		onEvent: (event) => {
			if (event.event !== 'sagas-changed') return;
			hear(event.data.sagas);
			if (event.data.more) readNewest();
		},
		onResync: readNewest,
	});
	const sagas = useMemo(() => query.data?.pages.flatMap((page) => page.sagas) ?? [], [query.data]);
	const showFresh = () => put(withFreshShown({ pages: query.data?.pages ?? [], fresh }));
	return { query, sagas, fresh, showFresh };
}
