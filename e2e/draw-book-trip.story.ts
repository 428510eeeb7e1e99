import { expect } from '@playwright/test';
import { booked, trip } from './installation/trips';
import type { DesignerPage, Field } from './pages/designer-page';
import { story } from './story';

interface StepForm {
	readonly name: string;
	readonly gets: readonly Field[];
	readonly undoGets: readonly Field[];
}

const field = (target: string, expression: string): Field => ({ target, expression });
const tripId = field('tripId', 'trip.id');
const date = field('date', 'trip.date');
const undoByTrip = [field('tripId', 'input.tripId')];

const forms: readonly StepForm[] = [
	{
		name: 'Reserve flight',
		gets: [tripId, field('from', 'trip.from'), field('to', 'trip.to'), date, field('passenger', 'customer.name')],
		undoGets: undoByTrip,
	},
	{
		name: 'Reserve hotel',
		gets: [tripId, field('city', 'trip.to'), date, field('nights', 'trip.nights'), field('guest', 'customer.name')],
		undoGets: undoByTrip,
	},
	{
		name: 'Reserve car',
		gets: [tripId, field('city', 'trip.to'), date, field('days', 'trip.nights + 1'), field('driver', 'customer.name')],
		undoGets: undoByTrip,
	},
	{
		name: 'Charge card',
		gets: [
			field('reference', 'trip.id'),
			field('amount', 'trip.price'),
			field('card', 'customer.card'),
			field('expires', 'customer.cardExpires'),
		],
		undoGets: [field('reference', 'input.reference'), field('amount', 'input.amount')],
	},
	{ name: 'Confirm trip', gets: [tripId, field('customer', 'customer.name')], undoGets: [] },
];

async function sayWhatItIsStartedWith(designer: DesignerPage, payload: object): Promise<void> {
	await designer.select('Start');
	const section = designer.section('What a saga is started with');
	for (const [at, [name, sample]] of Object.entries(payload).entries()) {
		await section.getByRole('button', { name: 'Add a field' }).click();
		await section.getByLabel('Name of the field').nth(at).fill(name);
		await section.getByRole('combobox', { name: `Type of ${name}` }).click();
		await designer.page.getByRole('option', { name: 'object' }).click();
		await section.getByLabel(`Sample of ${name}`).fill(JSON.stringify(sample));
	}
	await designer.inspector.getByRole('combobox', { name: 'Business key' }).fill('trip.id');
}

/** Each part comes after the one that is selected; a new one has the focus in its name. */
async function drawMainLine(designer: DesignerPage): Promise<void> {
	const { keyboard } = designer.page;
	await designer.clickPart('Parallel');
	await designer.nameIt('Reserve all');
	await designer.clickPart('step reserve-flight of flight');
	await designer.nameIt('Reserve flight');
	await keyboard.press('p');
	await designer.nameIt('All reserved');
	await keyboard.press('s');
	await designer.nameHasFocus();
	await keyboard.type('Charge card');
	await keyboard.press('Tab');
	await keyboard.type('payments');
	await keyboard.press('Tab');
	await keyboard.type('charge-card');
	await designer.clickPart('step confirm-trip of trips');
	await designer.nameIt('Confirm trip');
	await designer.connectByKeys('Step Confirm trip', 'End');
}

async function drawTheOtherBranches(designer: DesignerPage): Promise<void> {
	const [split, join] = ['Parallel gateway Reserve all', 'Parallel gateway All reserved'];
	await designer.fit();
	await designer.select(split);
	await designer.clickPart('step reserve-hotel of hotel');
	await designer.nameIt('Reserve hotel');
	await designer.connectByKeys('Step Reserve hotel', join);
	await designer.page.keyboard.press('Escape');
	await designer.fit();
	await designer.dragPart('step reserve-car of car', { x: 420, y: 520 });
	await designer.nameIt('Reserve car');
	await designer.dragConnection(split, 'Step Reserve car');
	await designer.dragConnection('Step Reserve car', join);
	await designer.tidyUp();
}

async function fillIn(designer: DesignerPage, { name, gets, undoGets }: StepForm): Promise<void> {
	await designer.select(`Step ${name}`);
	await designer.give('What it gets', gets);
	if (undoGets.length > 0) await designer.give('What the undo gets', undoGets);
}

async function makeItThePivot(designer: DesignerPage): Promise<void> {
	const { inspector } = designer;
	await inspector.getByRole('radiogroup', { name: 'Class of the step' }).getByText('pivot').click();
	await inspector.getByRole('radiogroup', { name: 'How it is undone' }).getByText('Harmless').click();
	await inspector.getByRole('textbox', { name: 'Because' }).fill('nothing after it can fail');
}

story(
	'Book trip is drawn from an empty canvas, deployed, started, and completes',
	async ({ api, databases, designer, sagaPage }) => {
		story.setTimeout(480_000);
		const { id, payload } = trip();
		await designer.create(`Book ${id}`);
		await story.step('the start says what it needs', () =>
			sayWhatItIsStartedWith(designer, { trip: payload.trip, customer: payload.customer }),
		);
		await story.step('the main line is drawn', () => drawMainLine(designer));
		await story.step('two more branches are drawn', () => drawTheOtherBranches(designer));
		await story.step('each step says what it gets and how it is undone', async () => {
			for (const form of forms) await fillIn(designer, form);
			await makeItThePivot(designer);
		});
		await expect(designer.problems).toContainText('This flow can be deployed');
		await expect(designer.page.getByRole('button', { name: '4 of 4 can be undone' })).toBeVisible();
		await designer.deploy('The first drawing');
		await designer.openStart();
		const sagaId = await designer.start();
		await expect(sagaPage.status('Completed')).toBeVisible({ timeout: 60_000 });
		await expect(sagaPage.nodeThatIs('Step Confirm trip', 'done')).toBeVisible();
		expect(await api.status(sagaId)).toBe('completed');
		expect(await databases.holdingsOf(sagaId)).toEqual(booked);
	},
);
