'use client';

import { Checkbox, MultiSelect, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { type RefObject, useEffect, useMemo, useState } from 'react';
import { sagaStatuses } from '@/contract/http/sagas';
import { useFlows } from '../live/flow-queries';
import type { SagaFilter } from '../live/saga-pages';
import { parseAsFlag } from '../ui/flag-param';
import { sagaStatusWords } from '../ui/saga-status-chip';
import classes from './saga-list.module.css';

const searchPauseMs = 250;

const address = {
	status: parseAsArrayOf(parseAsStringLiteral(sagaStatuses)).withDefault([]),
	flow: parseAsString,
	text: parseAsString.withDefault(''),
	incidents: parseAsFlag,
};

/** The filter stands in the address, so that it can be sent to somebody. */
export function useSagaFilter() {
	const [{ status, flow, text, incidents }, set] = useQueryStates(address, { history: 'replace' });
	const filter: SagaFilter = useMemo(
		() => ({ status, flow, text: text.trim(), incidents: incidents ?? false }),
		[status, flow, text, incidents],
	);
	const isFiltered = status.length > 0 || flow !== null || filter.text !== '' || filter.incidents;
	const clear = () => void set({ status: null, flow: null, text: null, incidents: null });
	return { filter, isFiltered, clear, set };
}

type FilterState = ReturnType<typeof useSagaFilter>;

function SearchField({
	filter,
	set,
	search,
}: Pick<FilterState, 'filter' | 'set'> & { search: RefObject<HTMLInputElement | null> }) {
	const [typed, setTyped] = useState(filter.text);
	useEffect(() => setTyped(filter.text), [filter.text]);
	useEffect(() => {
		if (typed.trim() === filter.text) return;
		const timer = setTimeout(() => void set({ text: typed.trim() === '' ? null : typed.trim() }), searchPauseMs);
		return () => clearTimeout(timer);
	}, [typed, filter.text, set]);
	return (
		<TextInput
			ref={search}
			className={classes.search ?? ''}
			aria-label="Business key or saga id (press / to come here)"
			placeholder="Business key begins with, or whole id   /"
			leftSection={<IconSearch size={14} aria-hidden />}
			value={typed}
			onChange={(event) => setTyped(event.currentTarget.value)}
			onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
		/>
	);
}

export function SagaFilters({ state, search }: { state: FilterState; search: RefObject<HTMLInputElement | null> }) {
	const { filter, set } = state;
	const { data } = useFlows();
	const flows = (data?.flows ?? []).map(({ id, name }) => ({ value: id, label: name }));
	const isUnknown = filter.flow !== null && !flows.some(({ value }) => value === filter.flow);
	return (
		<search className={classes.filters} aria-label="Filter sagas">
			<SearchField filter={filter} set={set} search={search} />
			<MultiSelect
				className={classes.status ?? ''}
				size="xs"
				aria-label="Status"
				placeholder={filter.status.length === 0 ? 'Any status' : ''}
				data={sagaStatuses.map((status) => ({ value: status, label: sagaStatusWords(status) }))}
				value={[...filter.status]}
				onChange={(chosen) => void set({ status: sagaStatuses.filter((status) => chosen.includes(status)) })}
				clearable
				clearButtonProps={{ 'aria-label': 'Any status' }}
			/>
			<Select
				className={classes.flow ?? ''}
				aria-label="Flow"
				placeholder="Any flow"
				data={isUnknown ? [...flows, { value: filter.flow ?? '', label: filter.flow ?? '' }] : flows}
				value={filter.flow}
				onChange={(flow) => void set({ flow })}
				allowDeselect
				clearable
				searchable
				clearButtonProps={{ 'aria-label': 'Any flow' }}
			/>
			<Checkbox
				label="With incidents"
				checked={filter.incidents}
				onChange={(event) => void set({ incidents: event.currentTarget.checked ? true : null })}
			/>
		</search>
	);
}
