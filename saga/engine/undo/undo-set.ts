/**
 * Which undo may start now, as a pure question about the ledger. The order is reversed causality: an undo waits until
 * every entry that came after its own, of those that are being undone together, is settled and undone.
 */
import type { RunNumber } from '../input';
import { undoAround } from '../scope-tree';
import type { LedgerEntry, SagaState } from '../state';

/** Entries by the scope instance in which they stand, the last ended first. */
export type LedgerTree = ReadonlyMap<RunNumber, readonly LedgerEntry[]>;

export function ledgerTree(ledger: readonly LedgerEntry[]): LedgerTree {
	const tree = new Map<RunNumber, LedgerEntry[]>();
	for (const entry of ledger.toSorted((left, right) => right.position - left.position)) {
		const inside = tree.get(entry.scope);
		if (inside) inside.push(entry);
		else tree.set(entry.scope, [entry]);
	}
	return tree;
}

/** What stands in no scope that has ended: the entries that unwinding reaches first. The last ended first. */
export function outermost(ledger: readonly LedgerEntry[]): readonly LedgerEntry[] {
	const ended = new Set(ledger.map(({ run }) => run));
	return ledger.filter(({ scope }) => !ended.has(scope)).toSorted((left, right) => right.position - left.position);
}

export function isUnwinding({ cause }: SagaState): boolean {
	return cause !== null;
}

/**
 * The sets of runs that are being undone together: by the unwinding, by each throw, and what is open already. The order
 * binds within a set, and towards the undos that are open.
 */
export function undoneTogether(state: SagaState, ledger: readonly LedgerEntry[]): readonly ReadonlySet<RunNumber>[] {
	const open = state.undos.map(({ run }) => run);
	const sets = state.throws.map(({ set }) => new Set([...set, ...open]));
	if (isUnwinding(state)) sets.push(new Set([...outermost(ledger).map(({ run }) => run), ...open]));
	return sets;
}

/** What came before the runs in flight of a saga that unwinds waits for them. Those of compensations came after nothing. */
function beforeThoseInFlight(state: SagaState): readonly RunNumber[] {
	return isUnwinding(state) ? [...state.runs, ...state.calls].flatMap(({ frontier }) => frontier) : [];
}

export function hasForwardInFlight(state: SagaState): boolean {
	const forward = (open: { readonly scope: RunNumber }) => undoAround(state, open.scope) === null;
	return state.runs.some(forward) || state.calls.some(forward);
}

/**
 * The entries at one level whose turn it is. `entries`: that level, the last ended first; what does not belong to the set
 * passes the order on.
 */
export function turnsAt(
	state: SagaState,
	entries: readonly LedgerEntry[],
	ordered: (run: RunNumber) => boolean,
): readonly LedgerEntry[] {
	const undone = new Set(state.undone);
	const blocked = new Set(beforeThoseInFlight(state));
	const free: LedgerEntry[] = [];
	// Successors end after their predecessors, so one pass from the last ended sees all that comes after an entry.
	for (const entry of entries) {
		const { run, predecessors } = entry;
		const isToUndo = ordered(run) && !undone.has(run);
		const isBlocked = blocked.has(run);
		if (isToUndo && !isBlocked) free.push(entry);
		if (isToUndo || isBlocked) for (const before of predecessors) blocked.add(before);
	}
	return free;
}
