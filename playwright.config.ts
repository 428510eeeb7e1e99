import { defineConfig } from '@playwright/test';
import { browserArgs, findBrowser } from './tools/test/browser';

const report = process.env.STORIES_REPORT;
const executablePath = findBrowser();

/**
 * The stories, against a product that runs: the one that `npm test` started for them (UNWIND_URL, with its data
 * folder in UNWIND_DATA), or by hand an `npm start` on the usual port. Stories with the tag @both-buses run on each bus.
 */
export default defineConfig({
	testDir: 'e2e',
	testMatch: '**/*.story.ts',
	outputDir: 'test-results',
	// They share one installation and its orchestrator, which some of them kill.
	workers: 1,
	// Generous, because `npm test` promises to run on two busy cores; what is promised to people is bounded by its story.
	timeout: 120_000,
	expect: { timeout: 20_000 },
	forbidOnly: true,
	retries: 0,
	reporter: report === undefined ? 'list' : [['list'], ['json', { outputFile: report }]],
	use: {
		actionTimeout: 30_000,
		baseURL: process.env.UNWIND_URL ?? 'http://127.0.0.1:3000',
		viewport: { width: 1440, height: 900 },
		locale: 'en-US',
		timezoneId: 'UTC',
		screenshot: 'only-on-failure',
		trace: 'retain-on-failure',
		launchOptions: { args: [...browserArgs], ...(executablePath === null ? {} : { executablePath }) },
	},
});
