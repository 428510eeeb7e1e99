import { expect } from '@playwright/test';
import { decisionFlow } from './installation/decision-flow';
import { story } from './story';

story(
	'a person decides where the saga waits for it, and the saga goes on with what was entered',
	async ({ api, sagaPage }) => {
		const flow = decisionFlow();
		await api.deployFlow(flow);
		const sagaId = await api.start(flow.id, {});
		await sagaPage.open(sagaId);
		await expect(sagaPage.sentence).toContainText('Waits for the travel desk to decide: Approve trip', {
			timeout: 30_000,
		});
		await sagaPage.page.getByRole('button', { name: 'Decide Approve trip…' }).click();
		await expect(sagaPage.panel).toContainText('May this trip be booked?');
		await sagaPage.panel.getByRole('switch', { name: 'approved' }).click();
		await sagaPage.panel.getByRole('textbox', { name: 'remark' }).fill('Window seat');
		await sagaPage.panel.getByRole('button', { name: 'Answer', exact: true }).click();
		await expect(sagaPage.status('Completed')).toBeVisible({ timeout: 30_000 });
		const { variables } = await api.saga(sagaId);
		expect(variables['']).toMatchObject({ decision: { approved: true, remark: 'Window seat' } });
	},
);

story(
	'a saga is suspended, taken back to a step and undone, each time as the preview had said',
	async ({ api, sagaPage }) => {
		const flow = decisionFlow();
		await api.deployFlow(flow);
		const sagaId = await api.start(flow.id, {});
		await sagaPage.open(sagaId);
		await expect(sagaPage.sentence).toContainText('Waits for the travel desk', { timeout: 30_000 });

		await sagaPage.choose('Step Hold room');
		await sagaPage.openAct('place', 'Undo back to here');
		await expect(sagaPage.preview).toContainText('Undoes 1 step');
		await expect(sagaPage.preview).toContainText('Cancel room');
		await expect(sagaPage.preview).toContainText('goes on before Hold room');
		await sagaPage.confirmAct('Undo back', 'the room is too small');
		await expect(sagaPage.sentence).toContainText('Waits for the travel desk', { timeout: 30_000 });
		const held = (await api.entries(sagaId)).filter((entry) => entry.type === 'stepStarted' && entry.step === 'hold');
		expect(held, 'the room is held anew').toHaveLength(2);

		await sagaPage.openAct('saga', 'Suspend');
		await sagaPage.confirmAct('Suspend', 'the hotel is called');
		await expect(sagaPage.sentence).toContainText('Suspended');
		await sagaPage.openAct('saga', 'Resume');
		await sagaPage.confirmAct('Resume', 'the hotel has answered');

		await sagaPage.choose('Approval Approve trip');
		await sagaPage.openAct('place', 'Move the token');
		await sagaPage.dialog.getByRole('combobox', { name: 'Put it before' }).click();
		await sagaPage.page.getByRole('option', { name: 'Confirm trip' }).click();
		await expect(sagaPage.preview).toContainText('confirm-trip');
		await sagaPage.confirmAct('Move token', 'the travel desk said yes on the phone');
		await expect(sagaPage.status('Completed')).toBeVisible({ timeout: 30_000 });

		await sagaPage.openAct('saga', 'Undo everything');
		await expect(sagaPage.preview).toContainText('Cancel room');
		await sagaPage.confirmAct('Undo everything', 'the trip is off');
		await expect(sagaPage.status('Compensated')).toBeVisible({ timeout: 30_000 });
		const acts = (await api.entries(sagaId)).flatMap((entry) => (entry.type === 'operatorActed' ? [entry.action] : []));
		expect(acts, 'a double click acts once').toEqual([
			'undoBackTo',
			'suspend',
			'resume',
			'moveToken',
			'undoEverything',
		]);
	},
);
