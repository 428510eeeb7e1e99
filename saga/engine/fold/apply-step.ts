/** Entries about step runs, from their first command to their end. */
import type { StepEntry } from '../entries/activity-entries';
import type { RunNumber } from '../input';
import { invariant } from '../invariant';
import { undoAround } from '../scope-tree';
import type { LedgerUndo, OpenRun, SagaState } from '../state';
import { withoutHosted } from './apply-wait';
import { nextState } from './next-state';
import { takeFromNode } from './take-token';

export function applyToStep(state: SagaState, entry: StepEntry): SagaState {
	switch (entry.type) {
		case 'stepStarted':
			return stepStarted(state, entry);
		case 'attemptSent':
			return withRun(withoutHosted(state, entry.run, 'park'), entry.run, (run) => ({
				...run,
				attempt: entry.attempt,
				phase: 'sent',
				dueAt: entry.dueAt,
				failure: null,
				input: entry.input ?? run.input,
			}));
		case 'attemptFailed':
			return withRun(state, entry.run, (run) => attemptFailed(run, entry));
		case 'stepParked':
			return withRun(state, entry.run, (run) => ({ ...run, phase: 'parked', dueAt: entry.dueAt }));
		case 'parkEnded':
			return withRun(withoutHosted(state, entry.run, 'park'), entry.run, (run) => ({
				...run,
				phase: 'failed',
				dueAt: null,
			}));
		case 'stepCompleted':
			return stepCompleted(state, entry);
		case 'stepFailed': {
			const [left, run] = withoutRun(state, entry.run);
			if (entry.again === undefined) return left;
			const token = { node: run.step, edge: null, scope: run.scope, frontier: run.frontier };
			return nextState(left, { tokens: [token, ...left.tokens] });
		}
		case 'stepUnknown': {
			const [left] = withoutRun(state, entry.run);
			return entry.undo === undefined ? left : counted(left);
		}
		case 'stepAbandoned': {
			const [left, run] = withoutRun(state, entry.run);
			const passing =
				entry.goesOn === undefined ? left.passing : { node: run.step, scope: run.scope, frontier: run.frontier };
			const stands = entry.undo === undefined ? left : abandoned(left, entry.run, entry.undo);
			return nextState(stands, { passing });
		}
	}
}

/** One more entry in the ledger. */
export function counted(state: SagaState): SagaState {
	return nextState(state, { nextPosition: state.nextPosition + 1 });
}

/** What is harmless is only kept so that a late answer is known for what it is. */
function abandoned(state: SagaState, run: RunNumber, undo: LedgerUndo): SagaState {
	return undo.type === 'none' && undo.effect === 'harmless' ? counted(state) : loose(state, run);
}

/** An entry that nothing forward follows. */
export function loose(state: SagaState, run: RunNumber): SagaState {
	return nextState(counted(state), { loose: [...state.loose, run] });
}

function stepStarted(state: SagaState, entry: Extract<StepEntry, { type: 'stepStarted' }>): SagaState {
	const scope = entry.scope ?? 0;
	const { change, frontier } = takeFromNode(state, entry.step, scope);
	const run: OpenRun = {
		run: entry.run,
		step: entry.step,
		scope,
		attempt: 1,
		attemptsFrom: 1,
		phase: 'sent',
		dueAt: entry.dueAt,
		conclusiveTo: 0,
		failure: null,
		frontier,
		input: entry.input,
	};
	return nextState(state, {
		passing: change.passing,
		held: change.held,
		tokens: change.tokens,
		runs: [...state.runs, run],
		nextRun: entry.run + 1,
	});
}

/** A completed run is the frontier of its token; inside a compensation nothing has an entry, so the frontier stays. */
function stepCompleted(state: SagaState, entry: Extract<StepEntry, { type: 'stepCompleted' }>): SagaState {
	const index = indexOfRun(state, entry.run);
	const { scope, step, frontier } = state.runs[index] as OpenRun;
	const isUndo = scope !== 0 && undoAround(state, scope) !== null;
	const goesOn = isUndo || state.cause === null;
	const completed = nextState(state, {
		runs: state.runs.length === 1 ? [] : state.runs.toSpliced(index, 1),
		sealed: state.sealed || entry.pivot === true,
		passing: goesOn ? { node: step, scope, frontier: isUndo ? frontier : [entry.run] } : null,
		nextPosition: state.nextPosition + (isUndo ? 0 : 1),
	});
	return withoutHosted(completed, entry.run);
}

function attemptFailed(run: OpenRun, entry: Extract<StepEntry, { type: 'attemptFailed' }>): OpenRun {
	return {
		...run,
		phase: entry.retryAt === null ? 'stuck' : 'backoff',
		dueAt: entry.retryAt,
		conclusiveTo: conclusiveTo(run, entry),
		failure: { cause: entry.cause, code: entry.code, message: entry.message },
	};
}

/** An answer is conclusive for all attempts before it; a command that never left adds no doubt to those before it. */
function conclusiveTo(run: OpenRun, { cause, attempt }: Extract<StepEntry, { type: 'attemptFailed' }>): number {
	if (cause === 'failed' || cause === 'unavailable') return attempt;
	if (cause === 'send-refused' && run.conclusiveTo === attempt - 1) return attempt;
	return run.conclusiveTo;
}

function withRun(state: SagaState, number: RunNumber, change: (run: OpenRun) => OpenRun): SagaState {
	const index = state.runs.findIndex(({ run }) => run === number);
	const run = state.runs[index];
	invariant(run, `run ${number} is open`);
	return nextState(state, { runs: state.runs.with(index, change(run)) });
}

function indexOfRun(state: SagaState, number: RunNumber): number {
	const index = state.runs.findIndex(({ run }) => run === number);
	invariant(index >= 0, `run ${number} is open`);
	return index;
}

function withoutRun(state: SagaState, number: RunNumber): [SagaState, OpenRun] {
	const index = indexOfRun(state, number);
	const run = state.runs[index] as OpenRun;
	return [withoutHosted(nextState(state, { runs: state.runs.toSpliced(index, 1) }), number), run];
}
