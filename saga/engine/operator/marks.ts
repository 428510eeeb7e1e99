/** What people know better than the saga: that an effect is gone, or that it stays. */
import type { Draft } from '../draft';
import { resolveIncidents } from '../failures/incidents';
import { interruptScope } from '../failures/interrupt';
import type { OperatorActed, RunNumber } from '../input';
import { nodeOf } from '../invariant';
import { type Refusal, refusal } from '../refusal';
import type { LedgerEntry, SagaState } from '../state';
import { entryOf } from '../undo/ledger';
import { recordAct } from './record-act';

export function markUndone(draft: Draft, input: OperatorActed, run: RunNumber): Refusal | null {
	return mark(draft, input, run, 'undone');
}

export function acceptGap(draft: Draft, input: OperatorActed, run: RunNumber): Refusal | null {
	return mark(draft, input, run, 'gap');
}

/** While running, only what was abandoned is being undone; while compensating, whatever is to be. */
function mark(draft: Draft, input: OperatorActed, run: RunNumber, as: 'undone' | 'gap'): Refusal | null {
	const ledger = draft.ledger();
	if (ledger === null) return null;
	const { state } = draft;
	const entry = entryOf(ledger, run);
	if (run < 1 || run >= state.nextRun) return refusal('no-such-run', `This saga has made no step run ${run}.`);
	if (entry === null || state.undone.includes(run))
		return refusal('not-open', `Step run ${run} has nothing that is still to be undone.`);
	if (!isToBeUndone(state, ledger, entry))
		return refusal(
			'status',
			`"${nodeOf(draft.flow, entry.step).name}" is not being undone. Undo the saga, or go back to a step before it.`,
		);
	if (entry.undo.type === 'inner')
		return refusal(
			'not-open',
			`"${nodeOf(draft.flow, entry.step).name}" has steps of its own. Mark those that are still to be undone.`,
		);
	recordAct(draft, input, run);
	for (const scope of state.scopes) if (scope.kind === 'undo' && scope.of === run) interruptScope(draft, scope);
	resolveIncidents(draft, 'operator', (incident) => incident.run === run);
	draft.record({ type: 'undoMarked', run, step: entry.step, as, because: input.reason });
	return null;
}

/** By the unwinding, by itself, or with what it stands in. */
function isToBeUndone(
	{ cause, throws, undos }: SagaState,
	ledger: readonly LedgerEntry[],
	entry: LedgerEntry,
): boolean {
	if (cause !== null || entry.outcome === 'abandoned') return true;
	const ordered = new Set([...throws.flatMap(({ set }) => set), ...undos.map(({ run }) => run)]);
	for (let at: LedgerEntry | null = entry; at !== null; at = entryOf(ledger, at.scope))
		if (ordered.has(at.run)) return true;
	return false;
}
