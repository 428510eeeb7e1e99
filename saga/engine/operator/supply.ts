/** Settling an open command by hand: by the answer that was not heard, or by saying whether it was done. */
import { checkJson } from '../../expression/json';
import type { Draft } from '../draft';
import { resolveIncidents } from '../failures/incidents';
import type { OperatorActed, OperatorAction, RunNumber } from '../input';
import { type Refusal, refusal } from '../refusal';
import type { OpenRun } from '../state';
import { failureOf } from '../steps/replies';
import { abandonRun, completeRun, failAttempt } from '../steps/step-runs';
import { completeUndo, failUndoAttempt } from '../undo/undos';
import { recordAct } from './record-act';

type Supply = Extract<OperatorAction, { type: 'supplyReply' }>;

export function supplyReply(draft: Draft, input: OperatorActed, { run: number, undo, answer }: Supply): Refusal | null {
	const problem = answer.type === 'completed' ? checkJson(answer.output) : null;
	if (problem !== null) return refusal('payload', `The reply cannot be taken: ${problem.reason}.`, problem.path);
	if (undo) {
		const open = draft.state.undos.find(({ run, attempt }) => run === number && attempt > 0);
		if (open === undefined) return notOpen(draft, number, 'undo command');
		recordAct(draft, input, number);
		if (answer.type === 'completed') completeUndo(draft, open);
		else failUndoAttempt(draft, open, failureOf(answer));
		return null;
	}
	const run = draft.state.runs.find((open) => open.run === number);
	if (run === undefined) return notOpen(draft, number, 'step run');
	recordAct(draft, input, number);
	if (answer.type === 'completed') completeRun(draft, run, run.attempt, answer.output);
	else {
		resolveIncidents(draft, 'operator', (incident) => incident.run === number);
		failAttempt(draft, run, failureOf(answer));
	}
	return null;
}

/** It was done: it ends completed, and is undone like any other. */
export function skipDone(
	draft: Draft,
	input: OperatorActed,
	{ run: number, output }: Extract<OperatorAction, { type: 'skipDone' }>,
): Refusal | null {
	const problem = output === null ? null : checkJson(output);
	if (problem !== null) return refusal('payload', `The output cannot be taken: ${problem.reason}.`, problem.path);
	const run = draft.state.runs.find((open) => open.run === number);
	if (run === undefined) return notOpen(draft, number, 'step run');
	recordAct(draft, input, number);
	completeRun(draft, run, run.attempt, output);
	return null;
}

/** It was not: it ends abandoned, so that its undo makes sure, and the token goes on. */
export function skipNotDone(draft: Draft, input: OperatorActed, number: RunNumber): Refusal | null {
	const run: OpenRun | undefined = draft.state.runs.find((open) => open.run === number);
	if (run === undefined) return notOpen(draft, number, 'step run');
	recordAct(draft, input, number);
	abandonRun(draft, run, true);
	return null;
}

function notOpen(draft: Draft, number: RunNumber, what: string): Refusal {
	if (number < 1 || number >= draft.state.nextRun)
		return refusal('no-such-run', `This saga has made no ${what} ${number}.`);
	return refusal('not-open', `No ${what} ${number} is open. Only what awaits an answer can be settled by hand.`);
}
