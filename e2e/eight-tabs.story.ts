import { expect } from '@playwright/test';
import { paths } from '@/contract/http/paths';
import { putRight, stuckFlow } from './installation/stuck-flow';
import { SagaPage } from './pages/saga-page';
import { story } from './story';

const tabs = 8;

/** From the event to the screen one second is promised; three are granted to a machine that runs eight tabs. */
const seenWithinMs = 3_000;

story(
	'eight tabs live at once on one connection all see the saga go on to its end',
	async ({ api, browser, context }) => {
		story.setTimeout(300_000);
		const streams: string[] = [];
		context.on('request', (request) => {
			if (request.url().includes(`${paths.stream([]).split('?')[0]}?`)) streams.push(request.url());
		});
		const flow = stuckFlow();
		await api.deployFlow(flow);
		const sagaId = await api.start(flow.id, {});
		const pages: SagaPage[] = [];
		for (let tab = 1; tab <= tabs; tab += 1) {
			const sagaPage = new SagaPage(await context.newPage());
			await sagaPage.open(sagaId);
			pages.push(sagaPage);
		}
		for (const sagaPage of pages) {
			await expect(sagaPage.header.getByRole('button', { name: /^live\./ })).toBeVisible();
			await expect(sagaPage.sentence).toContainText('is stuck');
		}
		const [first] = pages;
		await first?.page.bringToFront();
		await first?.retry('eight people are watching', putRight);
		await expect.poll(() => api.status(sagaId), { timeout: 30_000 }).toBe('completed');
		await Promise.all(
			pages.map((sagaPage) => expect(sagaPage.status('Completed')).toBeVisible({ timeout: seenWithinMs })),
		);
		const session = await browser.newBrowserCDPSession();
		const { targetInfos } = await session.send('Target.getTargets');
		expect(targetInfos.filter(({ type }) => type === 'shared_worker')).toHaveLength(1);
		expect(streams, 'no tab opens a stream of its own').toEqual([]);
	},
);
