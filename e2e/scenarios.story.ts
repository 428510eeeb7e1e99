/** A scenario says what a flow must do: it is written and played on screen, and one that fails keeps a draft back. */
import { expect } from '@playwright/test';
import { sketch } from '@/saga/flow/sketch';
import { story } from './story';

const wrong = 'start → send a\nreply a failed NO → completed';
const right = 'start → send a\nreply a failed NO → compensated';

story('a scenario that fails says where, and blocks deployment until it passes', async ({ api, designer, page }) => {
	const id = `scenarios-${Date.now()}`;
	await api.createFlow({ ...sketch(`${id}: a[error=NO]`), name: id });
	await designer.open(id);
	await page.getByRole('button', { name: 'Scenarios', exact: true }).click();
	const drawer = page.getByRole('region', { name: 'Scenarios', exact: true });
	await drawer.getByRole('button', { name: 'New scenario' }).click();
	await designer.dialog.getByLabel('Name').fill('It is refused');
	await designer.dialog.getByRole('textbox', { name: 'Trace' }).fill(wrong);
	const lines = designer.dialog.getByRole('list', { name: 'What happens, line by line' });
	await expect(lines.getByRole('listitem').nth(0).getByLabel('Right')).toBeVisible();
	await expect(lines.getByRole('listitem').nth(1)).toContainText('did not happen: completed');
	await designer.dialog.getByRole('button', { name: 'Save' }).click();
	await expect(drawer).toContainText('1 of 1 fails');
	await expect(drawer.getByRole('listitem')).toContainText('Line 2');

	await page.getByRole('button', { name: /^Deploy/ }).click();
	await expect(designer.dialog.getByRole('list', { name: 'Scenarios that fail' })).toContainText('It is refused');
	await expect(designer.dialog.getByRole('button', { name: /^Deploy v/ })).toHaveAttribute('aria-disabled', 'true');
	await designer.dialog.getByRole('button', { name: 'Cancel' }).click();

	await drawer.getByRole('button', { name: /It is refused/ }).click();
	await designer.dialog.getByRole('textbox', { name: 'Trace' }).fill(right);
	await expect(lines.getByRole('listitem').nth(1).getByLabel('Right')).toBeVisible();
	await designer.dialog.getByRole('button', { name: 'Save' }).click();
	await expect(drawer).toContainText('1 of 1 pass');
	await designer.deploy('with its scenario');
});
