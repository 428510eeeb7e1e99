/** Entries about undos, about those that the flow orders, and about what their commands will say. */
import type { JsonObject } from '../../expression/json';
import type { UndoEntry } from '../entries/undo-entries';
import type { RunNumber } from '../input';
import { invariant } from '../invariant';
import type { OpenThrow, OpenUndo, SagaState } from '../state';
import { nextState } from './next-state';
import { takenFromNode } from './take-token';

export function applyToUndo(state: SagaState, entry: UndoEntry): SagaState {
	switch (entry.type) {
		case 'undoThrown':
			return undoThrown(state, entry);
		case 'throwConfirmed': {
			const confirmed = state.throws.find((open) => open.throw === entry.throw);
			invariant(confirmed, `throw ${entry.throw} is open`);
			const { node, scope, frontier, backTo } = confirmed;
			return nextState(state, {
				throws: state.throws.filter((open) => open !== confirmed),
				passing: backTo === null ? { node, scope, frontier } : null,
			});
		}
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
		case 'undoCompleted':
			return over(state, entry.run, false);
		case 'undoSkipped':
			return over(state, entry.run, entry.effect === 'gap');
		case 'undoMarked':
			return over(state, entry.run, entry.as === 'gap');
		case 'outputLearned':
			return withInput(state, entry.run, entry.undoInput);
		case 'undoChanged':
			return undoChanged(state, entry);
	}
}

function undoThrown(state: SagaState, entry: Extract<UndoEntry, { type: 'undoThrown' }>): SagaState {
	const scope = entry.scope ?? 0;
	const [left, frontier] =
		entry.frontier === undefined ? takenFromNode(state, entry.node, scope) : [state, entry.frontier];
	const open: OpenThrow = {
		throw: entry.throw,
		node: entry.node,
		scope,
		frontier,
		set: entry.set,
		root: entry.root === true,
		backTo: entry.backTo ?? null,
	};
	return nextState(left, {
		throws: [...left.throws, open],
		nextRun: entry.throw + 1,
		rootUndone: state.rootUndone || entry.root === true,
	});
}

/** It is not started yet in its new form. */
function undoChanged(state: SagaState, { run, undo }: Extract<UndoEntry, { type: 'undoChanged' }>): SagaState {
	const left = nextState(state, { undos: state.undos.filter((open) => open.run !== run) });
	return undo.type === 'command' ? withInput(left, run, undo.payload) : left;
}

/** However it came about: nothing is left to undo of this run. */
function over(state: SagaState, run: RunNumber, isGap: boolean): SagaState {
	return nextState(state, {
		undos: state.undos.filter((undo) => undo.run !== run),
		undoInputs: state.undoInputs.filter((changed) => changed.run !== run),
		undone: [...state.undone, run],
		loose: state.loose.filter((other) => other !== run),
		gaps: isGap ? [...state.gaps, run] : state.gaps,
	});
}

function opened({ run, step, outcome, dueAt, by }: Extract<UndoEntry, { type: 'undoStarted' }>): OpenUndo {
	if (by !== undefined) return { run, step, outcome, attempt: 0, attemptsFrom: 1, phase: by, dueAt: null };
	const attempt = dueAt === null ? 0 : 1;
	return { run, step, outcome, attempt, attemptsFrom: 1, phase: dueAt === null ? 'stuck' : 'sent', dueAt };
}

function withUndo(state: SagaState, number: RunNumber, change: (undo: OpenUndo) => OpenUndo): SagaState {
	const index = state.undos.findIndex(({ run }) => run === number);
	const undo = state.undos[index];
	invariant(undo, `the undo of run ${number} is open`);
	return nextState(state, { undos: state.undos.with(index, change(undo)) });
}

function withInput(state: SagaState, run: RunNumber, input: JsonObject): SagaState {
	const others = state.undoInputs.filter((changed) => changed.run !== run);
	return nextState(state, { undoInputs: [...others, { run, input }] });
}
