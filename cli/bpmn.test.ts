/** The commands over BPMN files: what they print, and with which code they exit. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrange } from '@/components/designer/arrange';
import { readBpmn } from '@/components/designer/bpmn/read-bpmn';
import { invalidModels } from '@/saga/bpmn/testing/invalid-models';
import { modelText, way } from '@/saga/bpmn/testing/model-text';
import type { FlowDefinition } from '@/saga/flow/definition';
import { main } from './main';

const example = (name: string) => fileURLToPath(new URL(`../docs/examples/${name}`, import.meta.url));
let folder = '';
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'unwind-bpmn-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, content);
	return path;
}

async function saga(...args: string[]) {
	const said = { out: '', err: '' };
	const code = await main(args, {
		out: (text) => {
			said.out += `${text}\n`;
		},
		err: (text) => {
			said.err += `${text}\n`;
		},
	});
	return { code, ...said };
}

const task = (id: string) =>
	`<serviceTask id="${id}"><extensionElements><zeebe:taskDefinition type="${id}" /></extensionElements></serviceTask>`;
const frame = (inside: string, ...ids: string[]) =>
	modelText(`<startEvent id="s" />${inside}<endEvent id="e" />${way('s', ...ids, 'e')}`);
const process = (id: string, inside: string, ...ids: string[]) =>
	`<process id="${id}" isExecutable="true"><startEvent id="${id}_s" />${inside}<endEvent id="${id}_e" />${way(`${id}_s`, ...ids, `${id}_e`)}</process>`;

describe('the example', () => {
	it('happens as its trace says', async () => {
		expect(await saga('rehearse', example('book-trip.bpmn'), example('hotel-full.trace'))).toMatchObject({
			code: 0,
			out: expect.stringContaining('All 6 lines happened'),
		});
	});
});

describe('saga import', () => {
	it('prints what becomes of each element, and exits 0 whatever is in the file', async () => {
		const { code, out } = await saga('import', await file('invalid.bpmn', frame('<complexGateway id="odd" />', 'odd')));
		expect(code).toBe(0);
		expect(out).toContain('flow → flow flow: ');
		expect(out).toContain('    odd (complexGateway): complexGateway is not run.');
		expect(out).toContain('error: cannot be deployed:\n    s (startEvent): Its way leads to "odd"');
	});

	it('says what else has to be settled before the flow is deployed', async () => {
		const split = `<exclusiveGateway id="g" />${task('a')}${task('b')}${way('g', 'b', 'e')}`;
		expect((await saga('import', await file('undecided.bpmn', frame(split, 'g', 'a')))).out).toContain(
			'2 things have to be settled before it is deployed',
		);
		expect((await saga('import', await file('decided.bpmn', frame(task('a'), 'a')))).out).not.toContain('settled');
	});

	it('speaks JSON, and names the participant of the whole file', async () => {
		const { out } = await saga(
			'import',
			await file('named.bpmn', frame(task('a'), 'a')),
			'--participant',
			'shop',
			'--json',
		);
		expect(JSON.parse(out)).toMatchObject({
			flows: [
				{ processId: 'flow', definition: { nodes: [{}, { participant: 'shop' }, {}] }, report: { withoutUndo: 1 } },
			],
		});
	});

	it('a file that cannot be read is refused with its place', async () => {
		expect(await saga('import', await file('broken.bpmn', '<definitions>\n<a'))).toMatchObject({
			code: 2,
			err: expect.stringMatching(/broken\.bpmn:2:1: /),
		});
		expect(await saga('import', example('hotel-full.trace'))).toMatchObject({ code: 2 });
	});

	it('reads other encodings', async () => {
		const text = frame('<task id="a" name="Prüfung" />', 'a').replace('?>', ' encoding="ISO-8859-1"?>');
		const path = await file('latin.bpmn', Buffer.from(text, 'latin1'));
		expect((await saga('import', path, '--json')).out).toContain('Prüfung');
	});
});

describe('saga export and layout', () => {
	it('writes BPMN that is read as the same flow', async () => {
		const path = example('book-trip.bpmn');
		const { code, out } = await saga('export', path);
		expect(code).toBe(0);
		expect(out).toBe(await readFile(path, 'utf8'));
	});

	it('a model without diagram is laid out from left to right', async () => {
		const path = await file('bare.bpmn', frame(task('a'), 'a'));
		const { out } = await saga('layout', path, '--json');
		const { nodes } = (JSON.parse(out) as { layout: { nodes: Record<string, { x: number }> } }).layout;
		expect(nodes.s?.x).toBeLessThan(nodes.a?.x ?? 0);
		expect((await saga('layout', path)).out).toContain('<bpmndi:BPMNShape id="a_di"');
		expect((await saga('export', path, '--json')).out).toContain('bpmndi:BPMNShape');
	});
});

describe('saga lint', () => {
	it('an invalid model has an error at its element', async () => {
		const { code, out } = await saga(
			'lint',
			await file('orphan.bpmn', frame(`${task('a')}<task id="h" isForCompensation="true" />`, 'a')),
		);
		expect(code).toBe(1);
		expect(out).toContain('h: It is a compensation handler');
		expect(out).toContain('[import-error]');
	});
});

describe('saga rehearse', () => {
	const two = (called: string) =>
		modelText('').replace(
			/<process.*<\/process>/,
			`${process('first', task('a'), 'a')}${process('second', `<callActivity id="c" calledElement="${called}" />`, 'c')}`,
		);

	it('a process with an error cannot run: the element is named', async () => {
		const path = await file(
			'no-handler.bpmn',
			frame(`${task('a')}<boundaryEvent id="b" attachedToRef="a"><compensateEventDefinition /></boundaryEvent>`, 'a'),
		);
		expect(await saga('rehearse', path)).toMatchObject({
			code: 2,
			err: expect.stringContaining('a: Its compensation boundary event'),
		});
		const { code, out } = await saga('rehearse', path, '--json');
		expect([code, JSON.parse(out)]).toEqual([
			2,
			{ ok: false, status: null, steps: [], open: [], variables: {}, reason: expect.stringContaining('a: ') },
		]);
	});

	it('#processId names the one of several', async () => {
		const path = await file('two.bpmn', two('first'));
		const trace = await file('a.trace', 'start → send a\nreply a ok → completed');
		expect(await saga('rehearse', `${path}#first`, trace)).toMatchObject({ code: 0 });
		expect(await saga('rehearse', `${path}#third`, trace)).toMatchObject({
			code: 2,
			err: expect.stringContaining('There are first, second'),
		});
		expect(await saga('rehearse', path)).toMatchObject({ code: 2, err: expect.stringContaining(`${path}#first or`) });
	});

	it('what is called is looked for in the file, then beside it; found nowhere, it cannot run', async () => {
		const path = await file('calls.bpmn', two('beside'));
		const nowhere = await saga('rehearse', `${path}#second`);
		expect(nowhere).toMatchObject({ code: 2, err: expect.stringContaining('second calls "beside"') });
		await file('other.bpmn', modelText('').replace(/<process.*<\/process>/, process('beside', task('z'), 'z')));
		const found = await saga('rehearse', `${path}#second`);
		expect(found.err).not.toContain('second calls "beside"');
	});

	it('what happens otherwise exits 1 and names the line', async () => {
		const path = await file('one.bpmn', frame(task('a'), 'a'));
		const trace = await file('wrong.trace', 'start → send a\nreply a ok → send b');
		const { code, err } = await saga('rehearse', path, trace);
		expect(code).toBe(1);
		expect(err).toContain('line 2');
	});
});

describe('a model that is invalid in one place', () => {
	it.each(invalidModels)(
		'$what is imported, not deployed, and its rehearsal names the element',
		async ({ id, xml }) => {
			const path = await file('invalid-model.bpmn', xml);
			expect(await saga('import', path)).toMatchObject({
				code: 0,
				out: expect.stringMatching(/[1-9] error: cannot be/),
			});
			expect(await saga('lint', path)).toMatchObject({ code: 1, out: expect.stringContaining(`${id}: `) });
			const named = expect.stringMatching(new RegExp(`(cannot run:|\\n ) ${id}: `));
			expect(await saga('rehearse', path)).toMatchObject({ code: 2, err: named });
			const trace = await file('invalid-model.trace', 'start');
			expect(await saga('rehearse', path, trace)).toMatchObject({ code: 2, err: named });
			const { code, out } = await saga('rehearse', path, '--json');
			expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 2, ok: false, reason: named });
		},
	);

	it('the laid out picture of a model without diagram is the one that the screen has', async () => {
		const xml = frame(`${task('a')}${task('b')}`, 'a', 'b');
		const { out } = await saga('import', await file('drawn.bpmn', xml), '--json');
		const onScreen = await readBpmn(new TextEncoder().encode(xml));
		const { flows } = JSON.parse(out) as { flows: readonly { readonly definition: FlowDefinition }[] };
		if (!onScreen.ok) throw new Error(onScreen.refusal.message);
		expect(flows.map(({ definition }) => definition.layout)).toEqual(
			onScreen.flows.map(({ definition }) => definition.layout),
		);
		const [flow] = flows;
		expect(flow?.definition.layout).toEqual(flow && (await arrange(flow.definition)));
	});
});

describe('saga rehearse --json', () => {
	it('tells what each line caused, what is open, and the variables', async () => {
		const inside = `${task('a')}<userTask id="ask" /><subProcess id="p">${task('b')}</subProcess>`;
		const path = await file('json.bpmn', frame(inside, 'a', 'ask', 'p'));
		const trace = await file('json.trace', 'start {"x": 1}\nreply a ok {"y": 2}\napprove ask\nreply p/b unavailable');
		const { code, out } = await saga('rehearse', path, trace, '--json');
		expect(code).toBe(0);
		expect(JSON.parse(out)).toMatchObject({
			ok: true,
			status: 'running',
			steps: [{ sent: ['a'] }, { sent: [] }, { line: 3, text: 'approve ask', sent: ['b'] }, { sent: [] }],
			variables: { x: 1, y: 2 },
		});
	});

	it('an approval is open until it is answered', async () => {
		const path = await file('asks.bpmn', frame('<userTask id="ask" />', 'ask'));
		const { out } = await saga('rehearse', path, await file('asks.trace', 'start'), '--json');
		expect(JSON.parse(out)).toMatchObject({ open: ['ask'], status: 'running' });
	});

	it('the receive task of a fixture runs as drawn', async () => {
		const path = fileURLToPath(new URL('../saga/bpmn/fixtures/receive-task.bpmn', import.meta.url));
		const trace = await file(
			'receive.trace',
			[
				'start {"paymentId": "p", "businessKey": "k", "items": [{"price": 2}, {"price": 3}]} → wait',
				'event "payment received" p {"paid": true} → wait',
				'event unnamed k → completed',
			].join('\n'),
		);
		expect(await saga('rehearse', path, trace)).toMatchObject({ code: 0 });
		const late = await file('late.trace', 'start {"paymentId": "p"} → wait\nwait PT30S → compensated');
		expect(await saga('rehearse', path, late)).toMatchObject({ code: 0 });
	});
});
