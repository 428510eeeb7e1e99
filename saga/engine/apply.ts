/**
 * State is the fold of the history entries by this function, and nothing else ever changes it.
 * Invariant: it decides nothing and evaluates nothing: what an entry leaves open was decided when it was made, so that
 * a replay with a later engine gives the same state. Entry types are only ever added.
 */
import type { CompiledFlow } from '../compile/compiled-flow';
import { applyToIncidents } from './apply-incident';
import { applyToRun } from './apply-run';
import { applyToToken } from './apply-token';
import { applyToUndo } from './apply-undo';
import type { HistoryEntry, HistoryRecord } from './entry';
import type { SagaId } from './input';
import { invariant } from './invariant';
import { nextState } from './next-state';
import type { Saga, SagaState, Variables } from './state';

/** What the record around an entry says. */
export interface RecordContext {
	readonly sagaId: SagaId;
	readonly at: number;
}

/** `saga` is null before the first entry of a saga only, which is `sagaStarted`. */
export function apply(flow: CompiledFlow, saga: Saga | null, entry: HistoryEntry, context: RecordContext): Saga {
	if (entry.type === 'sagaStarted') {
		invariant(saga === null, 'a saga starts once');
		return { state: startedState(flow, context.sagaId), variables: { '': entry.payload } };
	}
	invariant(saga !== null, `the first entry of a saga is sagaStarted, not ${entry.type}`);
	if (entry.type === 'variablesSet')
		return { state: saga.state, variables: withValues(saga.variables, entry.scope, entry.values) };
	const state = applyToState(flow, saga.state, entry, context);
	return state === saga.state ? saga : { state, variables: saga.variables };
}

/** The saga as its whole history says; the first record is its start. */
export function fold(flow: CompiledFlow, records: readonly HistoryRecord[]): Saga {
	const start = records[0]?.input;
	invariant(start?.type === 'sagaStarted', 'a history begins with the start of its saga');
	let saga: Saga | null = null;
	for (const { at, entries } of records)
		for (const entry of entries) saga = apply(flow, saga, entry, { sagaId: start.sagaId, at });
	invariant(saga !== null, 'a history has entries');
	return saga;
}

type StateEntry = Exclude<HistoryEntry, { type: 'sagaStarted' | 'variablesSet' }>;

function applyToState(flow: CompiledFlow, state: SagaState, entry: StateEntry, context: RecordContext): SagaState {
	switch (entry.type) {
		case 'edgesTaken':
		case 'joined':
		case 'tokenEnded':
		case 'tokensRemoved':
			return applyToToken(flow, state, entry);
		case 'stepStarted':
		case 'attemptSent':
		case 'attemptFailed':
		case 'stepCompleted':
		case 'stepFailed':
		case 'stepUnknown':
		case 'unwindingStarted':
			return applyToRun(flow, state, entry, context.at);
		case 'undoStarted':
		case 'undoAttemptSent':
		case 'undoAttemptFailed':
		case 'undoCompleted':
		case 'undoSkipped':
		case 'outputLearned':
			return applyToUndo(state, entry);
		case 'incidentOpened':
		case 'incidentResolved':
		case 'operatorActed':
			return applyToIncidents(state, entry);
		case 'statusChanged':
		case 'sagaEnded':
			return nextState(state, { status: entry.status });
		case 'replyIgnored':
			return state;
	}
}

function startedState(flow: CompiledFlow, sagaId: SagaId): SagaState {
	return {
		sagaId,
		status: 'running',
		nextRun: 1,
		nextIncident: 1,
		nextPosition: 1,
		tokens: [],
		runs: [],
		unmerged: [],
		undos: [],
		undone: [],
		undoInputs: [],
		incidents: [],
		sealed: false,
		cause: null,
		passing: { node: flow.start.id, frontier: [] },
	};
}

function withValues(variables: Variables, scope: string, values: Variables[string]): Variables {
	return { ...variables, [scope]: { ...variables[scope], ...values } };
}
