/** What a transition did to the saga's incidents, for the table that the console lists them from. */
import type { HistoryEntry } from '../entry';

type OpenedIncident = Extract<HistoryEntry, { type: 'incidentOpened' }>;
type ResolvedIncident = Extract<HistoryEntry, { type: 'incidentResolved' }>;

export interface IncidentChanges {
	readonly opened: readonly OpenedIncident[];
	/** May name one that was opened by the same transition. */
	readonly resolved: readonly ResolvedIncident[];
}

export function incidentChanges(entries: readonly HistoryEntry[]): IncidentChanges {
	return {
		opened: entries.filter((entry) => entry.type === 'incidentOpened'),
		resolved: entries.filter((entry) => entry.type === 'incidentResolved'),
	};
}
