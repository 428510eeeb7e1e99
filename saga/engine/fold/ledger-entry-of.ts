/**
 * The ledger is a fold of the history, too: which entry puts what into it. The engine adds by this function while it
 * decides, and the browser by the same while it reads.
 */
import type { HistoryEntry } from '../entry';
import { ledgerScope, undoAround } from '../scope-tree';
import type { Frontier, LedgerEntry, LedgerUndo, OpenRun, SagaState, ScopeNumber } from '../state';

const nothing: LedgerUndo = { type: 'none', effect: 'harmless', because: '' };

/** `before`: the state that the entry has not been applied to yet. Null: it leaves nothing. */
export function ledgerEntryOf(before: SagaState, entry: HistoryEntry, at: number): LedgerEntry | null {
	switch (entry.type) {
		case 'stepCompleted':
			return ofRun(before, entry.run, at, {
				outcome: 'completed',
				attempt: entry.attempt,
				output: entry.output,
				undo: entry.undo ?? nothing,
			});
		case 'stepUnknown':
			return entry.undo === undefined ? null : ofRun(before, entry.run, at, { outcome: 'unknown', undo: entry.undo });
		case 'stepAbandoned':
			return entry.undo === undefined
				? null
				: ofRun(before, entry.run, at, { outcome: 'abandoned', attempt: entry.attempt, undo: entry.undo });
		case 'approvalAnswered': {
			const approval = before.approvals.find(({ run }) => run === entry.run);
			if (approval === undefined) return null;
			return made(before, at, { ...approval, kind: 'approval', output: entry.output, undo: entry.undo ?? nothing });
		}
		case 'callCompleted':
			return ofCall(before, entry.run, at, { output: entry.output, undo: entry.undo ?? nothing });
		case 'callAbandoned':
			return ofCall(before, entry.run, at, { outcome: 'abandoned', undo: entry.undo });
		case 'callEnded':
			if (entry.gap === undefined) return null;
			return ofCall(before, entry.run, at, { undo: { type: 'none', effect: 'gap', because: entry.gap } });
		case 'scopeCompleted':
		case 'scopeInterrupted':
			return ofScope(before, entry, at);
		default:
			return null;
	}
}

interface Found {
	readonly run: number;
	readonly node: string;
	readonly scope: ScopeNumber;
	readonly frontier: Frontier;
	readonly input: LedgerEntry['input'];
	readonly kind: LedgerEntry['kind'];
}

type Said = Partial<Pick<LedgerEntry, 'outcome' | 'attempt' | 'output'>> & Pick<LedgerEntry, 'undo'>;

/** Inside a compensation nothing has an entry of its own. */
function made(before: SagaState, at: number, of: Found & Said): LedgerEntry | null {
	if (undoAround(before, of.scope) !== null) return null;
	return {
		run: of.run,
		step: of.node,
		kind: of.kind,
		scope: ledgerScope(before, of.scope),
		outcome: of.outcome ?? 'completed',
		position: before.nextPosition,
		attempt: of.attempt ?? 1,
		predecessors: of.frontier,
		input: of.input,
		output: of.output ?? null,
		undo: of.undo,
		at,
	};
}

function ofRun(before: SagaState, number: number, at: number, said: Said): LedgerEntry | null {
	const run: OpenRun | undefined = before.runs.find((open) => open.run === number);
	if (run === undefined) return null;
	const { step, scope, frontier, input, attempt } = run;
	return made(before, at, { attempt, ...said, run: number, node: step, scope, frontier, input, kind: 'step' });
}

function ofCall(before: SagaState, number: number, at: number, said: Said): LedgerEntry | null {
	const call = before.calls.find((open) => open.run === number);
	return call === undefined ? null : made(before, at, { ...call, ...said, kind: 'call' });
}

function ofScope(
	before: SagaState,
	entry: Extract<HistoryEntry, { type: 'scopeCompleted' | 'scopeInterrupted' }>,
	at: number,
): LedgerEntry | null {
	const open = before.scopes.find(({ scope }) => scope === entry.scope);
	if (open === undefined) return null;
	const of: Found = {
		run: open.scope,
		node: open.node,
		scope: open.parent,
		frontier: open.frontier,
		input: {},
		kind: open.kind === 'forEach' ? 'forEach' : 'subflow',
	};
	if (entry.type === 'scopeCompleted')
		return entry.undo === undefined ? null : made(before, at, { ...of, output: entry.output, undo: entry.undo });
	return entry.standing ? made(before, at, { ...of, outcome: 'interrupted', undo: { type: 'inner' } }) : null;
}
