/**
 * A copy of the state with some parts changed. Written out, because spreading an object of this size costs V8 a
 * microsecond, and this runs several times for each input: with it, a transition takes a quarter of the time.
 */
import type { SagaState } from '../state';

/** A part that is absent or undefined stays as it is. */
type StateChange = { readonly [Part in keyof SagaState]?: SagaState[Part] | undefined };

export function nextState(state: SagaState, change: StateChange): SagaState {
	return {
		sagaId: state.sagaId,
		status: change.status ?? state.status,
		suspended: change.suspended ?? state.suspended,
		businessKey: state.businessKey,
		parent: state.parent,
		nextRun: change.nextRun ?? state.nextRun,
		nextIncident: change.nextIncident ?? state.nextIncident,
		nextPosition: change.nextPosition ?? state.nextPosition,
		ended: change.ended ?? state.ended,
		scopes: change.scopes ?? state.scopes,
		tokens: change.tokens ?? state.tokens,
		runs: change.runs ?? state.runs,
		held: change.held ?? state.held,
		approvals: change.approvals ?? state.approvals,
		calls: change.calls ?? state.calls,
		waits: change.waits ?? state.waits,
		subscriptions: change.subscriptions ?? state.subscriptions,
		undos: change.undos ?? state.undos,
		throws: change.throws ?? state.throws,
		undone: change.undone ?? state.undone,
		loose: change.loose ?? state.loose,
		gaps: change.gaps ?? state.gaps,
		undoInputs: change.undoInputs ?? state.undoInputs,
		incidents: change.incidents ?? state.incidents,
		sealed: change.sealed ?? state.sealed,
		rootUndone: change.rootUndone ?? state.rootUndone,
		cancelled: change.cancelled ?? state.cancelled,
		cause: change.cause === undefined ? state.cause : change.cause,
		parked: change.parked ?? state.parked,
		passing: change.passing === undefined ? state.passing : change.passing,
	};
}
