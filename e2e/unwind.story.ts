import { expect } from '@playwright/test';
import type { HistoryEntry } from '@/saga/engine/entry';
import { unwound } from './installation/trips';
import { story } from './story';

const reservations = ['Step Reserve flight', 'Step Reserve hotel', 'Step Reserve car'];

/** Where in the history the undo of a step began and ended. */
function undoOf(entries: readonly HistoryEntry[], step: string) {
	const at = (type: 'undoStarted' | 'undoCompleted') =>
		entries.findIndex((entry) => entry.type === type && entry.step === step);
	return { began: at('undoStarted'), ended: at('undoCompleted') };
}

story(
	'the card is declined: what was reserved is undone at once, and the trip ends compensated',
	async ({ api, databases, designer, sagaPage }) => {
		await designer.open('book-trip');
		await designer.openStart();
		await designer.makeFail('Charge card');
		const sagaId = await designer.start();
		await expect(sagaPage.sentence).toContainText('Charge card failed: The card was declined.');
		for (const step of reservations) await expect(sagaPage.nodeThatIs(step, 'undo order 1')).toBeVisible();
		await expect(sagaPage.status('Compensated')).toBeVisible({ timeout: 30_000 });
		await expect(sagaPage.sentence).toContainText('Everything is undone.');
		for (const step of reservations) await expect(sagaPage.nodeThatIs(step, 'undone')).toBeVisible();
		const entries = await api.entries(sagaId);
		const declined = entries.findIndex(({ type }) => type === 'unwindingStarted');
		for (const step of ['reserve-flight', 'reserve-hotel', 'reserve-car']) {
			expect(undoOf(entries, step).began).toBeGreaterThan(declined);
		}
		expect(await databases.holdingsOf(sagaId)).toEqual(unwound);
	},
);

story(
	'the last step fails: the charge is refunded before anything that came before it is undone',
	async ({ api, designer, sagaPage }) => {
		await designer.open('book-trip');
		await designer.openStart();
		await designer.dialog.getByRole('combobox', { name: 'The step that is to fail' }).click();
		await designer.page.getByRole('option', { name: 'Confirm trip' }).click();
		await designer.makeFail('Confirm trip');
		const sagaId = await designer.start();
		await story.step('the undo order is shown before it runs', async () => {
			await sagaPage.showTab(/^Undo/);
			await expect(sagaPage.undoItem('Refund card')).toContainText('1');
			await expect(sagaPage.undoItem('Cancel flight')).toContainText('2');
		});
		await expect(sagaPage.nodeThatIs('Step Charge card', 'undo order 1')).toBeVisible();
		for (const step of reservations) await expect(sagaPage.nodeThatIs(step, 'undo order 2')).toBeVisible();
		await expect(sagaPage.status('Compensated')).toBeVisible({ timeout: 30_000 });
		const entries = await api.entries(sagaId);
		const refund = undoOf(entries, 'charge-card');
		for (const step of ['reserve-flight', 'reserve-hotel', 'reserve-car']) {
			expect(undoOf(entries, step).began).toBeGreaterThan(refund.ended);
		}
	},
);
