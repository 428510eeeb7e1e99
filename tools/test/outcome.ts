/**
 * What a suite came to, whichever runner ran it, and the line with which `npm test` ends.
 *
 * Invariant: a suite that ended badly, ran nothing or left no readable report counts as failed, whatever it says it
 * passed: nothing is green because it did not run.
 */
import { z } from 'zod';

export interface Counts {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
}

export interface Outcome extends Counts {
	readonly suite: string;
	readonly ms: number;
	/** What went wrong, or why it was skipped; empty where there is nothing to say. */
	readonly words: string;
}

const vitestReport = z.object({
	numPassedTests: z.int(),
	numFailedTests: z.int(),
	numPendingTests: z.int(),
	numTodoTests: z.int(),
	testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

const playwrightReport = z.object({
	stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
	errors: z.array(z.unknown()),
});

/** `report` is the text that Vitest's JSON reporter wrote, null where it wrote none. */
export function countVitest(report: string | null, endedWell: boolean): Counts {
	const read = vitestReport.safeParse(parseJson(report));
	if (!read.success) return oneFailure;
	const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = read.data;
	// A file that cannot be loaded fails without a single failed test of its own.
	const brokenFiles = testResults.filter(
		({ status, assertionResults }) =>
			status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
	);
	return judged(
		{ passed: numPassedTests, failed: numFailedTests + brokenFiles.length, skipped: numPendingTests + numTodoTests },
		endedWell,
	);
}

/** A flaky story is a failed one: it passed only when it was tried again. */
export function countPlaywright(report: string | null, endedWell: boolean): Counts {
	const read = playwrightReport.safeParse(parseJson(report));
	if (!read.success) return oneFailure;
	const { stats, errors } = read.data;
	return judged(
		{ passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped },
		endedWell,
	);
}

export function total(outcomes: readonly Counts[]): Counts {
	return outcomes.reduce(
		(sum, { passed, failed, skipped }) => ({
			passed: sum.passed + passed,
			failed: sum.failed + failed,
			skipped: sum.skipped + skipped,
		}),
		{ passed: 0, failed: 0, skipped: 0 },
	);
}

export function closingLine({ passed, failed, skipped }: Counts): string {
	return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

const oneFailure: Counts = { passed: 0, failed: 1, skipped: 0 };

function judged(counts: Counts, endedWell: boolean): Counts {
	const ranNothing = counts.passed + counts.failed + counts.skipped === 0;
	return counts.failed === 0 && (!endedWell || ranNothing) ? { ...counts, failed: 1 } : counts;
}

function parseJson(text: string | null): unknown {
	try {
		return text === null ? null : JSON.parse(text);
	} catch {
		return null;
	}
}
