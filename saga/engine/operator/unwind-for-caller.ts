/** The saga that called this one wants it undone. After a pivot it goes on, and its end says so. */
import type { Draft } from '../draft';
import { type EndStatus, isEnded, tellParent } from '../ending';
import { isPivotOpen } from '../failures/failures';
import type { UnwindRequested } from '../input';
import { startUnwinding } from '../undo/unwind';

export function unwindForCaller(draft: Draft, { reason }: UnwindRequested): null {
	const { state } = draft;
	draft.record({ type: 'operatorActed', action: 'unwindForCaller', run: null, actor: 'caller', reason });
	const isFinal = isEnded(state) && state.status !== 'completed';
	if (isFinal || (state.status === 'completed' && state.sealed)) tellParent(draft, state.status as EndStatus, state);
	else if (state.cause === null && !state.sealed && !state.cancelled && !isPivotOpen(draft.flow, state))
		startUnwinding(draft, { step: null, code: 'CALLER', message: reason });
	return null;
}
