/** Frontiers: sorted, without duplicates, so that equal ones are written alike. */
import type { RunNumber } from '../input';
import type { Frontier } from '../state';

/**
 * Runs that happened before any of these tokens. It may hold a run beside a successor of it (one branch waited for less
 * than the other); undo follows direct predecessors only, so the surplus adds no order that is not there already.
 */
export function union(frontiers: readonly Frontier[]): Frontier {
	return [...new Set<RunNumber>(frontiers.flat())].sort((left, right) => left - right);
}
