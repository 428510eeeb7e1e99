import { expect } from '@playwright/test';
import { paths } from '@/contract/http/paths';
import { startViewersWeb } from './installation/viewers-web';
import { DesignerPage } from './pages/designer-page';
import { story } from './story';

story(
	'who may only look sees everything, is told why nothing can be changed, and is held to it',
	async ({ background, databases, page }, testInfo) => {
		const web = await startViewersWeb(databases, testInfo.outputPath('viewers-web.log'));
		try {
			const flowsButton = page.getByRole('button', { name: 'New flow' });
			await page.goto(`${web.url}/flows`);
			await expect(flowsButton).toHaveAttribute('aria-disabled', 'true');
			await flowsButton.hover();
			await expect(page.getByRole('tooltip')).toContainText('viewer');
			await page.getByRole('link', { name: 'Book trip', exact: true }).click();
			const designer = new DesignerPage(page);
			await expect(designer.canvas).toBeVisible();
			await expect(page.getByRole('button', { name: /^Deploy/ })).toHaveAttribute('aria-disabled', 'true');
			await designer.select('Step Charge card');
			await expect(designer.inspector.getByRole('textbox', { name: 'Name', exact: true })).toBeDisabled();
			const refused = await page.request.post(`${web.url}${paths.starts('book-trip')}`, {
				data: { payload: {} },
				headers: { 'idempotency-key': crypto.randomUUID() },
			});
			expect(refused.status()).toBe(403);
			expect(background.problems).toEqual([]);
		} finally {
			await web.stop();
		}
	},
);
