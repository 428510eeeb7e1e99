/** Entries about incidents and about operators, who resolve them. */
import type { HistoryEntry } from './entry';
import { nextState } from './next-state';
import type { SagaState } from './state';

type IncidentEntry = Extract<HistoryEntry, { type: 'incidentOpened' | 'incidentResolved' | 'operatorActed' }>;

export function applyToIncidents(state: SagaState, entry: IncidentEntry): SagaState {
	switch (entry.type) {
		case 'incidentOpened': {
			const { incident, kind, run, node } = entry;
			const incidents = [...state.incidents, { incident, kind, run, node }];
			return nextState(withTokenHeld(state), { incidents, nextIncident: incident + 1 });
		}
		case 'incidentResolved':
			return nextState(state, { incidents: state.incidents.filter(({ incident }) => incident !== entry.incident) });
		case 'operatorActed':
			return entry.action === 'retry' ? withAttemptsAnew(state, entry.run) : state;
	}
}

/** A token still inside its step when an incident comes up stays there: its output could not be merged. */
function withTokenHeld(state: SagaState): SagaState {
	const run = state.passing?.frontier[0];
	if (state.passing === null || run === undefined) return state;
	return nextState(state, { passing: null, unmerged: [...state.unmerged, { run, step: state.passing.node }] });
}

/** A run is open or its undo is, never both. */
function withAttemptsAnew(state: SagaState, number: number | null): SagaState {
	const anew = <Open extends { run: number; attempt: number }>(open: Open): Open =>
		open.run === number ? { ...open, attemptsFrom: open.attempt + 1 } : open;
	return nextState(state, { runs: state.runs.map(anew), undos: state.undos.map(anew) });
}
