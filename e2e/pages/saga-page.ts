/** The page of one saga, as support staff read it. */
import { expect, type Locator, type Page } from '@playwright/test';
import { opensWithinMs } from './designer-page';

export class SagaPage {
	readonly sentence: Locator;
	readonly diagram: Locator;
	readonly header: Locator;
	readonly dialog: Locator;

	constructor(readonly page: Page) {
		this.sentence = page.getByTestId('saga-banner');
		this.diagram = page.getByRole('region', { name: /^Saga .*, drawn as / });
		this.header = page.locator('main > header');
		this.dialog = page.getByRole('dialog');
	}

	async open(sagaId: string): Promise<void> {
		await this.page.goto(`/sagas/${sagaId}`);
		await expect(this.diagram).toBeVisible({ timeout: opensWithinMs });
	}

	status(words: string): Locator {
		return this.header.getByText(words, { exact: true });
	}

	/** A node whose spoken name says this of it, such as `done` or `undo order 1`. */
	nodeThatIs(name: string, state: string | RegExp): Locator {
		return this.diagram.getByRole('group', {
			name: new RegExp(`^${name},.*${typeof state === 'string' ? state : state.source}`),
		});
	}

	async showTab(name: RegExp): Promise<void> {
		await this.page.getByRole('tab', { name }).click();
	}

	undoItem(text: string): Locator {
		return this.page.getByRole('list', { name: 'Undo order' }).getByRole('listitem').filter({ hasText: text });
	}

	get incidents(): Locator {
		return this.page.getByRole('list', { name: 'Open incidents' });
	}

	/** The oldest incident's; `changed` replaces what is sent. */
	async retry(reason: string, changed?: object): Promise<void> {
		await this.header.getByRole('button', { name: 'Retry now…' }).click();
		const send = this.dialog.getByRole('button', { name: 'Retry now' });
		await expect(send).toHaveAttribute('aria-disabled', 'true');
		if (changed !== undefined) {
			await this.dialog.getByRole('switch', { name: 'Change what is sent' }).click();
			await this.dialog.getByRole('textbox', { name: 'Changed input as JSON' }).fill(JSON.stringify(changed));
		}
		await this.dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
		await send.click();
		await expect(this.dialog).toBeHidden();
	}

	/** The panel of what is chosen on the diagram. */
	get panel(): Locator {
		return this.page.getByRole('complementary', { name: /^Details of / });
	}

	/** By its spoken name, such as `Step Hold room`. */
	async choose(name: string): Promise<void> {
		await this.diagram.getByRole('group', { name: new RegExp(`^${name}\\b`) }).click();
		await expect(this.panel).toBeVisible();
	}

	/** From the menu in the header, or of what is chosen; the dialog says what it will do before it can be asked for. */
	async openAct(where: 'saga' | 'place', item: string): Promise<void> {
		const part = where === 'saga' ? this.header : this.panel;
		await part.getByRole('button', { name: 'Actions', exact: true }).first().click();
		await this.page.getByRole('menuitem', { name: item }).first().click();
		await expect(this.dialog).toBeVisible();
		await expect(this.page.getByRole('menu')).toBeHidden();
	}

	get preview(): Locator {
		return this.dialog.getByTestId('act-preview');
	}

	async confirmAct(button: string, reason: string): Promise<void> {
		const send = this.dialog.getByRole('button', { name: button, exact: true });
		await expect(send).toHaveAttribute('aria-disabled', 'true');
		await this.dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
		await expect(send).not.toHaveAttribute('aria-disabled', 'true');
		// Twice is once.
		await send.dblclick();
		await expect(this.dialog).toBeHidden({ timeout: 30_000 });
	}

	async more(item: RegExp): Promise<void> {
		await this.header.getByRole('button', { name: 'More' }).click();
		await this.page.getByRole('menuitem', { name: item }).click();
	}
}
