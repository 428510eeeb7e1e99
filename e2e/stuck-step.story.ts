import { expect } from '@playwright/test';
import { putRight, silentFlow, stuckFlow } from './installation/stuck-flow';
import { story } from './story';

const reason = 'asked the people of nobody to look';

story('nobody answers: the incident says so, and Retry now sends the command again', async ({ api, sagaPage }) => {
	const flow = silentFlow();
	await api.deployFlow(flow);
	const sagaId = await api.start(flow.id, {});
	await sagaPage.open(sagaId);
	await expect(sagaPage.sentence).toContainText('Ask nobody is stuck', { timeout: 30_000 });
	await expect(sagaPage.nodeThatIs('Step Ask nobody', 'stuck: a person is needed')).toBeVisible();
	await sagaPage.retry(reason);
	await expect
		.poll(async () => (await api.entries(sagaId)).filter(({ type }) => type === 'incidentOpened').length, {
			message: 'the command is sent again, and again nobody answers',
			timeout: 30_000,
		})
		.toBe(2);
	const acts = (await api.entries(sagaId)).filter((entry) => entry.type === 'operatorActed');
	expect(acts).toMatchObject([{ action: 'retry', reason }]);
});

story('a command that cannot succeed goes on once a person has put right what is sent', async ({ api, sagaPage }) => {
	const flow = stuckFlow();
	await api.deployFlow(flow);
	await sagaPage.open(await api.start(flow.id, {}));
	await expect(sagaPage.sentence).toContainText('Tell the customer is stuck', { timeout: 30_000 });
	await sagaPage.showTab(/^Incidents/);
	await expect(sagaPage.incidents).toContainText('step stuck');
	await sagaPage.retry('the switch was left on', putRight);
	await expect(sagaPage.status('Completed')).toBeVisible({ timeout: 30_000 });
	await expect(sagaPage.page.getByRole('tab', { name: 'Incidents 0' })).toBeVisible();
});
