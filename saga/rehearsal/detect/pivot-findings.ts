/** Failures and undos behind a pivot, where the saga can only go forward. */
import { reachableFrom } from '../../flow/queries/reachability';
import type { FindingKind } from '../finding-kinds';
import { type Detector, type Found, type Happened, nodeOf, textOf } from './played-move';

/** Something has failed that nothing can undo: it stands behind the pivot, beside it, or behind a call that is one. */
export const failsAfterPivot: Detector = (happened, move) =>
	happened.entries.flatMap((entry): Found[] => {
		if (entry.type !== 'incidentOpened' || entry.kind !== 'step-stuck' || !happened.saga.saga?.state.sealed) return [];
		const node = nodeOf(happened, entry.node ?? stepOf(happened, entry.run));
		if (node === null || (node.kind === 'step' && node.class !== 'compensable')) return [];
		const pivots = completedPivots(happened);
		const before = pivots.find((pivot) => reachableFrom(happened.facts.graph, pivot).has(node.id));
		const pivot = before ?? pivots[0];
		if (pivot === undefined) return [];
		const run = entry.run === null ? node.id : textOf(move, happened, entry.run);
		return [
			{
				kind: kindOf(happened, pivot, before !== undefined),
				run,
				message: `${pivot} is done and cannot be undone. ${entry.message}`,
			},
		];
	});

function kindOf({ facts: { graph } }: Happened, pivot: string, isBehind: boolean): FindingKind {
	if (graph.nodes.get(pivot)?.kind === 'call') return 'pivot-called';
	return isBehind ? 'after-pivot' : 'pivot-alone';
}

function stepOf({ saga }: Happened, run: number | null): string | null {
	return saga.saga?.state.runs.find((open) => open.run === run)?.step ?? null;
}

/** In no order of theirs: what is found must not depend on which of two that ran side by side was done first. */
function completedPivots({ saga }: Happened): readonly string[] {
	const completed = saga.records.flatMap(({ entries }) =>
		entries.flatMap((entry) => {
			if (entry.type === 'stepCompleted' && entry.pivot) return [entry.step];
			return entry.type === 'callCompleted' && entry.pivot ? [entry.node] : [];
		}),
	);
	return completed.sort();
}

/** A called saga that has passed its pivot is told to unwind, and cannot. */
export const pivotCalled: Detector = (happened, move) => {
	if (happened.input.type !== 'unwindRequested' || !happened.before?.current?.state.sealed) return [];
	const call = move.exchange.tree.refer(happened.saga.name, happened.saga.place);
	const message =
		'Its caller unwinds, but it has passed its pivot and goes forward. Call it where nothing can fail any more.';
	return [{ kind: 'pivot-called', run: call, message }];
};

/** Also where the token goes on at once, because nothing is left to be undone. */
export const undoAfterPivot: Detector = (happened) =>
	happened.entries.flatMap((entry): Found[] => {
		if (entry.type !== 'edgesTaken' || !happened.saga.saga?.state.sealed) return [];
		const targets = entry.edges.map((edge) => nodeOf(happened, happened.saga.flow.edges.get(edge)?.target ?? null));
		const undo = targets.find(
			(node) => node?.kind === 'undo' || (node?.kind === 'end' && node.result?.type === 'compensate'),
		);
		if (undo === undefined || undo === null) return [];
		const message = 'The pivot is done, and behind it nothing may be undone any more. Undo before the pivot.';
		return [{ kind: 'undo-after-pivot', run: undo.id, message }];
	});
