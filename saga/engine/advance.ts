/**
 * What follows from an input once its own entries are recorded: failures are judged, tokens move, scopes complete, undos
 * start, the saga ends. Invariant: afterwards nothing more can happen without a further input.
 */

import type { Draft } from './draft';
import { endIfOver } from './ending';
import { judgeFailures } from './failures/failures';
import { raiseDeadlocks } from './tokens/deadlock';
import { completeScopes } from './tokens/subflows';
import { moveTokens } from './tokens/tokens';
import { confirmThrows } from './undo/throws';
import { mayUndo, startUndos } from './undo/undos';
import { setStatus } from './undo/unwind';

export function advance(draft: Draft): void {
	for (let moved = true; moved; ) {
		moveTokens(draft);
		// All that follows would be thrown away.
		if (draft.isBlocked) return;
		moved = judgeFailures(draft);
		if (draft.state.scopes.length > 0) moved = completeScopes(draft) || moved;
		if (mayUndo(draft)) {
			moved = startUndos(draft) || moved;
			moved = confirmThrows(draft) || moved;
		}
	}
	showWhatItDoes(draft);
	raiseDeadlocks(draft);
	endIfOver(draft);
}

/** Compensating while it unwinds or undoes its top, else running. */
function showWhatItDoes(draft: Draft): void {
	const { status, cause, throws } = draft.state;
	if (status !== 'running' && status !== 'compensating') return;
	setStatus(draft, cause !== null || throws.some(({ root }) => root) ? 'compensating' : 'running');
}
