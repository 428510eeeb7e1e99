/**
 * Incidents: what the engine cannot decide by itself, told to people with cause and remedy. A token or run that has one
 * stays where it is until an operator or a late answer moves it.
 */
import type { NodeId } from '../flow/nodes/node-base';
import type { Draft } from './draft';
import type { RunNumber } from './input';
import type { IncidentKind, OpenIncident, SagaState } from './state';

export function openIncident(
	draft: Draft,
	kind: IncidentKind,
	place: { readonly run: RunNumber | null; readonly node: NodeId | null },
	message: string,
): void {
	const { nextIncident: incident } = draft.state;
	draft.record({ type: 'incidentOpened', incident, kind, run: place.run, node: place.node, message });
}

/** A contradiction is a fact that nothing which happens later takes back. */
export function resolveIncidents(
	draft: Draft,
	by: 'retry' | 'reply' | 'end',
	matches: (incident: OpenIncident) => boolean,
): void {
	for (const incident of draft.state.incidents)
		if (incident.kind !== 'contradiction' && matches(incident))
			draft.record({ type: 'incidentResolved', incident: incident.incident, by });
}

export function hasIncident(state: SagaState, run: RunNumber): boolean {
	return state.incidents.some((incident) => incident.run === run && incident.kind !== 'contradiction');
}

/** Whether an incident holds back the tokens that come to this node. */
export function isHeld(state: SagaState, node: NodeId): boolean {
	return state.incidents.some((incident) => incident.node === node && holdsToken(incident));
}

export function holdsToken({ kind, run }: OpenIncident): boolean {
	return run === null && (kind === 'expression' || kind === 'no-path');
}
