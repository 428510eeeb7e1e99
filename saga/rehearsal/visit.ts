/** States that an exploration has reached, each with the way on which it was reached first. */
import type { WorldSnapshot } from '../trace/trace-world';
import type { TracedSaga } from '../trace/traced-saga';

/** One in which nothing changes is followed so often; what comes then has been there before. */
const equalRoundsMax = 2;

/** A state, and how it was first reached. */
export interface Visit {
	readonly parent: Visit | null;
	/** That led here from the parent. */
	readonly lines: readonly string[];
	readonly title: string | null;
	/** How many lines lead here. */
	readonly depth: number;
	/** Faults so far. */
	readonly spent: number;
	readonly marks: ReadonlySet<string>;
	readonly names: ReadonlyMap<TracedSaga, readonly string[]>;
	/** Null once it has been followed. */
	snapshot: WorldSnapshot | null;
	/** From the second round of a loop on: see StateKeys.ofRound. */
	readonly round: string | null;
	/** Without faults: where it leads. */
	readonly leadsTo: Visit[];
	outcome:
		| 'followed'
		| 'ended'
		| 'open'
		/** Not followed any further; `round`: in a loop in which nothing changes. */
		| 'cut'
		| 'round'
		| null;
}

export function visitFrom(
	parent: Visit | null,
	lines: readonly string[],
	title: string | null,
	cost: number,
	marks: readonly string[],
): Visit {
	return {
		parent,
		lines,
		title,
		depth: (parent?.depth ?? 0) + lines.length,
		spent: (parent?.spent ?? 0) + cost,
		marks: marks.length === 0 && parent !== null ? parent.marks : new Set([...(parent?.marks ?? []), ...marks]),
		names: parent?.names ?? new Map(),
		snapshot: null,
		round: null,
		leadsTo: [],
		outcome: null,
	};
}

/** From the beginning. */
export function pathOf(visit: Visit): readonly Visit[] {
	const path: Visit[] = [];
	for (let at: Visit | null = visit; at !== null; at = at.parent) path.push(at);
	return path.reverse();
}

/** The same round of a loop has come often enough. */
export function isGoingRound({ round, parent }: Visit): boolean {
	if (round === null) return false;
	let equal = 0;
	for (let at = parent; at !== null && at.round !== null; at = at.parent) if (at.round === round) equal += 1;
	return equal >= equalRoundsMax;
}
