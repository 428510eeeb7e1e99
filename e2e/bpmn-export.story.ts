/** What we export opens in bpmn-js, in a browser: without a warning, and everything where the flow has it. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page, test } from '@playwright/test';
import { bookTrip } from '@/demo/flows/book-trip';
import { placeOrder } from '@/demo/flows/place-order';
import { exportBpmn } from '@/saga/bpmn/export-bpmn';
import { importBpmn } from '@/saga/bpmn/import-bpmn';
import type { FlowDefinition } from '@/saga/flow/definition';
import { keptRecords } from '@/saga/flow/kept';

const viewer = createRequire(import.meta.url).resolve('bpmn-js/dist/bpmn-navigated-viewer.production.min.js');
const folders = ['docs/examples/', 'saga/bpmn/fixtures/'];
const files = folders.flatMap((folder) =>
	readdirSync(folder)
		.filter((name) => name.endsWith('.bpmn'))
		.map((name) => `${folder}${name}`),
);

interface Opened {
	readonly warnings: readonly string[];
	readonly shapes: Readonly<Record<string, { readonly x: number; readonly y: number }>>;
}

async function open(page: Page, xml: string): Promise<Opened> {
	return page.evaluate(async (text) => {
		document.body.innerHTML = '<div id="canvas" style="width: 1200px; height: 800px"></div>';
		const { BpmnJS } = window as unknown as { BpmnJS: new (options: { container: string }) => Viewer };
		interface Viewer {
			importXML(xml: string): Promise<{ warnings: readonly { message: string }[] }>;
			get(name: 'elementRegistry'): { getAll(): readonly { id: string; x?: number; y?: number }[] };
		}
		const opened = new BpmnJS({ container: '#canvas' });
		const { warnings } = await opened.importXML(text);
		const drawn = opened.get('elementRegistry').getAll();
		return {
			warnings: warnings.map(({ message }) => message),
			shapes: Object.fromEntries(
				drawn.flatMap(({ id, x, y }) => (x === undefined || y === undefined ? [] : [[id, { x, y }]])),
			),
		};
	}, xml);
}

/** By the id in the file. A subflow is drawn around what stands in it. */
function placesOf(definition: FlowDefinition) {
	const { layout, nodes } = definition;
	const origins = keptRecords(definition).flatMap((record) =>
		record.kind === 'origin' ? [[record.of, record.id] as const] : [],
	);
	const ids = new Map(origins);
	return nodes.flatMap(({ id, kind }) => {
		const bounds = layout.nodes[id];
		return bounds === undefined || kind === 'subflow'
			? []
			: [{ id: ids.get(`node:${id}`) ?? id, x: bounds.x, y: bounds.y }];
	});
}

async function definitionsIn(file: string): Promise<readonly FlowDefinition[]> {
	const result = await importBpmn(readFileSync(file, 'utf8'));
	if (!result.ok) throw new Error(`${file}: ${result.refusal.message}`);
	return result.flows.map(({ definition }) => definition);
}

const cases = [
	...files.map((file) => ({ title: file, definitions: () => definitionsIn(file) })),
	...[bookTrip, placeOrder].map((flow) => ({ title: flow.name, definitions: () => Promise.resolve([flow]) })),
];

for (const { title, definitions } of cases)
	test(`${title} is exported as bpmn-js reads it`, async ({ page }) => {
		await page.goto('about:blank');
		await page.addScriptTag({ path: viewer });
		for (const definition of await definitions()) {
			const { warnings, shapes } = await open(page, exportBpmn(definition));
			expect(warnings).toEqual([]);
			const places = placesOf(definition).filter(({ id }) => shapes[id] !== undefined);
			expect(places.length).toBeGreaterThan(0);
			for (const { id, x, y } of places) {
				expect(Math.abs((shapes[id]?.x ?? Number.NaN) - x), `${id}: x`).toBeLessThanOrEqual(1);
				expect(Math.abs((shapes[id]?.y ?? Number.NaN) - y), `${id}: y`).toBeLessThanOrEqual(1);
			}
		}
	});
