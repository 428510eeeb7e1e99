/**
 * A story: a test of the whole product with what it needs at hand. Each ends with a look at what nobody asked for: an
 * error on the console and a request beyond this machine fail it, whatever it was about.
 */
import { type BrowserContext, test as base, expect } from '@playwright/test';
import { Api } from './installation/api';
import { Databases } from './installation/databases';
import { DesignerPage } from './pages/designer-page';
import { SagaPage } from './pages/saga-page';

interface Cast {
	readonly api: Api;
	readonly databases: Databases;
	readonly designer: DesignerPage;
	readonly sagaPage: SagaPage;
	/** What went wrong in the background of the pages of the story's browser. */
	readonly background: Background;
}

export interface Background {
	readonly problems: string[];
	/** Answers that a story provokes: the browser itself writes each failed request to the console. */
	expectRefusals(): void;
}

/** Watches every page of a browser, those to come too. */
function watch(context: BrowserContext): Background {
	const problems: string[] = [];
	let refusalsExpected = false;
	context.on('console', (message) => {
		if (message.type() !== 'error') return;
		if (refusalsExpected && message.text().startsWith('Failed to load resource')) return;
		problems.push(`console: ${message.text()} (${message.location().url})`);
	});
	context.on('weberror', (error) => problems.push(`thrown: ${error.error().stack ?? error.error().message}`));
	context.on('request', (request) => {
		const { protocol, hostname } = new URL(request.url());
		const isHere = ['localhost', '127.0.0.1', ''].includes(hostname) || ['data:', 'blob:'].includes(protocol);
		if (!isHere) problems.push(`request to ${request.url()}`);
	});
	return {
		problems,
		expectRefusals() {
			refusalsExpected = true;
		},
	};
}

export const story = base.extend<Cast>({
	api: async ({ request }, use) => use(new Api(request)),
	// biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
	databases: async ({}, use) => {
		const databases = await Databases.open();
		await use(databases);
		await databases.close();
	},
	designer: async ({ page }, use) => use(new DesignerPage(page)),
	sagaPage: async ({ page }, use) => use(new SagaPage(page)),
	background: [
		async ({ context }, use) => {
			const background = watch(context);
			await use(background);
			expect(background.problems, 'nothing went wrong in the background').toEqual([]);
		},
		{ auto: true },
	],
});
