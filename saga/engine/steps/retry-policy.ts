/** When a failed attempt is followed by another. Deterministic: no jitter, as time and chance come with the input only. */
import type { Retries } from '../../flow/nodes/retries';

/** `attemptsMade` counts from 1, since the start or the last retry by an operator. */
export function backoffMs(retries: Retries, attemptsMade: number): number {
	const grown = retries.backoffMs * retries.backoffFactor ** (attemptsMade - 1);
	return Math.round(Math.min(grown, retries.backoffMaxMs));
}

/** The next attempt's instant, or null: the attempts are used up. After a time-out it follows at once. */
export function retryAt(
	retries: Retries,
	open: { readonly attempt: number; readonly attemptsFrom: number },
	timedOut: boolean,
	at: number,
): number | null {
	const attemptsMade = open.attempt - open.attemptsFrom + 1;
	if (attemptsMade >= retries.attemptsMax) return null;
	return timedOut ? at : at + backoffMs(retries, attemptsMade);
}
