/** Entries about step runs, from their first command to their end. */
import type { CompiledFlow } from '../compile/compiled-flow';
import { takenFromEdges } from './apply-token';
import type { HistoryEntry } from './entry';
import type { RunNumber } from './input';
import { invariant, stepOf } from './invariant';
import { nextState } from './next-state';
import type { OpenRun, SagaState } from './state';

type RunEntry = Extract<
	HistoryEntry,
	{
		type:
			| 'stepStarted'
			| 'attemptSent'
			| 'attemptFailed'
			| 'stepCompleted'
			| 'stepFailed'
			| 'stepUnknown'
			| 'unwindingStarted';
	}
>;

export function applyToRun(flow: CompiledFlow, state: SagaState, entry: RunEntry, at: number): SagaState {
	switch (entry.type) {
		case 'stepStarted':
			return stepStarted(state, entry);
		case 'attemptSent':
			return withRun(state, entry.run, (run) => ({
				...run,
				attempt: entry.attempt,
				phase: 'sent',
				dueAt: entry.dueAt,
				failure: null,
				input: entry.input ?? run.input,
			}));
		case 'attemptFailed':
			return withRun(state, entry.run, (run) => attemptFailed(run, entry));
		case 'stepCompleted': {
			const left = withoutRun(state, entry.run);
			const sealed = state.sealed || stepOf(flow, entry.step).class === 'pivot';
			const passing = state.status === 'running' ? { node: entry.step, frontier: [entry.run] } : null;
			return nextState(left, { sealed, passing, nextPosition: state.nextPosition + 1 });
		}
		case 'stepFailed':
			return withoutRun(state, entry.run);
		case 'stepUnknown':
			return nextState(withoutRun(state, entry.run), { nextPosition: state.nextPosition + 1 });
		case 'unwindingStarted':
			return unwindingStarted(flow, state, entry, at);
	}
}

function stepStarted(state: SagaState, entry: Extract<HistoryEntry, { type: 'stepStarted' }>): SagaState {
	const [left, frontier] = takenFromEdges(state, [entry.edge]);
	const run: OpenRun = {
		run: entry.run,
		step: entry.step,
		attempt: 1,
		attemptsFrom: 1,
		phase: 'sent',
		dueAt: entry.dueAt,
		conclusiveTo: 0,
		failure: null,
		frontier,
		input: entry.input,
	};
	return nextState(left, { runs: [...left.runs, run], nextRun: entry.run + 1 });
}

function attemptFailed(run: OpenRun, entry: Extract<HistoryEntry, { type: 'attemptFailed' }>): OpenRun {
	return {
		...run,
		phase: entry.retryAt === null ? 'stuck' : 'backoff',
		dueAt: entry.retryAt,
		conclusiveTo: conclusiveTo(run, entry),
		failure: { code: entry.code, message: entry.message },
	};
}

/** An answer is conclusive for all attempts before it; a command that never left adds no doubt to those before it. */
function conclusiveTo(run: OpenRun, { cause, attempt }: Extract<HistoryEntry, { type: 'attemptFailed' }>): number {
	if (cause === 'failed' || cause === 'unavailable') return attempt;
	if (cause === 'send-refused' && run.conclusiveTo === attempt - 1) return attempt;
	return run.conclusiveTo;
}

/** Open commands are awaited for what remains of their time-out, but no longer than the flow's settle time. */
function unwindingStarted(
	flow: CompiledFlow,
	state: SagaState,
	{ cause }: Extract<HistoryEntry, { type: 'unwindingStarted' }>,
	at: number,
): SagaState {
	const settleAt = at + flow.settings.settleMs;
	const runs = state.runs.map((run) =>
		run.phase === 'sent' && run.dueAt !== null ? { ...run, dueAt: Math.min(run.dueAt, settleAt) } : run,
	);
	return nextState(state, { runs, cause, unmerged: [] });
}

function withRun(state: SagaState, number: RunNumber, change: (run: OpenRun) => OpenRun): SagaState {
	const index = state.runs.findIndex(({ run }) => run === number);
	const run = state.runs[index];
	invariant(run, `run ${number} is not open`);
	return nextState(state, { runs: state.runs.with(index, change(run)) });
}

function withoutRun(state: SagaState, number: RunNumber): SagaState {
	const index = state.runs.findIndex(({ run }) => run === number);
	invariant(index >= 0, `run ${number} is not open`);
	return nextState(state, { runs: state.runs.toSpliced(index, 1) });
}
