/** Replies to undo commands: `completed` confirms the undo whichever attempt it answers, anything else is tried again. */
import type { Draft } from '../draft';
import type { IgnoredReason } from '../entry';
import type { UndoReplyReceived } from '../input';
import { type Refusal, refusal } from '../refusal';
import { failureOf } from '../steps/replies';
import { completeUndo, failUndoAttempt } from './undos';

export function receiveUndoReply(draft: Draft, { run, attempt, answer }: UndoReplyReceived): Refusal | null {
	const undo = draft.state.undos.find((open) => open.run === run);
	const ignore = (reason: IgnoredReason) => {
		draft.record({ type: 'replyIgnored', run, undo: true, attempt, reason });
		return null;
	};
	if (undo === undefined) {
		if (draft.state.undone.includes(run)) return ignore(answer.type === 'completed' ? 'duplicate' : 'late');
		return refusal('no-such-run', `No undo of step run ${run} has been sent. The reply is not for this saga.`);
	}
	if (attempt < 1 || attempt > undo.attempt)
		return refusal(
			'no-such-run',
			`Attempt ${attempt} of the undo of step run ${run} has not been sent. The reply is not for it.`,
		);
	if (answer.type === 'completed') completeUndo(draft, undo);
	else if (attempt < undo.attempt) return ignore('old-attempt');
	else if (undo.phase !== 'sent') return ignore('duplicate');
	else failUndoAttempt(draft, undo, failureOf(answer));
	return null;
}
