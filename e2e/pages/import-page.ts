/** Importing BPMN as a person meets it: the button and the drop on the page, the dialog, the report in the designer. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';

export class ImportPage {
	readonly dialog: Locator;
	readonly report: Locator;

	constructor(readonly page: Page) {
		this.dialog = page.getByRole('dialog', { name: 'Import BPMN' });
		this.report = page.getByRole('region', { name: 'Import report' });
	}

	/** By keys: the button of the list, then the dialog's, which has the focus. */
	async choose(path: string): Promise<void> {
		await this.page.getByRole('button', { name: 'Import BPMN' }).focus();
		await this.page.keyboard.press('Enter');
		await this.chooseInDialog(path);
	}

	async chooseInDialog(path: string): Promise<void> {
		const button = this.dialog.getByRole('button', { name: /^Choose/ });
		await expect(button).toBeFocused();
		const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.page.keyboard.press('Enter')]);
		await chooser.setFiles(path);
	}

	/** Somewhere on the page, as from the desktop. */
	async drop(path: string): Promise<void> {
		await this.dropText(basename(path), readFileSync(path, 'utf8'));
	}

	async dropText(name: string, text: string): Promise<void> {
		await this.page.evaluate(
			([fileName, content]) => {
				const dataTransfer = new DataTransfer();
				dataTransfer.items.add(new File([content ?? ''], fileName ?? ''));
				for (const type of ['dragenter', 'dragover', 'drop'])
					document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
			},
			[name, text],
		);
	}

	row(text: string | RegExp): Locator {
		return this.report.getByRole('listitem').filter({ hasText: text });
	}

	/** What is downloaded, as text. */
	async export(as: string): Promise<{ readonly name: string; readonly text: string }> {
		await this.page.getByRole('button', { name: 'Export', exact: true }).click();
		const [download] = await Promise.all([
			this.page.waitForEvent('download'),
			this.page.getByRole('menuitem', { name: as }).click(),
		]);
		return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
	}
}
