import type { HistoryEntry } from '../entry';
import type { SagaRun } from '../testing/saga-run';

/** What the history of a saga under test says of this type, in its order. */
export function entriesOf<Type extends HistoryEntry['type']>(
	saga: SagaRun,
	type: Type,
): readonly Extract<HistoryEntry, { type: Type }>[] {
	return saga.entries.filter((entry): entry is Extract<HistoryEntry, { type: Type }> => entry.type === type);
}
