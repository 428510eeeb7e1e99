/**
 * What operators may do, and when. An action that does not fit the state is refused with what is possible instead;
 * one that fits is recorded with its actor and reason before anything that follows from it.
 */
import type { Draft } from '../draft';
import { isEnded } from '../ending';
import type { OperatorActed, OperatorAction } from '../input';
import { type Refusal, refusal } from '../refusal';
import { acceptGap, markUndone } from './marks';
import { migrate } from './migrate';
import { moveToken } from './move-token';
import { retry, retryNode } from './retry';
import { skipDone, skipNotDone, supplyReply } from './supply';
import { undoBackTo } from './undo-back-to';
import { cancelWithoutUndo, cancelWithUndo, resume, suspend, undoEverything } from './whole-saga';

/** What is legal while the saga is being undone. */
const whileCompensating: ReadonlySet<OperatorAction['type']> = new Set([
	'retry',
	'retryNode',
	'supplyReply',
	'markUndone',
	'acceptGap',
	'suspend',
	'resume',
]);

export function act(draft: Draft, input: OperatorActed): Refusal | null {
	const { action } = input;
	const { status } = draft.state;
	if (isEnded(draft.state) && !(action.type === 'undoEverything' && status === 'completed'))
		return refusal('status', `The saga has ended (${status}); ${afterItsEnd(action.type)}`);
	if (status === 'compensating' && !whileCompensating.has(action.type))
		return refusal(
			'status',
			'The saga is being undone. Until that is over, only an undo or its reply can be tried again or supplied, a step marked undone or its gap accepted, and the saga suspended or resumed.',
		);
	switch (action.type) {
		case 'retry':
			return retry(draft, input, action);
		case 'retryNode':
			return retryNode(draft, input, action.node);
		case 'supplyReply':
			return supplyReply(draft, input, action);
		case 'skipDone':
			return skipDone(draft, input, action);
		case 'skipNotDone':
			return skipNotDone(draft, input, action.run);
		case 'markUndone':
			return markUndone(draft, input, action.run);
		case 'acceptGap':
			return acceptGap(draft, input, action.run);
		case 'undoEverything':
			return undoEverything(draft, input);
		case 'undoBackTo':
			return undoBackTo(draft, input, action.run);
		case 'moveToken':
			return moveToken(draft, input, action);
		case 'cancelWithUndo':
			return cancelWithUndo(draft, input);
		case 'cancelWithoutUndo':
			return cancelWithoutUndo(draft, input);
		case 'suspend':
			return suspend(draft, input);
		case 'resume':
			return resume(draft, input);
		case 'migrate':
			return migrate(draft, input, action.version);
	}
}

function afterItsEnd(action: OperatorAction['type']): string {
	return action === 'retry' || action === 'retryNode'
		? 'there is nothing left to try again.'
		: 'nothing of it can be changed any more. A completed saga without a pivot can still be undone as a whole.';
}
