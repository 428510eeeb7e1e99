/**
 * What would be undone, and in which order, at any moment: shown before an undo runs, while it runs and after.
 * It follows the rules of undo-set.ts over the same ledger, but numbers waves instead of starting undos. What is in flight
 * is listed as conditional, so before everything has settled the plan is a superset of what is undone then.
 */
import type { CompiledFlow } from '../../compile/compiled-flow';
import type { NodeId } from '../../flow/nodes/node-base';
import type { RunNumber } from '../input';
import { activityOf } from '../invariant';
import { undoAround } from '../scope-tree';
import type { LedgerEntry, Saga, SagaState } from '../state';
import type { UndoItemStatus, UndoPlan, UndoPlanItem } from './undo-plan-types';
import { type LedgerTree, ledgerTree, outermost } from './undo-set';

/** After a completed pivot only what was abandoned is listed: from there the saga goes forward only. */
export function undoPlan(flow: CompiledFlow, { state }: Saga, ledger: readonly LedgerEntry[]): UndoPlan {
	const open = inFlight(state);
	const exact = open.length === 0;
	const sealed = state.sealed ? new Set([...state.loose, ...state.undos.map(({ run }) => run)]) : null;
	const reached = outermost(ledger).filter(({ run }) => sealed === null || sealed.has(run));
	const candidates: Candidate[] = [
		...(state.sealed ? [] : open.map((run) => fromOpen(flow, run))),
		...reached.map((entry) => fromLedger(flow, state, entry)),
	];
	const numbers = new Numbering(flow, state, ledgerTree(ledger));
	numbers.level(candidates, 1);
	numbers.runningBeside(ledger);
	const items = numbers.items.toSorted((left, right) => left.order - right.order || left.run - right.run);
	const certain = items.filter((item) => item.command !== null && item.status !== 'conditional');
	const undone = certain.filter((item) => item.status === 'undone').length;
	return { exact, items, undone, toUndo: certain.length };
}

interface OpenActivity {
	readonly run: RunNumber;
	readonly step: NodeId;
	readonly frontier: readonly RunNumber[];
}

function inFlight(state: SagaState): readonly OpenActivity[] {
	const forward = (open: { readonly scope: number }) => undoAround(state, open.scope) === null;
	return [
		...state.runs.filter(forward),
		...state.calls.filter(forward).map(({ run, node, frontier }) => ({ run, step: node, frontier })),
	];
}

interface Candidate {
	readonly item: Omit<UndoPlanItem, 'order'>;
	readonly predecessors: readonly RunNumber[];
	/** Grows in the order in which runs end; what is in flight ends after all others. */
	readonly endedAs: number;
	/** What it has done inside is undone in its stead. */
	readonly isGroup: boolean;
}

function fromOpen(flow: CompiledFlow, { run, step, frontier }: OpenActivity): Candidate {
	const { compensation } = activityOf(flow, step);
	const item = {
		run,
		step,
		...undoerOf(flow, step),
		status: 'conditional' as const,
		because: compensation.type === 'none' ? compensation.because : null,
	};
	return { item, predecessors: frontier, endedAs: Number.MAX_SAFE_INTEGER / 2 + run, isGroup: false };
}

function fromLedger(flow: CompiledFlow, state: SagaState, entry: LedgerEntry): Candidate {
	const { run, step, undo, predecessors, position } = entry;
	const item = {
		run,
		step,
		...(undo.type === 'none' ? nobody : undoerOf(flow, step)),
		status: statusOf(state, entry),
		because: undo.type === 'none' ? undo.because : null,
	};
	return { item, predecessors, endedAs: position, isGroup: undo.type === 'inner' };
}

const nobody = { participant: null, command: null };

/** A compensation that is no command is named after its activity. */
function undoerOf(flow: CompiledFlow, step: NodeId): { participant: string | null; command: string | null } {
	const { compensation, id } = activityOf(flow, step);
	switch (compensation.type) {
		case 'command':
			return { participant: compensation.participant, command: compensation.command };
		case 'scope':
		case 'inner':
			return { participant: null, command: `${id}/undo` };
		case 'none':
			return nobody;
	}
}

function statusOf({ undone, gaps, undos }: SagaState, { run, undo }: LedgerEntry): UndoItemStatus {
	if (gaps.includes(run)) return 'gap';
	if (undo.type === 'none') return undo.effect;
	if (undone.includes(run)) return 'undone';
	const open = undos.find((other) => other.run === run);
	if (open === undefined) return 'planned';
	return open.phase === 'stuck' ? 'stuck' : 'running';
}

class Numbering {
	readonly items: UndoPlanItem[] = [];

	constructor(
		private readonly flow: CompiledFlow,
		private readonly state: SagaState,
		private readonly tree: LedgerTree,
	) {}

	/** Numbers one level from `first` on; returns the first number that is free after it. */
	level(candidates: readonly Candidate[], first: number): number {
		const lastFirst = candidates.toSorted((left, right) => right.endedAs - left.endedAs);
		const inSequence = this.flow.settings.undoOrder === 'sequential';
		const orders = new Map<RunNumber, number>();
		let free = first;
		for (const candidate of lastFirst) {
			const order = inSequence ? free : (orders.get(candidate.item.run) ?? first);
			const next = this.number(candidate, order);
			free = Math.max(free, next);
			for (const before of candidate.predecessors) orders.set(before, Math.max(orders.get(before) ?? first, next));
		}
		return free;
	}

	/** A run that was abandoned is undone at once, also inside what a compensation of its own will undo as a whole. */
	runningBeside(ledger: readonly LedgerEntry[]): void {
		const listed = new Set(this.items.map(({ run }) => run));
		for (const entry of ledger)
			if (entry.outcome === 'abandoned' && !listed.has(entry.run) && this.state.loose.includes(entry.run))
				this.items.push({ ...fromLedger(this.flow, this.state, entry).item, order: 1 });
	}

	/** What has nothing to undo takes no wave of its own. */
	private number({ item, isGroup }: Candidate, order: number): number {
		if (isGroup) {
			const inside = this.tree.get(item.run) ?? [];
			return this.level(
				inside.map((entry) => fromLedger(this.flow, this.state, entry)),
				order,
			);
		}
		this.items.push({ ...item, order });
		return item.command === null ? order : order + 1;
	}
}
