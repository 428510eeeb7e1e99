/**
 * The participant's half of the contract: what to do with a command, given what is remembered of its key.
 * Pure; the caller holds the lock on that memory, so work on one key (its undo included) is serial.
 *
 * Each rule has its line in docs/wire-contract.md for those who write a participant in another language.
 */
import type { WireAnswer } from '@/contract/wire/reply';

/** What is remembered per forward key. */
export interface Memory {
	/** `open`: neither done nor undone so far. */
	readonly state: 'open' | 'completed' | 'undone';
	/** The reply of a completed command. */
	readonly output: WireAnswer | null;
	/** Highest forward attempt that was answered (0: none), and how where it was not completed. */
	readonly attempt: number;
	readonly answer: WireAnswer | null;
	/** Likewise for the undo, whose attempts are numbered on their own. */
	readonly undoAttempt: number;
	readonly undoAnswer: WireAnswer | null;
}

export const nothingRemembered: Memory = {
	state: 'open',
	output: null,
	attempt: 0,
	answer: null,
	undoAttempt: 0,
	undoAnswer: null,
};

export type Decision =
	/** Run the handler; if it succeeds the key becomes `completed` or, for an undo, `undone`. */
	| { readonly do: 'run' }
	/** There is nothing to undo: write `undone`, so that a forward command that is still under way does nothing. */
	| { readonly do: 'mark-undone' }
	/** Repeat what was said, or refuse. */
	| { readonly do: 'answer'; readonly attempt: number; readonly answer: WireAnswer };

const undoConfirmed: WireAnswer = { type: 'completed', output: null };

export function decide(
	command: { readonly attempt: number; readonly undo: { readonly outcome: 'completed' | 'unknown' } | null },
	memory: Memory,
): Decision {
	return command.undo === null
		? decideForward(command.attempt, memory)
		: decideUndo(command.attempt, command.undo.outcome, memory);
}

function decideForward(attempt: number, memory: Memory): Decision {
	if (memory.state === 'undone') {
		return answer(attempt, { type: 'failed', code: 'UNDONE', message: 'This command was undone before it arrived.' });
	}
	// Never by a lower number than the one that completed: that attempt may have been answered otherwise.
	if (memory.state === 'completed' && memory.output !== null)
		return answer(Math.max(attempt, memory.attempt), memory.output);
	if (memory.answer !== null && attempt <= memory.attempt) return answer(memory.attempt, memory.answer);
	return { do: 'run' };
}

function decideUndo(attempt: number, outcome: 'completed' | 'unknown', memory: Memory): Decision {
	if (memory.state === 'undone') return answer(attempt, undoConfirmed);
	if (memory.undoAnswer !== null && attempt <= memory.undoAttempt) return answer(memory.undoAttempt, memory.undoAnswer);
	if (memory.state === 'completed') return { do: 'run' };
	const triedInVain = memory.attempt > 0;
	if (outcome === 'unknown' || triedInVain) return { do: 'mark-undone' };
	return answer(attempt, {
		type: 'failed',
		code: 'UNKNOWN_KEY',
		message:
			'Nothing is remembered of the command to undo, although it had completed: was this participant’s database restored?',
	});
}

function answer(attempt: number, given: WireAnswer): Decision {
	return { do: 'answer', attempt, answer: given };
}

/** What is remembered after a handler has run (`given`), or after `mark-undone`. */
export function remember(
	memory: Memory,
	command: { readonly attempt: number; readonly undo: object | null },
	given: WireAnswer,
): Memory {
	if (command.undo === null) {
		return given.type === 'completed'
			? { ...memory, state: 'completed', attempt: command.attempt, output: given }
			: { ...memory, attempt: command.attempt, answer: given };
	}
	return given.type === 'completed'
		? { ...memory, state: 'undone' }
		: { ...memory, undoAttempt: command.attempt, undoAnswer: given };
}
