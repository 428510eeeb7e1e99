/**
 * Which browser the stories run in: Playwright's own download where there is one, else the system's Chromium. Read by
 * playwright.config.ts and by `npm test`, which gets one where there is none.
 */
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const systemBrowsers = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome-stable',
	'/usr/bin/google-chrome',
	'/snap/bin/chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The path of a browser, or null where there is none. */
export function findBrowser(): string | null {
	return [chromium.executablePath(), ...systemBrowsers].find((path) => path !== '' && existsSync(path)) ?? null;
}

/** No sandbox: it does not work as root and in most containers, and the stories open our own pages only. */
export const browserArgs: readonly string[] = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];
