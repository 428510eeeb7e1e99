/** How a saga ends: completed, compensated, failed or cancelled. Nothing is final while an undo is open. */
import type { Draft } from './draft';
import type { LedgerEntry, SagaState } from './state';
import { isUnwinding, outermost } from './undo/undo-set';

export type EndStatus = 'completed' | 'compensated' | 'failed' | 'cancelled';

export function isEnded({ status }: SagaState): boolean {
	return status !== 'running' && status !== 'compensating';
}

export function endIfOver(draft: Draft): void {
	const { state } = draft;
	if (isEnded(state) || state.undos.length > 0 || state.throws.length > 0 || isAnythingOpen(state)) return;
	if (!isUnwinding(state) && !state.rootUndone && state.loose.length === 0 && !state.cancelled) {
		end(draft, 'completed', [], []);
		return;
	}
	const ledger = draft.ledger();
	if (ledger === null) return;
	endByLedger(draft, ledger);
}

function isAnythingOpen({ tokens, runs, held, approvals, calls, waits, scopes, cause, cancelled }: SagaState): boolean {
	const inFlight = tokens.length + runs.length + held.length + approvals.length + calls.length + waits.length;
	// An unwinding or cancelled saga keeps its scopes until the end, so that what comes late finds its place.
	return inFlight > 0 || (cause === null && !cancelled && scopes.length > 0);
}

function endByLedger(draft: Draft, ledger: readonly LedgerEntry[]): void {
	const { state } = draft;
	const undone = new Set(state.undone);
	const standing = leaves(ledger, undone).filter(({ undo }) => !isHarmless(undo));
	const gaps = gapsOf(draft, ledger);
	if (state.cancelled) {
		end(draft, 'cancelled', gaps, standing);
		return;
	}
	const wasUndone = isUnwinding(state) || state.rootUndone;
	const mustUndo = isUnwinding(state) ? outermost(ledger).some(({ run }) => !undone.has(run)) : standing.length > 0;
	if (wasUndone && !mustUndo) {
		end(draft, gaps.length === 0 ? 'compensated' : 'failed', gaps, []);
		return;
	}
	if (!isUnwinding(state)) end(draft, 'completed', gaps, state.rootUndone ? standing : looseOf(state, ledger, undone));
}

/** What stands of scopes that were left and of runs that were abandoned. */
function looseOf(
	state: SagaState,
	ledger: readonly LedgerEntry[],
	undone: ReadonlySet<number>,
): readonly LedgerEntry[] {
	const loose = new Set(state.loose);
	const isLoose = (entry: LedgerEntry): boolean => {
		if (loose.has(entry.run)) return true;
		const around = ledger.find(({ run }) => run === entry.scope);
		return around !== undefined && isLoose(around);
	};
	return leaves(ledger, undone).filter((entry) => isLoose(entry) && !isHarmless(entry.undo));
}

/** Entries that stand for themselves: those that nothing inside stands for, and no compensation around. */
function leaves(ledger: readonly LedgerEntry[], undone: ReadonlySet<number>): readonly LedgerEntry[] {
	const isReplaced = (run: number): boolean => {
		const entry = ledger.find((other) => other.run === run);
		return entry !== undefined && (entry.undo.type !== 'inner' || isReplaced(entry.scope));
	};
	return ledger.filter(({ run, scope, undo }) => undo.type !== 'inner' && !undone.has(run) && !isReplaced(scope));
}

function isHarmless(undo: LedgerEntry['undo']): boolean {
	return undo.type === 'none' && undo.effect === 'harmless';
}

function gapsOf({ state, entries }: Draft, ledger: readonly LedgerEntry[]): { step: string; because: string }[] {
	const gaps = new Set(state.gaps);
	const marked = new Map(entries.flatMap((entry) => (entry.type === 'undoMarked' ? [[entry.run, entry.because]] : [])));
	return ledger
		.filter(({ run }) => gaps.has(run))
		.map(({ run, step, undo }) => ({
			step,
			because: undo.type === 'none' ? undo.because : (marked.get(run) ?? 'An operator accepted that it stays.'),
		}));
}

function end(
	draft: Draft,
	status: EndStatus,
	gaps: readonly { readonly step: string; readonly because: string }[],
	standing: readonly LedgerEntry[],
): void {
	const { state } = draft;
	draft.record({
		type: 'sagaEnded',
		status,
		gaps,
		...(standing.length === 0 ? {} : { standing: standing.map(({ run, step }) => ({ run, step })) }),
	});
	draft.order({ type: 'announceStatus', status });
	tellParent(draft, status, state);
}

export function tellParent(draft: Draft, status: EndStatus, { parent, cause }: SagaState): void {
	if (parent === null) return;
	draft.order({
		type: 'tellParent',
		parent: parent.sagaId,
		run: parent.run,
		status,
		code: cause?.code ?? null,
		message: cause?.message ?? '',
		output: draft.saga.variables[''] ?? {},
	});
}
