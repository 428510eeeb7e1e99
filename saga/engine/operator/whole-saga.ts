/** What concerns the saga as a whole: undoing, cancelling, suspending it. */
import type { Draft } from '../draft';
import { isPivotOpen } from '../failures/failures';
import { clearScope } from '../failures/interrupt';
import type { OperatorActed } from '../input';
import { type Refusal, refusal } from '../refusal';
import { startUnwinding } from '../undo/unwind';
import { recordAct } from './record-act';

export function undoEverything(draft: Draft, input: OperatorActed): Refusal | null {
	return unwind(draft, input, 'UNDO_EVERYTHING');
}

export function cancelWithUndo(draft: Draft, input: OperatorActed): Refusal | null {
	return unwind(draft, input, 'CANCELLED');
}

function unwind(draft: Draft, input: OperatorActed, code: string): Refusal | null {
	if (draft.state.sealed)
		return refusal(
			'pivot',
			'The saga has passed its point of no return: it can only go forward. Try again what is stuck, or cancel it without undo.',
		);
	if (isPivotOpen(draft.flow, draft.state))
		return refusal(
			'pivot',
			'The point of no return is being passed: its answer decides. Wait for it, or supply the reply.',
		);
	recordAct(draft, input, null);
	startUnwinding(draft, { step: null, code, message: input.reason });
	return null;
}

/** No undo is sent for what it closes: it is listed as standing. Undos that run already are not aborted. */
export function cancelWithoutUndo(draft: Draft, input: OperatorActed): null {
	recordAct(draft, input, null);
	draft.record({ type: 'cancelled' });
	clearScope(draft, 0);
	return null;
}

export function suspend(draft: Draft, input: OperatorActed): Refusal | null {
	if (draft.state.suspended) return refusal('status', 'The saga is suspended already. Resume it to let it go on.');
	recordAct(draft, input, null);
	draft.record({ type: 'suspensionChanged', suspended: true });
	return null;
}

/** What came meanwhile is run right after this. */
export function resume(draft: Draft, input: OperatorActed): Refusal | null {
	if (!draft.state.suspended) return refusal('status', 'The saga is not suspended.');
	recordAct(draft, input, null);
	draft.record({ type: 'suspensionChanged', suspended: false });
	return null;
}
