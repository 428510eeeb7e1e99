/** A model of another tool becomes flows on screen, with a report that says what runs; and leaves again as a file. */
import { expect } from '@playwright/test';
import { importBpmn } from '@/saga/bpmn/import-bpmn';
import { opensWithinMs } from './pages/designer-page';
import { ImportPage } from './pages/import-page';
import { story } from './story';

const tasks = 'saga/bpmn/fixtures/camunda-tasks.bpmn';
const severalProcesses = 'saga/bpmn/fixtures/kept.bpmn';

story('a file from the welcome page becomes a drawing with its report', async ({ page, designer }) => {
	const importing = new ImportPage(page);
	await page.goto('/');
	await page.getByRole('link', { name: /Import BPMN/ }).click();
	await importing.chooseInDialog(tasks);
	await expect(designer.canvas).toBeVisible({ timeout: opensWithinMs });
	await expect(importing.report).toContainText('4 runs with a stated difference');
	await expect(importing.report).toContainText('2 kept but not run');
	await importing.row('The model says class org.example.Ship').getByRole('button').click();
	await expect(designer.node('Step Ship')).toHaveClass(/selected/);

	// What is kept is known on a later day, too.
	await importing.report.getByRole('button', { name: 'Close the import report' }).click();
	await expect(designer.problems).toBeVisible();
	await page.reload();
	await expect(designer.canvas).toBeVisible({ timeout: opensWithinMs });
	await page.getByRole('button', { name: 'Import report', exact: true }).click();
	await expect(importing.row('camunda:formKey')).toBeVisible();

	const { name, text } = await importing.export('BPMN 2.0 (.bpmn)');
	expect(name).toMatch(/^order.*\.bpmn$/);
	expect(text).toContain('camunda:formKey');
	const again = await importBpmn(text);
	expect(again.ok).toBe(true);
});

story('each process of a dropped file becomes a flow', async ({ page, designer }) => {
	const importing = new ImportPage(page);
	await page.goto('/flows');
	await expect(page.getByRole('button', { name: 'Import BPMN' })).toBeVisible({ timeout: opensWithinMs });
	await importing.drop(severalProcesses);
	await expect(importing.dialog).toContainText('Each is a flow now');
	await expect(importing.dialog.getByRole('link', { name: 'Other' })).toBeVisible();
	await importing.dialog.getByRole('link', { name: 'Shop' }).click();
	await expect(designer.canvas).toBeVisible();
	await expect(importing.row('Lanes are drawn, not run')).toBeVisible();
});

story('a file over a drawing replaces nothing, and one that is refused says where', async ({ page, designer }) => {
	const importing = new ImportPage(page);
	await designer.open('book-trip');
	await importing.dropText('broken.bpmn', '<?xml version="1.0"?>\n<!DOCTYPE x>\n<x/>');
	await expect(importing.dialog).toContainText('The file has a DOCTYPE');
	await expect(importing.dialog).toContainText('Line 2, column 1');
	await importing.drop('saga/bpmn/fixtures/transaction.bpmn');
	await expect(importing.dialog).toContainText('What you are drawing stays as it is');
	expect(new URL(page.url()).pathname).toBe('/flows/book-trip');
	await importing.dialog.getByRole('button', { name: 'Open as a new flow' }).click();
	await page.waitForURL(/\/flows\/order/);
	await expect(importing.report).toBeVisible({ timeout: opensWithinMs });
});
