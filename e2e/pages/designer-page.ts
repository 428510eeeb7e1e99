/** The designer as a person meets it: parts, canvas, inspector, header and dialogs, by the names that they bear. */
import { expect, type Locator, type Page } from '@playwright/test';

/** A new browser reads, compiles and runs all of the app first. */
export const opensWithinMs = 60_000;

export interface Field {
	readonly target: string;
	readonly expression: string;
}

export class DesignerPage {
	readonly canvas: Locator;
	readonly inspector: Locator;
	readonly problems: Locator;
	readonly saveState: Locator;
	readonly dialog: Locator;

	constructor(readonly page: Page) {
		this.canvas = page.getByRole('region', { name: /^Diagram of / });
		this.inspector = page.getByRole('complementary', { name: 'Inspector', exact: true });
		this.problems = page.getByRole('region', { name: 'Problems' });
		this.saveState = page.getByTestId('save-state');
		this.dialog = page.getByRole('dialog');
	}

	async open(flowId: string): Promise<void> {
		await this.page.goto(`/flows/${flowId}`);
		await expect(this.canvas).toBeVisible({ timeout: opensWithinMs });
	}

	/** From the list of flows, by its button. */
	async create(name: string): Promise<void> {
		await this.page.goto('/flows');
		await this.page.getByRole('button', { name: 'New flow' }).click();
		await this.dialog.getByLabel('Name').fill(name);
		await this.dialog.getByRole('button', { name: 'Create' }).click();
		await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible();
		await expect(this.canvas).toBeVisible();
	}

	/** By its kind and name, such as `Step Charge card`; by a pattern where others begin with the same words. */
	node(name: string | RegExp): Locator {
		const pattern = typeof name === 'string' ? new RegExp(`^${name}(,|$)`) : name;
		return this.canvas.getByRole('group', { name: pattern });
	}

	async select(name: string): Promise<void> {
		await this.node(name).click();
		await expect(this.node(name)).toHaveClass(/selected/);
	}

	/** By keys, also where a container is so large that its middle is something else. */
	async focusNode(name: string): Promise<void> {
		await this.node(name).focus();
		await expect(this.node(name)).toBeFocused();
	}

	/** By its id and by keys, whatever it is called. */
	async choose(id: string): Promise<void> {
		const node = this.canvas.locator(`.react-flow__node[data-id="${id}"]`);
		await node.focus();
		await this.page.keyboard.press('Enter');
		await expect(node).toHaveClass(/selected/);
	}

	async chooseUndo(how: string): Promise<void> {
		await this.inspector.getByRole('radiogroup', { name: 'How it is undone' }).getByText(how, { exact: true }).click();
	}

	/** A part of the palette, or a command that a participant offers. */
	async clickPart(name: string): Promise<void> {
		await this.page.getByRole('button', { name: `Add ${name}`, exact: true }).click();
	}

	/** What was added last waits for its name; Enter gives the focus back to the canvas. */
	async nameIt(name: string): Promise<void> {
		await this.nameHasFocus();
		await this.page.keyboard.type(name);
		await this.page.keyboard.press('Enter');
		await expect(this.canvas.locator('.react-flow__node:focus')).toHaveAccessibleName(new RegExp(name));
	}

	async nameHasFocus(): Promise<void> {
		await expect(this.inspector.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused();
	}

	async tidyUp(): Promise<void> {
		await this.canvas.getByRole('button', { name: 'Tidy up' }).click();
		await expect(this.page.getByText('Tidied up')).toBeAttached();
	}

	/** The whole flow comes into view. */
	async fit(): Promise<void> {
		await this.canvas.getByRole('button', { name: 'Fit', exact: true }).click();
	}

	async dragPart(name: string, to: { x: number; y: number }): Promise<void> {
		await this.page
			.getByRole('button', { name: `Add ${name}`, exact: true })
			.dragTo(this.canvas, { targetPosition: to });
	}

	/** By the mouse, from the handle at the right of one to the left of the other. */
	async dragConnection(from: string, to: string): Promise<void> {
		const handle = await middle(this.node(from).locator('.react-flow__handle.source'));
		const target = await middle(this.node(to));
		await this.page.mouse.move(handle.x, handle.y);
		await this.page.mouse.down();
		await this.page.mouse.move((handle.x + target.x) / 2, (handle.y + target.y) / 2, { steps: 4 });
		await this.page.mouse.move(target.x, target.y, { steps: 4 });
		await this.page.mouse.up();
	}

	/** By keys alone: C on the one, Enter on the other. */
	async connectByKeys(from: string, to: string | RegExp): Promise<void> {
		await this.node(from).focus();
		await this.page.keyboard.press('Enter');
		await expect(this.node(from)).toHaveClass(/selected/);
		await this.page.keyboard.press('c');
		await expect(this.page.getByText(/^Choose what .* leads to/)).toBeVisible();
		await this.node(to).focus();
		await this.page.keyboard.press('Enter');
	}

	/** One part of the form, by its heading. */
	section(heading: string): Locator {
		return this.inspector
			.locator('section')
			.filter({ has: this.page.getByRole('heading', { name: heading, exact: true }) })
			.last();
	}

	async give(heading: string, fields: readonly Field[]): Promise<void> {
		const section = this.section(heading);
		for (const [at, { target, expression }] of fields.entries()) {
			await section.getByRole('button', { name: 'Add a field' }).click();
			await section.getByRole('textbox', { name: `Field ${at + 1} of the command` }).fill(target);
			await section.getByLabel(new RegExp(`^Expression for ${target}( of the undo)?$`)).fill(expression);
		}
		// The names that are offered for the last one would lie over what comes below.
		await this.page.keyboard.press('Escape');
	}

	async isSaved(): Promise<void> {
		await expect(this.saveState).toHaveText(/^Saved/);
	}

	async deploy(message: string): Promise<void> {
		await this.isSaved();
		await this.page.getByRole('button', { name: /^Deploy/ }).click();
		await this.dialog.getByLabel('What has changed').fill(message);
		await this.dialog.getByRole('button', { name: /^Deploy v/ }).click();
		await expect(this.page.getByText(/^v\d+ is deployed$/)).toBeVisible();
	}

	async openStart(): Promise<void> {
		await this.page.getByRole('button', { name: 'Start', exact: true }).click();
		await expect(this.dialog).toBeVisible();
	}

	/** The demo's switch in the start dialog. */
	async makeFail(step: string): Promise<void> {
		const fails = this.dialog.getByRole('switch', { name: `Make “${step}” fail` });
		await fails.click();
		await expect(fails).toBeChecked();
	}

	get startButton(): Locator {
		return this.dialog.getByRole('button', { name: /^Start v/ });
	}

	/** The saga's id, once its page is there. */
	async start(): Promise<string> {
		await this.startButton.click();
		await this.page.waitForURL(/\/sagas\/[0-9a-f-]{36}/);
		return new URL(this.page.url()).pathname.split('/').at(-1) ?? '';
	}
}

async function middle(locator: Locator): Promise<{ x: number; y: number }> {
	await expect(locator).toBeVisible();
	const box = await locator.boundingBox();
	if (box === null) throw new Error('What should be dragged is not on the screen.');
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
