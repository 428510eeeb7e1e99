import { type BrowserContext, expect } from '@playwright/test';
import type { FlowDefinition } from '@/saga/flow/definition';
import { createFlow } from '@/saga/flow/edits/create-flow';
import type { Api } from './installation/api';
import { trip } from './installation/trips';
import { DesignerPage } from './pages/designer-page';
import { type Background, story } from './story';

interface Editors {
	readonly flowId: string;
	readonly ada: DesignerPage;
	readonly ben: DesignerPage;
	readonly adasBrowser: BrowserContext;
}

async function newFlow(api: Api): Promise<FlowDefinition> {
	const id = `edited-${trip().id.toLowerCase()}`;
	const definition = createFlow({ id, name: `Edited ${id}` });
	await api.createFlow(definition);
	return definition;
}

async function rename(designer: DesignerPage, node: string, name: string): Promise<void> {
	await designer.select(node);
	await designer.inspector.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
}

/** Ada is cut off while she edits, Ben saves meanwhile; then her connection comes back. */
async function bothEdit({ ada, ben, adasBrowser }: Editors, background: Background): Promise<void> {
	background.expectRefusals();
	await adasBrowser.setOffline(true);
	await rename(ada, 'Start', 'Adas start');
	await expect(ada.saveState).toHaveText('Offline, kept in this browser');
	await rename(ben, 'End', 'Bens end');
	await ben.isSaved();
	await adasBrowser.setOffline(false);
	await expect(ada.dialog).toContainText('Two people changed this draft');
}

const names = async (api: Api, flowId: string) => {
	const { definition } = await api.flow(flowId);
	return (definition as unknown as FlowDefinition).nodes.map(({ name }) => name);
};

const twoEditors = story.extend<{ editors: Editors }>({
	editors: async ({ api, browser, context, designer, baseURL }, use) => {
		const { id } = await newFlow(api);
		const bensBrowser = await browser.newContext({ baseURL: baseURL ?? '' });
		const ben = new DesignerPage(await bensBrowser.newPage());
		await designer.open(id);
		await ben.open(id);
		await use({ flowId: id, ada: designer, ben, adasBrowser: context });
		await bensBrowser.close();
	},
});

twoEditors(
	'who keeps their own version replaces the other, who sees it and can take it back',
	async ({ api, editors, background }) => {
		await bothEdit(editors, background);
		const { ada, ben, flowId } = editors;
		await expect(ada.dialog.getByRole('list', { name: 'How yours and theirs differ' })).toContainText('Adas start');
		await ada.dialog.getByRole('button', { name: 'Keep mine' }).click();
		await ada.isSaved();
		expect(await names(api, flowId)).toEqual(['Adas start', 'End']);
		await expect(ben.node('Start Adas start')).toBeVisible();
		await ben.page.keyboard.press('Escape');
		await ben.page.getByRole('button', { name: 'Undo (Ctrl Z)' }).click();
		await expect(ben.node('End Bens end')).toBeVisible();
	},
);

twoEditors('who takes the other version has their own one step of undo away', async ({ api, editors, background }) => {
	await bothEdit(editors, background);
	const { ada, flowId } = editors;
	await ada.dialog.getByRole('button', { name: 'Take theirs' }).click();
	await expect(ada.node('End Bens end')).toBeVisible();
	await ada.isSaved();
	expect(await names(api, flowId)).toEqual(['Start', 'Bens end']);
	await ada.page.getByRole('button', { name: 'Undo (Ctrl Z)' }).click();
	await expect(ada.node('Start Adas start')).toBeVisible();
});

twoEditors('who saves a copy has both', async ({ api, editors, background }) => {
	await bothEdit(editors, background);
	const { ada, flowId } = editors;
	await ada.dialog.getByRole('button', { name: 'Save mine as a copy' }).click();
	await expect(ada.node('End Bens end')).toBeVisible();
	expect(await names(api, flowId)).toEqual(['Start', 'Bens end']);
	await ada.page.goto('/flows');
	await ada.page.getByRole('link', { name: `Edited ${flowId} (copy)`, exact: true }).click();
	await expect(ada.node('Start Adas start')).toBeVisible();
});

twoEditors(
	'who decides later and reloads still has their own edits, and is asked again',
	async ({ api, editors, background }) => {
		await bothEdit(editors, background);
		const { ada, flowId } = editors;
		await ada.dialog.getByRole('button', { name: 'Decide later' }).click();
		await expect(ada.saveState).toHaveText(/^Conflict/);
		await ada.page.reload();
		await expect(ada.dialog).toContainText('Two people changed this draft');
		await expect(ada.node('Start Adas start')).toBeAttached();
		expect(await names(api, flowId)).toEqual(['Start', 'Bens end']);
	},
);

twoEditors('who has nothing unsaved sees the other edit at once', async ({ editors: { ada, ben } }) => {
	await rename(ben, 'End', 'Bens end');
	await expect(ada.node('End Bens end')).toBeVisible();
	await expect(ada.dialog).toBeHidden();
});
