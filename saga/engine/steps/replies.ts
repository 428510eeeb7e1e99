/**
 * Replies to step commands. Topics promise no order and may deliver twice, so each reply is weighed against the run's
 * attempts: `completed` settles the run whichever attempt it answers; "no effect" counts from the newest attempt only,
 * because a later one may have had an effect since.
 */
import type { Draft } from '../draft';
import type { IgnoredReason } from '../entry';
import type { Answer, ReplyReceived } from '../input';
import { type Refusal, refusal } from '../refusal';
import type { RunFailure } from '../run-failure';
import type { OpenRun } from '../state';
import { receiveLateReply } from './late-replies';
import { completeRun, failAttempt } from './step-runs';

export function receiveReply(draft: Draft, input: ReplyReceived): Refusal | null {
	const { run: number, attempt, answer } = input;
	if (number < 1 || number >= draft.state.nextRun)
		return refusal('no-such-run', `This saga has made no step run ${number}. The reply belongs to another saga.`);
	const run = draft.state.runs.find((open) => open.run === number);
	if (run === undefined) return receiveLateReply(draft, input);
	if (attempt < 1 || attempt > run.attempt)
		return refusal(
			'no-such-run',
			`Attempt ${attempt} of step run ${number} has not been sent. The reply is not for it.`,
		);
	if (answer.type === 'completed') completeRun(draft, run, attempt, answer.output);
	else receiveFailure(draft, run, attempt, failureOf(answer));
	return null;
}

function receiveFailure(draft: Draft, run: OpenRun, attempt: number, failure: RunFailure): void {
	if (attempt < run.attempt) ignoreReply(draft, run.run, attempt, 'old-attempt');
	else if (run.conclusiveTo === attempt) ignoreReply(draft, run.run, attempt, 'duplicate');
	else failAttempt(draft, run, failure);
}

function ignoreReply(draft: Draft, run: number, attempt: number, reason: IgnoredReason): void {
	draft.record({ type: 'replyIgnored', run, undo: false, attempt, reason });
}

export function failureOf(answer: Exclude<Answer, { type: 'completed' }>): RunFailure {
	return answer.type === 'failed'
		? { cause: 'failed', code: answer.code, message: answer.message }
		: { cause: 'unavailable', code: 'UNAVAILABLE', message: answer.message };
}
