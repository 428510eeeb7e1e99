'use client';

import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import type { SagaSummary } from '@/contract/http/sagas';
import { sagaColumns, sagaTableFeatures } from './saga-columns';
import classes from './saga-list.module.css';

const rowHeight = 36;
const headHeight = 32;
const loadAhead = 20;

interface SagaTableProps {
	readonly sagas: readonly SagaSummary[];
	readonly hasMore: boolean;
	readonly isLoadingMore: boolean;
	readonly onMore: () => void;
}

function steps(event: KeyboardEvent): number | null {
	const moves: Readonly<Record<string, number>> = {
		ArrowDown: 1,
		ArrowUp: -1,
		j: 1,
		k: -1,
		PageDown: 15,
		PageUp: -15,
		Home: Number.NEGATIVE_INFINITY,
		End: Number.POSITIVE_INFINITY,
	};
	return moves[event.key] ?? null;
}

const isOwnControl = (target: EventTarget) => target instanceof Element && target.closest('button, a') !== null;

/** Which row the keys act on: by saga, so that it stays the same row while others come. */
function useActiveRow(sagas: readonly SagaSummary[], scrollTo: (index: number) => void) {
	const [active, setActive] = useState<string | null>(null);
	const wantsFocus = useRef(false);
	const index = Math.max(
		0,
		sagas.findIndex(({ id }) => id === active),
	);
	const move = (by: number) => {
		const next = Math.min(sagas.length - 1, Math.max(0, index + by));
		wantsFocus.current = true;
		setActive(sagas[next]?.id ?? null);
		scrollTo(next);
	};
	/** A row that scrolled out of sight and back takes the focus as soon as it is there. */
	const focusIfWanted = (element: HTMLElement | null, id: string) => {
		if (element === null || !wantsFocus.current || id !== active) return;
		wantsFocus.current = false;
		element.querySelector<HTMLElement>('a')?.focus({ preventScroll: true });
	};
	return { active: sagas[index]?.id ?? null, setActive, move, focusIfWanted };
}

export function SagaTable({ sagas, hasMore, isLoadingMore, onMore }: SagaTableProps) {
	const router = useRouter();
	const scroller = useRef<HTMLDivElement>(null);
	const table = useTable({ features: sagaTableFeatures, columns: sagaColumns, data: sagas, getRowId: ({ id }) => id });
	const { rows } = table.getRowModel();
	const virtual = useVirtualizer({
		count: rows.length,
		getScrollElement: () => scroller.current,
		estimateSize: () => rowHeight,
		getItemKey: (index) => rows[index]?.id ?? index,
		overscan: 10,
		scrollMargin: headHeight,
		scrollPaddingStart: headHeight,
	});
	const { active, setActive, move, focusIfWanted } = useActiveRow(sagas, (index) => virtual.scrollToIndex(index));
	const lastShown = virtual.getVirtualItems().at(-1)?.index ?? 0;
	useEffect(() => {
		if (hasMore && !isLoadingMore && lastShown >= rows.length - loadAhead) onMore();
	}, [hasMore, isLoadingMore, lastShown, rows.length, onMore]);
	const open = (id: string) => router.push(`/sagas/${id}`);
	const onKeyDown = (event: KeyboardEvent) => {
		const by = steps(event);
		if (by === null) return;
		event.preventDefault();
		move(by);
	};
	const onClick = (event: MouseEvent, id: string) => {
		if (isOwnControl(event.target) || document.getSelection()?.isCollapsed === false) return;
		if (event.metaKey || event.ctrlKey) globalThis.open(`/sagas/${id}`, '_blank');
		else open(id);
	};
	return (
		<div ref={scroller} className={classes.scroll}>
			<table className={classes.table} aria-label="Sagas" aria-rowcount={hasMore ? -1 : rows.length + 1}>
				<thead className={classes.headRows}>
					<tr className={classes.head} aria-rowindex={1}>
						{table.getHeaderGroups()[0]?.headers.map((header) => (
							<th key={header.id} scope="col">
								<table.FlexRender header={header} />
							</th>
						))}
					</tr>
				</thead>
				<tbody className={classes.rows} style={{ height: virtual.getTotalSize() }}>
					{virtual.getVirtualItems().map((item) => {
						const row = rows[item.index];
						if (row === undefined) return null;
						return (
							<tr
								key={item.key}
								ref={(element) => focusIfWanted(element, row.id)}
								aria-rowindex={item.index + 2}
								data-active={row.id === active}
								className={classes.row}
								data-testid="saga-row"
								style={{ height: rowHeight, transform: `translateY(${item.start - headHeight}px)` }}
								onClick={(event) => onClick(event, row.id)}
								onKeyDown={onKeyDown}
								onFocus={() => setActive(row.id)}
							>
								{row.getAllCells().map((cell) => (
									<td key={cell.id}>
										<table.FlexRender cell={cell} />
									</td>
								))}
							</tr>
						);
					})}
				</tbody>
			</table>
		</div>
	);
}
