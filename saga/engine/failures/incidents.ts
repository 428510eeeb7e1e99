/**
 * Incidents: what the engine cannot decide by itself, told to people with cause and remedy. A token or run that has one
 * stays where it is until an operator or a late answer moves it.
 */
import type { NodeId } from '../../flow/nodes/node-base';
import { type Draft, inScope } from '../draft';
import type { RunNumber } from '../input';
import type { HeldToken, IncidentKind, OpenIncident, SagaState, ScopeNumber } from '../state';

export interface Place {
	readonly run: RunNumber | null;
	readonly node: NodeId | null;
	readonly scope?: ScopeNumber;
}

/** `held`: the token inside the node stays there. */
export function openIncident(
	draft: Draft,
	kind: IncidentKind,
	place: Place,
	message: string,
	held?: Pick<HeldToken, 'output' | 'merged'>,
): void {
	const { nextIncident: incident } = draft.state;
	draft.record({
		type: 'incidentOpened',
		...inScope(place.scope ?? 0),
		incident,
		kind,
		run: place.run,
		node: place.node,
		message,
		...(held === undefined ? {} : { held }),
	});
}

/** A contradiction is a fact that nothing which happens later takes back. */
export function resolveIncidents(
	draft: Draft,
	by: 'retry' | 'reply' | 'end' | 'operator',
	matches: (incident: OpenIncident) => boolean,
): void {
	for (const incident of draft.state.incidents)
		if (incident.kind !== 'contradiction' && matches(incident))
			draft.record({ type: 'incidentResolved', incident: incident.incident, by });
}

/** Of a run that is open: a contradiction is about one that has ended. */
export function hasIncident(state: SagaState, run: RunNumber): boolean {
	return state.incidents.some((incident) => incident.run === run);
}

/** Whether an incident holds back the tokens that come to this node. One of a run is about that run alone. */
export function isHeld(state: SagaState, node: NodeId, scope: ScopeNumber): boolean {
	return state.incidents.some(
		(incident) => incident.run === null && incident.node === node && incident.scope === scope,
	);
}
