/**
 * How specs of the bus wait: for a condition, with a deadline, never for a time.
 */

/** Resolves as soon as the condition holds; rejects with what it was waiting for when the deadline is over. */
export async function eventually(
	what: string,
	condition: () => boolean | Promise<boolean>,
	deadlineMs = 60_000,
): Promise<void> {
	const giveUpAt = performance.now() + deadlineMs;
	while (!(await condition())) {
		if (performance.now() > giveUpAt) throw new Error(`Did not happen within ${deadlineMs} ms: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}
