/**
 * State is the fold of the history entries by this function, and nothing else ever changes it.
 * Invariant: it decides nothing and evaluates nothing: what an entry leaves open was decided when it was made, so that
 * a replay with a later engine gives the same state. Entry types are only ever added.
 */
import type { CompiledFlow } from '../../compile/compiled-flow';
import type { HistoryEntry, HistoryRecord } from '../entry';
import type { SagaId } from '../input';
import { invariant } from '../invariant';
import type { Saga, SagaState, Variables } from '../state';
import { applyToActivity } from './apply-activity';
import { applyToSaga } from './apply-saga';
import { applyToStep } from './apply-step';
import { applyToToken } from './apply-token';
import { applyToUndo } from './apply-undo';
import { applyToWait } from './apply-wait';

/** What the record around an entry says. */
export interface RecordContext {
	readonly sagaId: SagaId;
	readonly at: number;
}

/** `saga` is null before the first entry of a saga only, which is `sagaStarted`. */
export function apply(flow: CompiledFlow, saga: Saga | null, entry: HistoryEntry, context: RecordContext): Saga {
	if (entry.type === 'sagaStarted') {
		invariant(saga === null, 'a saga starts once');
		return { state: startedState(entry, context.sagaId), variables: { '': entry.payload } };
	}
	invariant(saga !== null, `the first entry of a saga is sagaStarted, not ${entry.type}`);
	if (entry.type === 'variablesSet')
		return { state: saga.state, variables: withValues(saga.variables, entry.scope, entry.values) };
	if (entry.type === 'wentBack') return { state: applyToSaga(saga.state, entry), variables: entry.variables };
	const state = applyToState(flow, saga.state, entry);
	const variables =
		state.scopes.length < saga.state.scopes.length ? ofOpenScopes(state, saga.variables) : saga.variables;
	return { state, variables };
}

/** `flows` by version, where the saga has been migrated. The first record is its start. */
export function fold(
	flow: CompiledFlow,
	records: readonly HistoryRecord[],
	flows: ReadonlyMap<number, CompiledFlow> = new Map(),
): Saga {
	const start = records[0]?.input;
	invariant(start?.type === 'sagaStarted', 'a history begins with the start of its saga');
	let current = flow;
	let saga: Saga | null = null;
	for (const { at, entries } of records)
		for (const entry of entries) {
			if (entry.type === 'sagaStarted' || entry.type === 'migrated') current = flows.get(entry.version) ?? flow;
			saga = apply(current, saga, entry, { sagaId: start.sagaId, at });
		}
	invariant(saga !== null, 'a history has entries');
	return saga;
}

type StateEntry = Exclude<HistoryEntry, { type: 'sagaStarted' | 'variablesSet' | 'wentBack' }>;

function applyToState(flow: CompiledFlow, state: SagaState, entry: StateEntry): SagaState {
	switch (entry.type) {
		case 'edgesTaken':
		case 'joined':
		case 'tokenEnded':
		case 'tokenMade':
		case 'tokenPut':
		case 'tokenLifted':
			return applyToToken(flow, state, entry);
		case 'stepStarted':
		case 'attemptSent':
		case 'attemptFailed':
		case 'stepParked':
		case 'parkEnded':
		case 'stepCompleted':
		case 'stepFailed':
		case 'stepUnknown':
		case 'stepAbandoned':
			return applyToStep(state, entry);
		case 'approvalOpened':
		case 'approvalAnswered':
		case 'callStarted':
		case 'callCompleted':
		case 'callFailed':
		case 'callEnded':
		case 'callUnwinding':
		case 'callAbandoned':
		case 'scopeOpened':
		case 'scopeCompleted':
		case 'scopeInterrupted':
		case 'scopeCleared':
			return applyToActivity(state, entry);
		case 'waitOpened':
		case 'waitEnded':
		case 'subscribed':
		case 'unsubscribed':
		case 'eventTaken':
		case 'signalTaken':
		case 'timerFired':
		case 'errorCaught':
		case 'escalationCaught':
		case 'eventPublished':
			return applyToWait(state, entry);
		case 'undoThrown':
		case 'throwConfirmed':
		case 'undoStarted':
		case 'undoAttemptSent':
		case 'undoAttemptFailed':
		case 'undoCompleted':
		case 'undoSkipped':
		case 'undoMarked':
		case 'outputLearned':
		case 'undoChanged':
			return applyToUndo(state, entry);
		default:
			return applyToSaga(state, entry);
	}
}

function startedState(entry: Extract<HistoryEntry, { type: 'sagaStarted' }>, sagaId: SagaId): SagaState {
	return {
		sagaId,
		status: 'running',
		suspended: false,
		businessKey: entry.businessKey,
		parent: entry.parent ?? null,
		nextRun: 1,
		nextIncident: 1,
		nextPosition: 1,
		ended: [],
		scopes: [],
		tokens: [],
		runs: [],
		held: [],
		approvals: [],
		calls: [],
		waits: [],
		subscriptions: [],
		undos: [],
		throws: [],
		undone: [],
		loose: [],
		gaps: [],
		undoInputs: [],
		incidents: [],
		sealed: false,
		rootUndone: false,
		cancelled: false,
		cause: null,
		parked: [],
		passing: { node: entry.start, scope: 0, frontier: [] },
	};
}

function withValues(variables: Variables, scope: string, values: Variables[string]): Variables {
	return { ...variables, [scope]: { ...variables[scope], ...values } };
}

/** The variables of a scope go with it. */
function ofOpenScopes(state: SagaState, variables: Variables): Variables {
	const open = new Set(['', ...state.scopes.map(({ scope }) => String(scope))]);
	const kept = Object.entries(variables).filter(([key]) => open.has(key.split('#')[0] ?? ''));
	return Object.fromEntries(kept);
}
