import { expect } from '@playwright/test';
import { paths } from '@/contract/http/paths';
import { createFlow } from '@/saga/flow/edits/create-flow';
import { trip } from './installation/trips';
import { story } from './story';

const unknownSaga = '01890000-0000-7000-8000-000000000000';

for (const id of [unknownSaga, 'no-saga-at-all']) {
	story(`an unknown saga (${id}) is said to be unknown, with a way back`, async ({ background, page, request }) => {
		background.expectRefusals();
		expect((await request.get(paths.saga(id))).status()).toBe(404);
		expect((await page.goto(`/sagas/${id}`))?.status()).toBe(404);
		await expect(page.getByRole('heading', { name: 'There is no such saga' })).toBeVisible();
		await page.getByRole('link', { name: 'To the list of sagas' }).click();
		await expect(page.getByRole('heading', { level: 1, name: 'Sagas' })).toBeVisible();
	});
}

story('an address that does not exist leads back to the flows', async ({ background, page }) => {
	background.expectRefusals();
	expect((await page.goto('/no/such/page'))?.status()).toBe(404);
	await page.getByRole('link', { name: 'To the flows' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Flows' })).toBeVisible();
});

story('a flow with errors is deployed neither by the screen nor by the API', async ({ api, designer }) => {
	const id = `flawed-${trip().id.toLowerCase()}`;
	await api.createFlow(createFlow({ id, name: `Flawed ${id}` }));
	const { revision, problems } = await api.flow(id);
	const refusal = await api.refused(paths.versions(id), { revision, message: '' });
	expect(refusal).toMatchObject({ code: 'lint-errors', status: 422 });
	const errors = problems.filter(({ severity }) => severity === 'error');
	expect(refusal.problems?.map(({ code }) => code)).toEqual(errors.map(({ code }) => code));
	expect(errors.length).toBeGreaterThan(0);
	await designer.open(id);
	await designer.isSaved();
	await designer.page.getByRole('button', { name: /^Deploy/ }).click();
	const list = designer.dialog.getByRole('list', { name: 'What has to be put right' });
	for (const { message } of errors) await expect(list).toContainText(message);
	const deploy = designer.dialog.getByRole('button', { name: /^Deploy v/ });
	await expect(deploy).toHaveAttribute('aria-disabled', 'true');
	await deploy.hover();
	await expect(designer.page.getByRole('tooltip')).toContainText('to be put right first');
	await deploy.click({ force: true });
	await expect(designer.dialog).toBeVisible();
	expect((await api.flow(id)).currentVersion).toBeNull();
});

story(
	'a start whose payload does not fit is refused with the path, and nothing is stored',
	async ({ api, designer }) => {
		const { id, payload } = trip();
		const refusal = await api.refused(
			paths.starts('book-trip'),
			{ payload: { ...payload, customer: 'Ada Moreau' } },
			{ 'idempotency-key': crypto.randomUUID() },
		);
		expect(refusal).toMatchObject({ code: 'invalid', status: 422 });
		expect(refusal.errors?.map(({ path }) => path)).toEqual(['payload.customer']);
		expect(await api.sagasOf(id)).toBe(0);
		await designer.open('book-trip');
		await designer.openStart();
		await designer.dialog.getByRole('tab', { name: 'JSON' }).click();
		await designer.dialog.getByRole('textbox').fill('{"trip": 7}');
		await expect(designer.startButton).toHaveAttribute('aria-disabled', 'true');
		await designer.startButton.hover();
		await expect(designer.page.getByRole('tooltip')).toContainText('trip: This has to be an object.');
	},
);

story('a draft that does not fit the schema is refused with its paths', async ({ api, request }) => {
	const id = `misfit-${trip().id.toLowerCase()}`;
	const definition = createFlow({ id, name: `Misfit ${id}` });
	await api.createFlow(definition);
	const [start, end] = definition.nodes;
	const answer = await request.put(paths.draft(id), {
		data: { revision: 1, definition: { ...definition, nodes: [start, { ...end, kind: 'teleport' }] } },
	});
	expect(answer.status()).toBe(422);
	expect(await answer.json()).toMatchObject({ code: 'invalid' });
	expect(JSON.stringify(await answer.json())).toContain('definition.nodes[1]');
	expect((await api.flow(id)).revision).toBe(1);
});
