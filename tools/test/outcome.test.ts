import { describe, expect, test } from 'vitest';
import { closingLine, countPlaywright, countVitest, total } from './outcome';

function vitest(passed: number, failed: number, files: readonly object[] = []): string {
	return JSON.stringify({
		numPassedTests: passed,
		numFailedTests: failed,
		numPendingTests: 1,
		numTodoTests: 0,
		testResults: files,
	});
}

function playwright(stats: object, errors: readonly string[] = []): string {
	return JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors });
}

describe('what a suite came to', () => {
	test('is what its report says', () => {
		expect(countVitest(vitest(3, 0), true)).toEqual({ passed: 3, failed: 0, skipped: 1 });
		expect(countPlaywright(playwright({ expected: 2, skipped: 1 }), true)).toEqual({
			passed: 2,
			failed: 0,
			skipped: 1,
		});
	});

	test('is a failure when the runner ended badly, though every test passed', () => {
		expect(countVitest(vitest(3, 0), false)).toMatchObject({ failed: 1 });
		expect(countPlaywright(playwright({ expected: 2 }), false)).toMatchObject({ failed: 1 });
	});

	test('is a failure when nothing ran or nothing was reported', () => {
		expect(countPlaywright(playwright({}), true)).toMatchObject({ failed: 1 });
		expect(countVitest(null, true)).toMatchObject({ passed: 0, failed: 1 });
		expect(countVitest('{"num', true)).toMatchObject({ passed: 0, failed: 1 });
	});

	test('counts a file that could not be loaded, and a story that passed only at the second try', () => {
		const broken = { status: 'failed', assertionResults: [] };
		const failing = { status: 'failed', assertionResults: [{ status: 'failed' }] };
		expect(countVitest(vitest(3, 1, [broken, failing]), false)).toMatchObject({ passed: 3, failed: 2 });
		expect(countPlaywright(playwright({ expected: 1, flaky: 1 }), true)).toMatchObject({ passed: 1, failed: 1 });
	});
});

test('the closing line sums up all suites', () => {
	const outcomes = [
		{ passed: 3, failed: 0, skipped: 1 },
		{ passed: 4, failed: 1, skipped: 0 },
	];
	expect(closingLine(total(outcomes))).toBe('7 passed, 1 failed, 1 skipped');
});
