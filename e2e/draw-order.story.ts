import { expect } from '@playwright/test';
import { drawOrder } from './installation/order-drawing';
import { trip } from './installation/trips';
import { story } from './story';

story(
	'a flow with a subflow, an event on its border, a race with a timer and an approval is drawn',
	async ({ api, designer }) => {
		story.setTimeout(300_000);
		const name = `Ship ${trip().id}`;
		await designer.create(name);
		await drawOrder(designer);
		await expect(designer.problems).toContainText('This flow can be deployed');
		await expect(designer.problems).toContainText('0 errors');
		await expect(designer.problems).toContainText('0 warnings');
		await designer.isSaved();
		const { errors, warnings } = await api.flow(new URL(designer.page.url()).pathname.split('/').at(-1) ?? '');
		expect([errors, warnings]).toEqual([0, 0]);
	},
);
