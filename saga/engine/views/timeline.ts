/** The saga as bars over time: one per run, undo, wait, approval, call and scope, with its attempts inside. */
import type { NodeId } from '../../flow/nodes/node-base';
import type { HistoryRecord } from '../entry';
import type { RunNumber } from '../input';
import { type AttemptStory, type RunStory, sagaStory, type UndoStory } from './saga-story';
import type { VisitStory } from './visit-story';

export interface TimelineBar {
	readonly kind: 'run' | 'undo' | VisitStory['kind'];
	readonly run: RunNumber;
	readonly step: NodeId;
	/** Milliseconds since the epoch. */
	readonly from: number;
	/** Null: still open. */
	readonly to: number | null;
	readonly outcome: RunStory['outcome'] | UndoStory['outcome'] | VisitStory['outcome'];
	/** Of a for-each: how many elements are done, of how many. */
	readonly progress: { readonly done: number; readonly of: number } | null;
	/** Empty for what sends nothing. */
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
		...[...story.visits.all.values()].filter(isShown).map(visitBar),
		...[...story.undos.values()].map((undo) => bar('undo', undo)),
	];
	bars.sort((left, right) => left.from - right.from || left.run - right.run);
	return { from: story.startedAt, to: story.endedAt, bars };
}

/** Iterations are told by what runs in them, compensations by the undo that they are. */
function isShown(visit: VisitStory): boolean {
	return visit.kind !== 'scope' || (visit.scopeKind !== 'iteration' && visit.scopeKind !== 'undo');
}

function bar(
	kind: 'run' | 'undo',
	{ run, step, startedAt, endedAt, outcome, attempts }: RunStory | UndoStory,
): TimelineBar {
	return { kind, run, step, from: startedAt, to: endedAt, outcome, progress: null, attempts };
}

function visitBar(visit: VisitStory): TimelineBar {
	const { kind, run, node, startedAt, endedAt, outcome } = visit;
	const progress =
		visit.kind === 'scope' && visit.count !== null ? { done: visit.elementsDone, of: visit.count } : null;
	return { kind, run, step: node, from: startedAt, to: endedAt, outcome, progress, attempts: [] };
}
