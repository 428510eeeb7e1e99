/** When the timer loop has to look at a saga next. A lower bound: the input `timeCame` may find nothing due. */
import type { SagaState } from './state';

/** Milliseconds since the epoch; null: only a message or a person can move the saga. */
export function wakeAt({ runs, undos }: SagaState): number | null {
	let earliest: number | null = null;
	for (const { dueAt } of runs) if (dueAt !== null && (earliest === null || dueAt < earliest)) earliest = dueAt;
	for (const { dueAt } of undos) if (dueAt !== null && (earliest === null || dueAt < earliest)) earliest = dueAt;
	return earliest;
}
