/** When the timer loop has to look at a saga next. A lower bound: the input `timeCame` may find nothing due. */
import type { SagaState } from '../state';

/** Milliseconds since the epoch; null: only a message or a person can move the saga. */
export function wakeAt({ runs, undos, subscriptions, suspended }: SagaState): number | null {
	if (suspended) return null;
	let earliest: number | null = null;
	const consider = (dueAt: number | null) => {
		if (dueAt !== null && (earliest === null || dueAt < earliest)) earliest = dueAt;
	};
	for (const { dueAt } of runs) consider(dueAt);
	for (const { dueAt } of undos) consider(dueAt);
	for (const { on } of subscriptions) if (on.type === 'timer') consider(on.dueAt);
	return earliest;
}
