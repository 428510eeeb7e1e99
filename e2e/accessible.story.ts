import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { decisionFlow } from './installation/decision-flow';
import { everyKind } from './installation/every-kind';
import { stuckFlow } from './installation/stuck-flow';
import { trip } from './installation/trips';
import { DesignerPage } from './pages/designer-page';
import { SagaPage } from './pages/saga-page';
import { story } from './story';

async function hasNoSeriousViolation(page: Page, screen: string, part = 'html'): Promise<void> {
	await story.step(screen, async () => {
		const { violations } = await new AxeBuilder({ page }).include(part).analyze();
		const told = violations
			.filter(({ impact }) => impact === 'serious' || impact === 'critical')
			.map(({ id, help, nodes }) => ({
				id,
				help,
				at: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })),
			}));
		expect(told, screen).toEqual([]);
	});
}

for (const colorScheme of ['light', 'dark'] as const) {
	story.describe(`in the ${colorScheme} theme axe finds nothing serious`, () => {
		story.use({ colorScheme });

		story('on the start page and the lists', async ({ page }) => {
			await page.goto('/');
			await expect(page.getByRole('link', { name: /Watch a demo/ })).toBeVisible();
			await hasNoSeriousViolation(page, 'start page');
			await page.goto('/flows');
			await expect(page.getByRole('link', { name: 'Book trip', exact: true })).toBeVisible();
			await hasNoSeriousViolation(page, 'flows');
			await page.getByRole('button', { name: 'New flow' }).click();
			await hasNoSeriousViolation(page, 'new flow dialog');
			await page.goto('/sagas');
			await expect(page.getByRole('heading', { level: 1, name: 'Sagas' })).toBeVisible();
			await hasNoSeriousViolation(page, 'sagas');
		});

		story('in the designer and its dialogs', async ({ page }) => {
			const designer = new DesignerPage(page);
			await designer.open('book-trip');
			await hasNoSeriousViolation(page, 'designer');
			await designer.select('Step Charge card');
			await hasNoSeriousViolation(page, 'designer with a step');
			await page.getByText('Outline', { exact: true }).click();
			await hasNoSeriousViolation(page, 'designer with its outline');
			await page.getByRole('button', { name: /^Deploy/ }).click();
			await expect(designer.dialog).toBeVisible();
			await hasNoSeriousViolation(page, 'deploy dialog');
			await page.keyboard.press('Escape');
			await expect(designer.dialog).toBeHidden();
			await designer.openStart();
			await expect(designer.startButton).toBeVisible();
			await hasNoSeriousViolation(page, 'start dialog');
		});

		story('on the canvas with every kind of node, and on the form of each', async ({ api, page }) => {
			story.setTimeout(300_000);
			const designer = new DesignerPage(page);
			const flow = everyKind();
			await api.createFlow(flow);
			await designer.open(flow.id);
			await hasNoSeriousViolation(page, 'every kind of node');
			for (const { id } of flow.nodes) {
				await designer.choose(id);
				await hasNoSeriousViolation(page, `form of ${id}`, 'aside[aria-label="Inspector"]');
			}
			await page.getByText('Outline', { exact: true }).click();
			await hasNoSeriousViolation(page, 'outline of every kind');
		});

		story('on the page of a saga that runs, unwinds, has ended and is stuck', async ({ api, page }) => {
			const sagaPage = new SagaPage(page);
			const { payload } = trip('charge-card');
			await sagaPage.open(await api.start('book-trip', payload));
			await hasNoSeriousViolation(page, 'saga that runs');
			await expect(sagaPage.status('Compensated')).toBeVisible({ timeout: 30_000 });
			await hasNoSeriousViolation(page, 'compensated saga');
			for (const tab of [/^Timeline/, /^History/, /^Undone/]) {
				await sagaPage.showTab(tab);
				await hasNoSeriousViolation(page, `compensated saga, ${tab.source}`);
			}
			const stuck = stuckFlow();
			await api.deployFlow(stuck);
			await sagaPage.open(await api.start(stuck.id, {}));
			await expect(sagaPage.sentence).toContainText('is stuck', { timeout: 30_000 });
			await sagaPage.showTab(/^Incidents/);
			await hasNoSeriousViolation(page, 'saga with an incident');
			await sagaPage.header.getByRole('button', { name: 'Retry now…' }).click();
			await expect(sagaPage.dialog).toBeVisible();
			await hasNoSeriousViolation(page, 'retry dialog');
			const decided = decisionFlow();
			await api.deployFlow(decided);
			await sagaPage.open(await api.start(decided.id, {}));
			await page.getByRole('button', { name: 'Decide Approve trip…' }).click({ timeout: 30_000 });
			await hasNoSeriousViolation(page, 'approval');
			for (const item of ['Suspend', 'Undo everything', 'Cancel without undo', 'Migrate']) {
				await sagaPage.openAct('saga', item);
				await hasNoSeriousViolation(page, `dialog: ${item}`);
				await page.keyboard.press('Escape');
				await expect(sagaPage.dialog).toBeHidden();
			}
			await sagaPage.openAct('place', 'Move the token');
			await hasNoSeriousViolation(page, 'dialog: move token');
		});
	});
}
