/** An analyst draws how an order is shipped: a subflow with an event on its border, a race with a timer, an approval. */
import { expect } from '@playwright/test';
import type { DesignerPage } from '../pages/designer-page';

/** Not the one inside of the subflow. */
const endAtTheTop = /^End(, \d+ problems?)?$/;

async function sayWhatItIsStartedWith(designer: DesignerPage): Promise<void> {
	await designer.select('Start');
	const section = designer.section('What a saga is started with');
	await section.getByRole('button', { name: 'Add a field' }).click();
	await section.getByLabel('Name of the field').fill('order');
	await section.getByRole('combobox', { name: 'Type of order' }).click();
	await designer.page.getByRole('option', { name: 'object' }).click();
	await section.getByLabel('Sample of order').fill('{"id":"O-1"}');
	await designer.inspector.getByRole('combobox', { name: 'Business key' }).fill('order.id');
	await designer.page.keyboard.press('Escape');
}

/** By keys: a step inside the subflow, with the command that undoes it; an error on the subflow's border. */
async function drawTheSubflow(designer: DesignerPage): Promise<void> {
	const { keyboard } = designer.page;
	await designer.select('Start');
	await keyboard.press('b');
	await designer.nameIt('Ship');
	await designer.focusNode('Start, in Ship');
	await keyboard.press('Enter');
	await keyboard.press('s');
	await designer.nameHasFocus();
	await keyboard.type('Hand over');
	await keyboard.press('Tab');
	await keyboard.type('carrier');
	await keyboard.press('Tab');
	await keyboard.type('hand-over');
	await designer.chooseUndo('Command');
	await designer.section('Undo').getByRole('combobox', { name: 'Command' }).fill('take-back');
	await designer.focusNode('Subflow Ship');
	await keyboard.press('Enter');
	await keyboard.press('k');
	await designer.nameIt('Lost');
	await keyboard.press('e');
	await designer.nameIt('Not shipped');
}

/** By mouse and keys: whichever comes first, the message or the time. */
async function drawTheRace(designer: DesignerPage): Promise<void> {
	const { keyboard } = designer.page;
	await designer.focusNode('Subflow Ship');
	await keyboard.press('Enter');
	await designer.clickPart('Event race');
	await designer.nameIt('Delivered in time?');
	await keyboard.press('w');
	await designer.nameIt('Delivered');
	await designer.inspector.getByRole('textbox', { name: 'Name of the message' }).fill('parcel-delivered');
	await designer.inspector.getByRole('combobox', { name: 'Key' }).fill('order.id');
	await keyboard.press('Escape');
	await designer.tidyUp();
	await designer.fit();
	await designer.dragPart('Wait for time', { x: 700, y: 60 });
	await designer.nameIt('After 3 days');
	await designer.inspector.getByRole('combobox', { name: 'Time' }).fill('3 d');
	await keyboard.press('Tab');
	await expect(designer.inspector.getByRole('combobox', { name: 'Time' })).toHaveValue('P3D');
	await designer.dragConnection('Event race Delivered in time\\?', 'Wait After 3 days');
}

async function drawTheEnds(designer: DesignerPage): Promise<void> {
	const { keyboard } = designer.page;
	await designer.focusNode('Wait After 3 days');
	await keyboard.press('Enter');
	await keyboard.press('a');
	await designer.nameIt('Search the parcel?');
	await designer.inspector.getByRole('textbox', { name: 'Question' }).fill('Nobody has it. Shall we search?');
	await designer.connectByKeys('Approval Search the parcel\\?', endAtTheTop);
	await keyboard.press('Escape');
	await designer.connectByKeys('Wait Delivered', endAtTheTop);
	await designer.tidyUp();
}

export async function drawOrder(designer: DesignerPage): Promise<void> {
	await sayWhatItIsStartedWith(designer);
	await drawTheSubflow(designer);
	await drawTheRace(designer);
	await drawTheEnds(designer);
}
