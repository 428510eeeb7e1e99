/**
 * The suites of `npm test`, each from its start to its outcome. A suite never throws: what keeps it from running is its
 * failure, and is said.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cleanEnvironment } from './clean-environment';
import type { Installation } from './installation';
import { type Counts, countPlaywright, countVitest, type Outcome } from './outcome';
import type { TestRun } from './test-run';

/** What a suite came to before its time and name are put to it. */
interface Result extends Counts {
	readonly words: string;
}

export type Report = (outcome: Outcome) => void;

export async function suite(name: string, report: Report, work: () => Promise<Result>): Promise<void> {
	const started = performance.now();
	const result = await work().catch(
		(error: unknown): Result => ({
			passed: 0,
			failed: 1,
			skipped: 0,
			words: error instanceof Error ? (error.stack ?? error.message) : String(error),
		}),
	);
	report({ ...result, suite: name, ms: performance.now() - started });
}

/** One of the checks of `npm run check`; it counts as one test. */
export async function runCheck(run: TestRun, check: string): Promise<Result> {
	const { ok, said } = await run.run({
		name: `check ${check}`,
		command: process.execPath,
		args: ['--import', 'tsx', 'tools/check.ts', check],
		env: { ...cleanEnvironment(), NEXT_DIST_DIR: undefined },
	});
	return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, words: ok ? '' : said };
}

export async function runVitest(
	run: TestRun,
	project: 'unit' | 'db' | 'kafka',
	parts: Readonly<Record<string, string>> = {},
): Promise<Result> {
	const report = run.file(`${project}.json`);
	const { ok, said } = await run.run({
		name: `vitest ${project}`,
		command: process.execPath,
		args: [
			'node_modules/vitest/vitest.mjs',
			'run',
			`--project=${project}`,
			'--reporter=default',
			'--reporter=json',
			`--outputFile.json=${report}`,
		],
		// As on a build server: a snapshot that is not there fails the test instead of being written.
		env: { ...cleanEnvironment(), CI: 'true', NO_COLOR: '1', ...parts },
	});
	const counts = countVitest(await readIfThere(report), ok);
	return { ...counts, words: counts.failed > 0 ? said : '' };
}

/** All tests of a project that cannot run here: counted without being run. */
export async function skipVitest(run: TestRun, project: 'kafka', reason: string): Promise<Result> {
	const list = run.file(`${project}-list.json`);
	await run.run({
		name: `vitest list ${project}`,
		command: process.execPath,
		args: ['node_modules/vitest/vitest.mjs', 'list', `--project=${project}`, `--json=${list}`],
		env: cleanEnvironment(),
	});
	const tests: unknown = JSON.parse((await readIfThere(list)) ?? '[]');
	return { passed: 0, failed: 0, skipped: Array.isArray(tests) ? tests.length : 0, words: `skipped: ${reason}` };
}

/** `grep` narrows the stories to those that bear the tag. */
export async function runStories(
	run: TestRun,
	name: string,
	{ url, data }: Installation,
	grep?: string,
): Promise<Result> {
	const report = run.file(`${name.replaceAll(' ', '-')}.json`);
	const { ok, said } = await run.run({
		name,
		command: process.execPath,
		args: ['node_modules/@playwright/test/cli.js', 'test', ...(grep === undefined ? [] : ['--grep', grep])],
		env: { ...cleanEnvironment(), UNWIND_URL: url, UNWIND_DATA: data, STORIES_REPORT: report, NO_COLOR: '1' },
		// Playwright closes its browsers on SIGINT.
		stopSignal: 'SIGINT',
	});
	const counts = countPlaywright(await readIfThere(report), ok);
	return { ...counts, words: counts.failed > 0 ? said : '' };
}

async function readIfThere(file: string): Promise<string | null> {
	return existsSync(file) ? await readFile(file, 'utf8') : null;
}
