/**
 * What would be undone, and in which order, at any moment: shown before an undo runs, while it runs and after.
 * It follows the rules of undos.ts over the same ledger, but numbers waves instead of starting undos. Runs in flight are
 * listed as conditional, so before everything has settled the plan is a superset of what is undone then.
 */
import type { CompiledFlow } from '../compile/compiled-flow';
import type { RunNumber } from './input';
import { stepOf } from './invariant';
import type { LedgerEntry, OpenRun, Saga, SagaState } from './state';
import type { UndoItemStatus, UndoPlan, UndoPlanItem } from './undo-plan-types';

/** Empty once a pivot has completed: from there the saga goes forward only. */
export function undoPlan(flow: CompiledFlow, { state }: Saga, ledger: readonly LedgerEntry[]): UndoPlan {
	const exact = state.runs.length === 0;
	if (state.sealed) return { exact, items: [], undone: 0, toUndo: 0 };
	const candidates = [
		...state.runs.map((run) => fromOpenRun(flow, run)),
		...ledger.map((entry) => fromLedger(state, entry)),
	];
	candidates.sort((left, right) => right.endedAs - left.endedAs);
	const orders = flow.settings.undoOrder === 'sequential' ? numberInSequence(candidates) : numberInWaves(candidates);
	const items = candidates
		.map(({ item }) => ({ ...item, order: orders.get(item.run) ?? 1 }))
		.sort((left, right) => left.order - right.order || left.run - right.run);
	const certain = items.filter((item) => item.command !== null && item.status !== 'conditional');
	const undone = certain.filter((item) => item.status === 'undone').length;
	return { exact, items, undone, toUndo: certain.length };
}

interface Candidate {
	readonly item: Omit<UndoPlanItem, 'order'>;
	readonly predecessors: readonly RunNumber[];
	/** Grows in the order in which runs end; runs in flight end after all others. */
	readonly endedAs: number;
}

function fromOpenRun(flow: CompiledFlow, { run, step, frontier }: OpenRun): Candidate {
	const { compensation } = stepOf(flow, step);
	const command = compensation.type === 'command' ? compensation : null;
	const because = compensation.type === 'none' ? compensation.because : null;
	const item = {
		run,
		step,
		participant: command?.participant ?? null,
		command: command?.command ?? null,
		status: 'conditional' as const,
		because,
	};
	return { item, predecessors: frontier, endedAs: Number.MAX_SAFE_INTEGER / 2 + run };
}

function fromLedger(state: SagaState, { run, step, undo, predecessors, position }: LedgerEntry): Candidate {
	const command = undo.type === 'none' ? null : undo;
	const item = {
		run,
		step,
		participant: command?.participant ?? null,
		command: command?.command ?? null,
		status: undo.type === 'none' ? undo.effect : undoStatus(state, run),
		because: undo.type === 'none' ? undo.because : null,
	};
	return { item, predecessors, endedAs: position };
}

function undoStatus({ undone, undos }: SagaState, run: RunNumber): UndoItemStatus {
	if (undone.includes(run)) return 'undone';
	const open = undos.find((undo) => undo.run === run);
	if (open === undefined) return 'planned';
	return open.phase === 'stuck' ? 'stuck' : 'running';
}

/** One wave after the last of those that come after it; what has nothing to undo takes no wave of its own. */
function numberInWaves(lastFirst: readonly Candidate[]): ReadonlyMap<RunNumber, number> {
	const orders = new Map<RunNumber, number>();
	for (const { item, predecessors } of lastFirst) {
		const order = orders.get(item.run) ?? 1;
		orders.set(item.run, order);
		const next = item.command === null ? order : order + 1;
		for (const before of predecessors) orders.set(before, Math.max(orders.get(before) ?? 1, next));
	}
	return orders;
}

function numberInSequence(lastFirst: readonly Candidate[]): ReadonlyMap<RunNumber, number> {
	const orders = new Map<RunNumber, number>();
	let order = 1;
	for (const { item } of lastFirst) {
		orders.set(item.run, order);
		if (item.command !== null) order += 1;
	}
	return orders;
}
