'use client';

import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { HistoryRecord } from '@/saga/engine/entry';
import type { SagaInput } from '@/saga/engine/input';
import { describeEntry } from '@/saga/engine/views/describe-entry';
import type { SagaNames } from '@/saga/engine/views/saga-names';
import { clockTimeMs, fullTime } from './clock-words';
import classes from './console.module.css';
import historyClasses from './history.module.css';
import { JsonView } from './json-view';
import type { SagaModel } from './saga-model';

const inputWords: Readonly<Record<SagaInput['type'], string>> = {
	sagaStarted: 'start',
	replyReceived: 'answer',
	undoReplyReceived: 'undo answer',
	timeCame: 'time',
	eventReceived: 'event',
	signalReceived: 'signal',
	approvalAnswered: 'person',
	childEnded: 'called saga',
	unwindRequested: 'caller',
	operatorActed: 'person',
	sendRefused: 'bus',
};

function Record({ record, names }: { record: HistoryRecord; names: SagaNames }) {
	const [isOpen, setOpen] = useState(false);
	const Chevron = isOpen ? IconChevronDown : IconChevronRight;
	return (
		<div className={historyClasses.historyRecord}>
			<button
				type="button"
				className={historyClasses.historyRow}
				aria-expanded={isOpen}
				onClick={() => setOpen(!isOpen)}
			>
				<Chevron size={14} aria-hidden />
				<span className={historyClasses.seq}>{record.seq}</span>
				<time className={classes.mono} dateTime={new Date(record.at).toISOString()} title={fullTime(record.at)}>
					{clockTimeMs(record.at)}
				</time>
				<span className={historyClasses.historyCause}>{inputWords[record.input.type]}</span>
				<span className={historyClasses.historySentences}>
					{record.entries.map((entry, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: the entries of a record never change
						<span key={index} data-entry={entry.type}>
							{describeEntry(names, entry)}
						</span>
					))}
				</span>
			</button>
			{isOpen && (
				<div className={historyClasses.historyJson}>
					<JsonView value={{ input: record.input, entries: record.entries }} label={`Record ${record.seq} as JSON`} />
				</div>
			)}
		</div>
	);
}

/** Newest first, so that what happens now is seen without scrolling. */
export function HistoryView({ model }: { model: SagaModel }) {
	const scroller = useRef<HTMLDivElement>(null);
	const count = model.records.length;
	const rows = useVirtualizer({
		count,
		getScrollElement: () => scroller.current,
		estimateSize: () => 34,
		getItemKey: (index) => count - index,
		overscan: 12,
	});
	if (count === 0) return <p className={classes.note}>Nothing has happened yet.</p>;
	return (
		<div ref={scroller} className={historyClasses.scroll}>
			<div style={{ height: rows.getTotalSize(), position: 'relative' }}>
				{rows.getVirtualItems().map((row) => {
					const record = model.records[count - 1 - row.index];
					if (record === undefined) return null;
					return (
						<div
							key={row.key}
							ref={rows.measureElement}
							data-index={row.index}
							className={historyClasses.virtualRow}
							style={{ transform: `translateY(${row.start}px)` }}
						>
							<Record record={record} names={model.names} />
						</div>
					);
				})}
			</div>
		</div>
	);
}
