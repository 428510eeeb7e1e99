import { expect } from '@playwright/test';
import { trip } from './installation/trips';
import { story } from './story';

story(
	'Kill the orchestrator: it starts again and the saga goes on, seen without a reload',
	async ({ api, sagaPage }) => {
		story.setTimeout(180_000);
		const { payload } = trip('charge-card');
		const sagaId = await api.start('book-trip', payload);
		await sagaPage.open(sagaId);
		const pid = await api.orchestratorPid();
		await sagaPage.more(/^Kill the orchestrator/);
		await expect(sagaPage.page.getByTestId('after-kill')).toBeVisible();
		await expect.poll(() => api.orchestratorPid(), { message: 'it has died' }).not.toBe(pid);
		await expect(sagaPage.status('Compensated')).toBeVisible({ timeout: 90_000 });
		expect(await api.orchestratorPid()).not.toBe(pid);
		await sagaPage.page.getByRole('button', { name: /^Connect a service/ }).click();
		await expect(sagaPage.dialog).toContainText('participant({ name:');
	},
);
