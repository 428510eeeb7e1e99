'use client';

import { Button } from '@mantine/core';
import { IconArrowUp, IconListDetails } from '@tabler/icons-react';
import Link from 'next/link';
import { useCallback, useRef } from 'react';
import { toFailure } from '../live/api-failure';
import { useSagaList } from '../live/saga-list-queries';
import { useCommands } from '../ui/commands';
import { LiveBadge } from '../ui/live-badge';
import { PageHeader } from '../ui/page-header';
import { EmptyView, ErrorView, LoadingView } from '../ui/state-views';
import { SagaFilters, useSagaFilter } from './saga-filters';
import classes from './saga-list.module.css';
import { SagaTable } from './saga-table';

function NoneYet() {
	return (
		<EmptyView
			title="No sagas yet"
			icon={<IconListDetails size={30} aria-hidden />}
			actions={
				<Button component={Link} href="/flows">
					Start one from a flow
				</Button>
			}
		>
			A saga is one run of a flow: one order, one trip. Each one started stands here, with where it is and whether it
			needs a person.
		</EmptyView>
	);
}

function NoMatch({ onClear }: { onClear: () => void }) {
	return (
		<EmptyView title="No saga matches" actions={<Button onClick={onClear}>Clear the filters</Button>}>
			The text is compared with how business keys begin, capital letters included, or with a whole saga id.
		</EmptyView>
	);
}

function FreshButton({ count, onClick }: { count: number; onClick: () => void }) {
	if (count === 0) return null;
	return (
		<Button className={classes.fresh ?? ''} radius="xl" leftSection={<IconArrowUp size={14} />} onClick={onClick}>
			{count} new
		</Button>
	);
}

type List = ReturnType<typeof useSagaList>;

function Sagas({ list, isFiltered, onClear }: { list: List; isFiltered: boolean; onClear: () => void }) {
	const { query, sagas } = list;
	const { fetchNextPage } = query;
	const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
	if (query.isPending) return <LoadingView what="sagas" rows={12} />;
	if (query.isError && sagas.length === 0)
		return (
			<ErrorView
				title="The sagas cannot be shown"
				actions={
					<Button loading={query.isFetching} onClick={() => void query.refetch()}>
						Try again
					</Button>
				}
			>
				{toFailure(query.error).message}
			</ErrorView>
		);
	if (sagas.length === 0) return isFiltered ? <NoMatch onClear={onClear} /> : <NoneYet />;
	return (
		<>
			<SagaTable
				sagas={sagas}
				hasMore={query.hasNextPage && !query.isFetchNextPageError}
				isLoadingMore={query.isFetchingNextPage}
				onMore={more}
			/>
			<footer className={classes.footer}>
				<span>
					{sagas.length} {sagas.length === 1 ? 'saga' : 'sagas'} shown
					{query.hasNextPage ? ', older ones follow' : ', that is all'}
				</span>
				{query.isFetchNextPageError && <span role="alert">{toFailure(query.error).message}</span>}
				{query.hasNextPage && (
					<Button variant="default" size="compact-xs" loading={query.isFetchingNextPage} onClick={more}>
						Load more
					</Button>
				)}
			</footer>
		</>
	);
}

export function SagaList() {
	const state = useSagaFilter();
	const list = useSagaList(state.filter);
	const search = useRef<HTMLInputElement>(null);
	useCommands([
		{ id: 'search-sagas', title: 'Search sagas', group: 'Sagas', keys: ['/'], run: () => search.current?.focus() },
		{ id: 'show-new-sagas', title: 'Show new sagas', group: 'Sagas', keys: ['.'], run: list.showFresh },
	]);
	return (
		<>
			<PageHeader title="Sagas" actions={<LiveBadge />} />
			<SagaFilters state={state} search={search} />
			<div className={classes.body}>
				<FreshButton count={list.fresh.length} onClick={list.showFresh} />
				<Sagas list={list} isFiltered={state.isFiltered} onClear={state.clear} />
			</div>
		</>
	);
}
