/** The saga as bars over time: one per run and per undo, with its attempts inside. */
import type { NodeId } from '../../flow/nodes/node-base';
import type { HistoryRecord } from '../entry';
import type { RunNumber } from '../input';
import { type AttemptStory, type RunStory, sagaStory, type UndoStory } from './saga-story';

export interface TimelineBar {
	readonly kind: 'run' | 'undo';
	readonly run: RunNumber;
	readonly step: NodeId;
	/** Milliseconds since the epoch. */
	readonly from: number;
	/** Null: still open. */
	readonly to: number | null;
	readonly outcome: RunStory['outcome'] | UndoStory['outcome'];
	readonly attempts: readonly Readonly<AttemptStory>[];
}

export interface Timeline {
	readonly from: number | null;
	readonly to: number | null;
	/** In order of their beginning. */
	readonly bars: readonly TimelineBar[];
}

export function timeline(records: readonly HistoryRecord[]): Timeline {
	const story = sagaStory(records);
	const bars = [
		...[...story.runs.values()].map((run) => bar('run', run)),
		...[...story.undos.values()].map((undo) => bar('undo', undo)),
	];
	return { from: story.startedAt, to: story.endedAt, bars: bars.sort((left, right) => left.from - right.from) };
}

function bar(
	kind: 'run' | 'undo',
	{ run, step, startedAt, endedAt, outcome, attempts }: RunStory | UndoStory,
): TimelineBar {
	return { kind, run, step, from: startedAt, to: endedAt, outcome, attempts };
}
