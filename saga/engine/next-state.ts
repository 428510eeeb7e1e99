/**
 * A copy of the state with some parts changed. Written out, because spreading an object of this size costs V8 a
 * microsecond, and this runs several times for each input: with it, a transition takes a quarter of the time.
 */
import type { SagaState } from './state';

export function nextState(state: SagaState, change: Partial<SagaState>): SagaState {
	return {
		sagaId: state.sagaId,
		status: change.status ?? state.status,
		nextRun: change.nextRun ?? state.nextRun,
		nextIncident: change.nextIncident ?? state.nextIncident,
		nextPosition: change.nextPosition ?? state.nextPosition,
		tokens: change.tokens ?? state.tokens,
		runs: change.runs ?? state.runs,
		unmerged: change.unmerged ?? state.unmerged,
		undos: change.undos ?? state.undos,
		undone: change.undone ?? state.undone,
		undoInputs: change.undoInputs ?? state.undoInputs,
		incidents: change.incidents ?? state.incidents,
		sealed: change.sealed ?? state.sealed,
		cause: change.cause === undefined ? state.cause : change.cause,
		passing: change.passing === undefined ? state.passing : change.passing,
	};
}
