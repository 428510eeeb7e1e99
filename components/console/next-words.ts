/**
 * What happens to an open command if nothing comes, and then: "After attempt 3 (14:05:02) this becomes an incident".
 * Read from the flow's own retries and the step's class, as the engine judges them; it promises no more than the engine.
 */
import type { CompiledStep } from '@/saga/compile/compiled-flow';
import type { OpenRun, OpenUndo } from '@/saga/engine/state';
import type { Retries } from '@/saga/flow/nodes/retries';

interface Facts {
	readonly participant: string;
	readonly retries: Retries;
	readonly timeoutMs: number;
	/** What follows when all attempts are used up. */
	readonly end: string;
}

const attemptsLeft = (retries: Retries, attempt: number, from: number) => retries.attemptsMax - (attempt - from + 1);

export function runNextWords(
	step: CompiledStep,
	run: OpenRun,
	sealed: boolean,
	clock: (at: number) => string,
): string[] {
	const end =
		step.class !== 'compensable'
			? 'this becomes an incident: the step must not fail, so a person is asked'
			: sealed
				? 'this becomes an incident: after the point of no return nothing is undone'
				: 'the saga is unwound: this step is undone, too, as nobody knows whether it was done';
	const { participant, retries, timeoutMs } = step;
	if (run.phase === 'stuck')
		return ['No further attempt is planned. A late answer still settles it; a person can have it tried again.'];
	return nextWords({ participant, retries, timeoutMs, end }, run, clock);
}

export function undoNextWords(step: CompiledStep, undo: OpenUndo, clock: (at: number) => string): string[] {
	const { compensation } = step;
	if (compensation.type !== 'command') return [];
	if (undo.phase === 'stuck')
		return ['No further attempt is planned. Nothing is skipped: the undo waits until a person has it tried again.'];
	const end = 'this becomes an incident for a person. Nothing is skipped';
	return nextWords({ ...compensation, end }, undo, clock);
}

function nextWords(
	{ participant, retries, timeoutMs, end }: Facts,
	{ attempt, attemptsFrom, phase, dueAt }: OpenRun | OpenUndo,
	clock: (at: number) => string,
): string[] {
	if (dueAt === null) return [];
	const left = attemptsLeft(retries, attempt, attemptsFrom);
	const last = attempt + left;
	if (phase === 'backoff') {
		const next = `Attempt ${attempt + 1} is sent at ${clock(dueAt)}.`;
		return left <= 1 ? [next, `If it is not answered either, ${end}.`] : [next, `After attempt ${last} ${end}.`];
	}
	if (left <= 0) return [`If ${participant} has not answered by ${clock(dueAt)}, ${end}.`];
	return [
		`If ${participant} has not answered by ${clock(dueAt)}, attempt ${attempt + 1} follows.`,
		`If attempt ${last} stays without an answer, too (${clock(dueAt + left * timeoutMs)}), ${end}.`,
	];
}
