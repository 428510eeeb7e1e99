import { expect } from '@playwright/test';
import { story } from './story';

/** Promised to a newcomer; measured here it takes a few seconds. */
const minuteMs = 60_000;

story('within a minute and four clicks a newcomer sees a saga undone', async ({ page, sagaPage }) => {
	const from = performance.now();
	let clicks = 0;
	const click = async (what: ReturnType<typeof page.locator>) => {
		clicks += 1;
		await what.click();
	};
	await page.goto('/');
	await click(page.getByRole('link', { name: /Watch a demo/ }));
	await click(page.getByRole('switch', { name: 'Make “Charge card” fail' }));
	await click(page.getByRole('button', { name: /^Start v/ }));
	await expect(sagaPage.sentence).toContainText('The card was declined');
	await expect(sagaPage.nodeThatIs('Step Reserve flight', 'undo order 1')).toBeVisible();
	await expect(sagaPage.status('Compensated')).toBeVisible({ timeout: minuteMs });
	await expect(page.getByText('3 steps were done, 3 undone')).toBeVisible();
	expect(performance.now() - from).toBeLessThan(minuteMs);
	expect(clicks).toBeLessThanOrEqual(4);
});
