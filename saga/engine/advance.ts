/**
 * What follows from an input once its own entries are recorded: failures are judged, tokens move, undos start, the saga
 * ends. Invariant: afterwards nothing more can happen without a further input.
 */
import type { Draft } from './draft';
import type { LedgerEntry } from './state';
import { moveTokens } from './tokens';
import { startUndos } from './undos';
import { judgeFailedRuns } from './unwind';

export function advance(draft: Draft): void {
	if (draft.state.status === 'running') judgeFailedRuns(draft);
	if (draft.state.status === 'running') {
		moveTokens(draft);
		endIfNothingIsLeft(draft);
	}
	if (draft.state.status === 'compensating') {
		startUndos(draft);
		endIfUnwound(draft);
	}
}

function endIfNothingIsLeft(draft: Draft): void {
	const { tokens, runs, unmerged } = draft.state;
	if (tokens.length + runs.length + unmerged.length > 0) return;
	draft.record({ type: 'sagaEnded', status: 'completed', gaps: [] });
	draft.order({ type: 'announceStatus', status: 'completed' });
}

function endIfUnwound(draft: Draft): void {
	const ledger = draft.ledger();
	const { runs, undos, undone } = draft.state;
	if (ledger === null || runs.length + undos.length > 0 || undone.length < ledger.length) return;
	const gaps = gapsOf(ledger);
	const status = gaps.length === 0 ? 'compensated' : 'failed';
	draft.record({ type: 'sagaEnded', status, gaps });
	draft.order({ type: 'announceStatus', status });
}

function gapsOf(ledger: readonly LedgerEntry[]): { step: string; because: string }[] {
	return ledger.flatMap(({ step, undo }) =>
		undo.type === 'none' && undo.effect === 'gap' ? [{ step, because: undo.because }] : [],
	);
}
