'use client';

import { IconPlayerTrackPrevFilled } from '@tabler/icons-react';
import { useMemo } from 'react';
import { type Timeline, type TimelineBar, timeline } from '@/saga/engine/views/timeline';
import { clockTime, clockTimeMs, fullTime, spanWords } from './clock-words';
import classes from './console.module.css';
import { type SagaModel, undoName } from './saga-model';
import timelineClasses from './timeline.module.css';
import { type TimelineScale, timelineScale } from './timeline-scale';
import { useNow } from './use-now';

const ticksMax = 9;

const openWords = { wait: 'waiting', approval: 'asked', call: 'under way', scope: 'under way' } as const;

function outcomeWords({ outcome, kind, attempts, from, to, progress }: TimelineBar, now: number): string {
	const took = spanWords((to ?? now) - from);
	if (kind !== 'run' && kind !== 'undo' && outcome === 'open')
		return `${progress === null ? openWords[kind] : `${progress.done} of ${progress.of} done`} · ${took}`;
	const times = attempts.length > 1 ? `, ${attempts.length} attempts` : '';
	const failure = attempts.findLast((attempt) => attempt.failure !== null)?.failure;
	switch (outcome) {
		case 'open':
			return attempts.at(-1)?.endedAt === null
				? `waiting, attempt ${attempts.at(-1)?.attempt ?? 1} · ${took}`
				: `${failure?.cause === 'timeout' ? 'no answer' : (failure?.code ?? '')}${times}`;
		case 'completed':
		case 'done':
			return progress === null ? `${took}${times}` : `${progress.done} of ${progress.of} done, ${took}`;
		case 'undone':
			return `undone ${took}${times}`;
		case 'failed':
			return `${failure?.code ?? 'failed'}${times}`;
		case 'unknown':
			return `no answer${times}`;
		case 'left':
			return `left after ${took}`;
		case 'abandoned':
			return `left${times}`;
		case 'harmless':
			return 'needs no undo';
		case 'gap':
			return kind === 'undo' ? 'cannot be undone' : '';
	}
}

function pieceState(bar: TimelineBar, index: number): string {
	const attempt = bar.attempts[index];
	if (attempt?.failure) return attempt.failure.cause === 'timeout' ? 'silent' : 'failed';
	if (attempt?.endedAt === null && bar.outcome === 'open') return 'open';
	if (bar.outcome === 'unknown') return 'silent';
	if (bar.outcome === 'failed') return 'failed';
	return bar.kind === 'undo' ? 'undone' : 'done';
}

function visitState({ kind, outcome }: TimelineBar): string {
	if (outcome === 'open') return kind === 'wait' || kind === 'approval' ? 'waiting' : 'open';
	if (outcome === 'failed') return 'failed';
	return outcome === 'left' ? 'silent' : 'done';
}

function Pieces({ bar, scale, now }: { bar: TimelineBar; scale: TimelineScale; now: number }) {
	const at = (instant: number) => scale.percent(instant);
	const end = bar.to ?? (bar.attempts.at(-1)?.endedAt === null ? now : (bar.attempts.at(-1)?.endedAt ?? now));
	return (
		<>
			<span
				className={timelineClasses.barGap}
				style={{ left: `${at(bar.from)}%`, width: `${at(Math.max(end, bar.to ?? now)) - at(bar.from)}%` }}
			/>
			{bar.kind !== 'run' && bar.kind !== 'undo' && (
				<span
					className={timelineClasses.bar}
					data-state={visitState(bar)}
					title={fullTime(bar.from)}
					style={{ left: `${at(bar.from)}%`, width: `max(4px, ${at(bar.to ?? now) - at(bar.from)}%)` }}
				/>
			)}
			{bar.attempts.map((attempt, index) => {
				const until = attempt.endedAt ?? bar.to ?? now;
				return (
					<span
						key={attempt.attempt}
						className={timelineClasses.bar}
						data-state={pieceState(bar, index)}
						title={`Attempt ${attempt.attempt}, sent ${fullTime(attempt.sentAt)}, ${spanWords(until - attempt.sentAt)}`}
						style={{ left: `${at(attempt.sentAt)}%`, width: `max(4px, ${at(until) - at(attempt.sentAt)}%)` }}
					/>
				);
			})}
		</>
	);
}

