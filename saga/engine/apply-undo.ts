/** Entries about undos, and about what their commands will say. */
import type { JsonObject } from '../expression/json';
import type { HistoryEntry } from './entry';
import type { RunNumber } from './input';
import { invariant } from './invariant';
import { nextState } from './next-state';
import type { OpenUndo, SagaState } from './state';

type UndoEntry = Extract<
	HistoryEntry,
	{
		type: 'undoStarted' | 'undoAttemptSent' | 'undoAttemptFailed' | 'undoCompleted' | 'undoSkipped' | 'outputLearned';
	}
>;

export function applyToUndo(state: SagaState, entry: UndoEntry): SagaState {
	switch (entry.type) {
		case 'undoStarted':
			return nextState(state, { undos: [...state.undos, opened(entry)] });
		case 'undoAttemptSent': {
			const { run, attempt, dueAt, input } = entry;
			const sent = withUndo(state, run, (undo) => ({ ...undo, attempt, phase: 'sent', dueAt }));
			return input === undefined ? sent : withInput(sent, run, input);
		}
		case 'undoAttemptFailed': {
			const { run, retryAt } = entry;
			return withUndo(state, run, (undo) => ({
				...undo,
				phase: retryAt === null ? 'stuck' : 'backoff',
				dueAt: retryAt,
			}));
		}
		case 'undoCompleted': {
			const { run } = entry;
			return nextState(state, {
				undos: state.undos.filter((undo) => undo.run !== run),
				undoInputs: state.undoInputs.filter((changed) => changed.run !== run),
				undone: [...state.undone, run],
			});
		}
		case 'undoSkipped':
			return nextState(state, { undone: [...state.undone, entry.run] });
		case 'outputLearned':
			return withInput(state, entry.run, entry.undoInput);
	}
}

function opened({ run, step, outcome, dueAt }: Extract<HistoryEntry, { type: 'undoStarted' }>): OpenUndo {
	const attempt = dueAt === null ? 0 : 1;
	return { run, step, outcome, attempt, attemptsFrom: 1, phase: dueAt === null ? 'stuck' : 'sent', dueAt };
}

function withUndo(state: SagaState, number: RunNumber, change: (undo: OpenUndo) => OpenUndo): SagaState {
	const index = state.undos.findIndex(({ run }) => run === number);
	const undo = state.undos[index];
	invariant(undo, `the undo of run ${number} is not open`);
	return nextState(state, { undos: state.undos.with(index, change(undo)) });
}

function withInput(state: SagaState, run: RunNumber, input: JsonObject): SagaState {
	const others = state.undoInputs.filter((changed) => changed.run !== run);
	return nextState(state, { undoInputs: [...others, { run, input }] });
}
