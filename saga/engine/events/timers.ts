/**
 * What has fallen due. Back-offs and plain timers fire on time; a command's time-out is judged only as far as the replies
 * have been read, and only if the command has really left: else a slow reader or sender would make time-outs of its own.
 * One thing at a time, oldest first, because each may change what the next one means.
 */
import { advance } from '../advance';
import type { Draft } from '../draft';
import type { TimeCame } from '../input';
import type { RunFailure } from '../run-failure';
import type { OpenRun, OpenUndo, SagaState, Subscription } from '../state';
import { failAttempt, sendNextAttempt } from '../steps/step-runs';
import { failUndoAttempt, sendNextUndoAttempt } from '../undo/undos';
import { fireTimer } from './events';

type Due =
	| { readonly kind: 'run'; readonly open: OpenRun; readonly dueAt: number }
	| { readonly kind: 'undo'; readonly open: OpenUndo; readonly dueAt: number }
	| { readonly kind: 'timer'; readonly open: Subscription; readonly dueAt: number };

export function judgeTimers(draft: Draft, input: TimeCame): void {
	for (let due = oldestDue(draft.state, input); due !== null; due = oldestDue(draft.state, input)) {
		fire(draft, due);
		advance(draft);
		if (draft.isBlocked) return;
	}
}

function fire(draft: Draft, due: Due): void {
	switch (due.kind) {
		case 'run':
			if (due.open.phase === 'sent') failAttempt(draft, due.open, timedOut);
			else if (due.open.phase === 'parked') draft.record({ type: 'parkEnded', run: due.open.run });
			else sendNextAttempt(draft, due.open);
			return;
		case 'undo':
			if (due.open.phase === 'sent') failUndoAttempt(draft, due.open, timedOut);
			else sendNextUndoAttempt(draft, due.open);
			return;
		case 'timer':
			fireTimer(draft, due.open);
			return;
	}
}

const timedOut: RunFailure = { cause: 'timeout', code: 'TIMEOUT', message: 'No answer came in time.' };

function oldestDue(state: SagaState, input: TimeCame): Due | null {
	let oldest: Due | null = null;
	const consider = (due: Due | null) => {
		if (due !== null && (oldest === null || due.dueAt < oldest.dueAt)) oldest = due;
	};
	for (const open of state.runs) consider(dueRun(state, open, input));
	for (const open of state.undos) consider(dueUndo(state, open, input));
	for (const open of state.subscriptions)
		if (open.on.type === 'timer' && open.on.dueAt <= input.at) consider({ kind: 'timer', open, dueAt: open.on.dueAt });
	return oldest;
}

function dueRun(state: SagaState, open: OpenRun, input: TimeCame): Due | null {
	const { dueAt } = open;
	if (dueAt === null || !isDue(open.phase, dueAt, `${state.sagaId}/${open.run}#${open.attempt}`, input)) return null;
	return { kind: 'run', open, dueAt };
}

function dueUndo(state: SagaState, open: OpenUndo, input: TimeCame): Due | null {
	const { dueAt } = open;
	if (dueAt === null || !isDue(open.phase, dueAt, `${state.sagaId}/${open.run}/undo#${open.attempt}`, input))
		return null;
	return { kind: 'undo', open, dueAt };
}

function isDue(
	phase: OpenRun['phase'] | OpenUndo['phase'],
	dueAt: number,
	messageId: string,
	input: TimeCame,
): boolean {
	if (dueAt > input.at) return false;
	if (phase !== 'sent') return true;
	return input.repliesReadTo !== null && dueAt <= input.repliesReadTo && !input.unpublished.includes(messageId);
}
