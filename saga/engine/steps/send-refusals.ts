/** The broker will never take a message: its run or undo stops with an incident until an operator has it sent again. */
import type { Draft } from '../draft';
import type { SendRefused } from '../input';
import { type Refusal, refusal } from '../refusal';
import type { RunFailure } from '../run-failure';
import { failUndoAttempt } from '../undo/undos';
import { failAttempt } from './step-runs';

export function refuseSend(draft: Draft, { run, undo, attempt, reason }: SendRefused): Refusal | null {
	const failure: RunFailure = { cause: 'send-refused', code: 'CANNOT_SEND', message: reason };
	const isNewest = (open: { run: number; attempt: number; phase: string }) =>
		open.run === run && open.attempt === attempt && open.phase === 'sent';
	if (undo) {
		const open = draft.state.undos.find(isNewest);
		if (open) return stop(() => failUndoAttempt(draft, open, failure));
	} else {
		const open = draft.state.runs.find(isNewest);
		if (open) return stop(() => failAttempt(draft, open, failure));
	}
	return refusal(
		'not-open',
		`The message that could not be sent (step run ${run}, attempt ${attempt}) is no longer needed.`,
	);
}

function stop(fail: () => void): null {
	fail();
	return null;
}