interface RowProps {
	readonly bar: TimelineBar;
	readonly name: string;
	readonly scale: TimelineScale;
	readonly now: number;
	readonly isSelected: boolean;
	readonly onSelect: () => void;
}

function Row({ bar, name, scale, now, isSelected, onSelect }: RowProps) {
	const words = outcomeWords(bar, now);
	return (
		<button
			type="button"
			className={timelineClasses.timelineRow}
			aria-pressed={isSelected}
			data-kind={bar.kind}
			onClick={onSelect}
		>
			<span className={timelineClasses.timelineName}>{name}</span>
			<span className={timelineClasses.timelineTrack}>
				<Pieces bar={bar} scale={scale} now={now} />
				<span
					className={timelineClasses.barWords}
					data-outcome={bar.outcome}
					style={{ left: `${scale.percent(bar.to ?? now)}%` }}
				>
					{words}
				</span>
			</span>
		</button>
	);
}

function undoTitle({ flow, plan }: SagaModel): string {
	if (flow.settings.undoOrder === 'sequential') return 'Undo, one after the other';
	const waves = new Set(plan?.items.flatMap(({ command, order }) => (command === null ? [] : [order])));
	return waves.size > 1 ? 'Undo, by its numbers' : 'Undo, all at once';
}

function Rows({
	model,
	lines,
	scale,
	now,
	step,
	onStep,
}: TimelineProps & { lines: Timeline; scale: TimelineScale; now: number }) {
	const row = (bar: TimelineBar, name: string) => (
		<Row
			key={`${bar.kind}-${bar.run}`}
			bar={bar}
			name={name}
			scale={scale}
			now={now}
			isSelected={step === bar.step}
			onSelect={() => onStep(bar.step)}
		/>
	);
	const undos = lines.bars.filter(({ kind }) => kind === 'undo');
	return (
		<>
			{lines.bars.filter(({ kind }) => kind !== 'undo').map((bar) => row(bar, model.names.run(bar.run)))}
			{undos.length > 0 && (
				<div className={timelineClasses.timelineUndo}>
					<IconPlayerTrackPrevFilled size={12} aria-hidden />
					{undoTitle(model)}
				</div>
			)}
			{undos.map((bar) => row(bar, undoName(model, bar.step) ?? model.names.run(bar.run)))}
		</>
	);
}

interface TimelineProps {
	readonly model: SagaModel;
	readonly step: string | null;
	readonly onStep: (step: string) => void;
}

export function TimelineView(props: TimelineProps) {
	const { model } = props;
	const lines = useMemo(() => timeline(model.records), [model.records]);
	const newest = model.records.at(-1)?.at ?? model.summary.startedAt;
	const isOpen = lines.to === null;
	const now = useNow(isOpen, newest, 250);
	const from = lines.from ?? model.summary.startedAt;
	const scale = timelineScale(from, lines.to ?? now, ticksMax);
	if (lines.bars.length === 0) return <p className={classes.note}>Nothing has been sent yet.</p>;
	return (
		<div className={timelineClasses.timeline}>
			<div className={timelineClasses.timelineAxis} aria-hidden>
				{scale.ticks.map((tick) => (
					<span key={tick} style={{ left: `${scale.percent(tick)}%` }}>
						<em>{scale.isFine ? clockTimeMs(tick) : clockTime(tick)}</em>
					</span>
				))}
				{isOpen && (
					<span className={timelineClasses.nowLine} style={{ left: `${scale.percent(now)}%` }}>
						<em>now</em>
					</span>
				)}
			</div>
			<Rows {...props} lines={lines} scale={scale} now={now} />
		</div>
	);
}
