import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FlowDefinition, FlowNode } from '../flow/definition';
import { importProblems, keptRecords } from '../flow/kept';
import { exportBpmn } from './export-bpmn';
import { type ImportedFlow, importBpmn } from './import-bpmn';
import { invalidModels } from './testing/invalid-models';
import { modelText, way } from './testing/model-text';

const folder = new URL('fixtures/', import.meta.url);
const fixture = (name: string) => readFileSync(new URL(`${name}.bpmn`, folder), 'utf8');
const names = readdirSync(folder).map((file) => file.replace('.bpmn', ''));

async function flowsOf(xml: string): Promise<readonly ImportedFlow[]> {
	const result = await importBpmn(xml);
	if (!result.ok) throw new Error(result.refusal.message);
	return result.flows;
}
async function imported(xml: string): Promise<ImportedFlow> {
	const [flow] = await flowsOf(xml);
	if (flow === undefined) throw new Error('There is no flow.');
	return flow;
}
const node = ({ nodes }: FlowDefinition, id: string): FlowNode | undefined => nodes.find((each) => each.id === id);
const said = ({ report }: ImportedFlow, id: string) =>
	report.entries
		.filter((entry) => entry.id === id && entry.reason !== '')
		.map(({ level, reason }) => `${level}: ${reason}`);

describe('every fixture', () => {
	it.each(names)('%s is exported and imported as the same flow', async (name) => {
		for (const { definition } of await flowsOf(fixture(name)))
			expect((await imported(exportBpmn(definition))).definition).toEqual(definition);
	});

	it.each(names)('%s: no id of the file is missing in what is written', async (name) => {
		const flows = await flowsOf(fixture(name));
		const written = flows.map(({ definition }) => exportBpmn(definition)).join('\n');
		const ids = [...fixture(name).matchAll(/<(?:\w+:)?(?!BPMN)\w+ [^>]*?\bid="([^"]+)"/g)].map(
			(match) => match[1] ?? '',
		);
		const isDiagram = (id: string) => /^(d\d|s_|e_|plane|main|inside|diagram)/.test(id);
		expect(ids.filter((id) => !isDiagram(id) && !written.includes(`"${id}"`))).toEqual([]);
	});
});

describe('ids', () => {
	it('fit a trace, are made where there are none, and the file keeps its own', async () => {
		const [{ definition, processId } = await imported('')] = await flowsOf(fixture('collapsed'));
		expect(processId).toBe('_proc.1');
		expect(definition.id).toBe('proc-1');
		expect(definition.nodes.map(({ id }) => id)).toEqual([
			'id1_start',
			'id_sub-1',
			'in_start',
			'in_task',
			'Pr_fung',
			'endEvent_1',
		]);
		const xml = exportBpmn(definition);
		expect(xml).toContain('id="_sub-1"');
		expect(xml).toContain('id="in.task"');
		expect(xml).toContain('unwind:called="1 start"');
	});

	it('a collapsed subprocess is opened where it stands, and what is right of it moves away', async () => {
		const { definition } = await imported(fixture('collapsed'));
		const { nodes } = definition.layout;
		expect(nodes['id_sub-1']).toEqual({ x: 200, y: 78, width: 246, height: 148 });
		expect(nodes.in_start).toEqual({ x: 228, y: 140, width: 36, height: 36 });
		expect(nodes.Pr_fung).toEqual({ x: 496, y: 78, width: 100, height: 80 });
	});
});

describe('tasks', () => {
	it('a job type is the command, its first part the participant', async () => {
		const { definition } = await imported(fixture('zeebe-tasks'));
		expect(node(definition, 'reserve')).toMatchObject({
			kind: 'step',
			participant: 'hotel',
			command: 'hotel.reserve',
			input: [
				{ target: 'city', expression: 'trip.city' },
				{ target: 'room', expression: '"standard"' },
				{ target: 'headers.method', expression: '"POST"' },
			],
			output: [
				{ target: 'booking.id', expression: 'if reply.bookingId != null then reply.bookingId else bookingId' },
				{ target: 'total', expression: expect.stringContaining('reply.price') },
			],
			retries: { attemptsMax: 5 },
			compensation: { type: 'none', effect: 'harmless', because: 'the model names no undo' },
		});
		expect(node(definition, 'rate')).toMatchObject({
			kind: 'step',
			command: 'risk',
			participant: 'order',
			output: [{ target: 'rating', expression: 'reply' }],
		});
		expect(node(definition, 'pack')).toMatchObject({
			kind: 'approval',
			input: [{ target: '*', expression: '*' }],
			output: [{ target: '*', expression: 'reply' }],
		});
		expect(node(definition, 'tell')).toMatchObject({ kind: 'publish', event: { message: 'order told', key: '' } });
	});

	it('the participant of types without a first part is said for the whole file', async () => {
		const result = await importBpmn(fixture('zeebe-tasks'), { participant: 'shop' });
		expect(result.ok && result.flows[0] && node(result.flows[0].definition, 'rate')).toMatchObject({
			participant: 'shop',
		});
	});

	it('what waits is a subflow where it has events at its border', async () => {
		const { definition } = await imported(fixture('receive-task'));
		expect(node(definition, 'wait')).toMatchObject({ kind: 'subflow', output: [{ target: '*', expression: '*' }] });
		expect(node(definition, 'wait_inner')).toMatchObject({
			kind: 'catch',
			scope: 'wait',
			on: { message: 'payment received', key: 'paymentId' },
		});
		expect(node(definition, 'unnamed')).toMatchObject({
			kind: 'catch',
			on: { message: 'unnamed', key: 'businessKey' },
		});
	});
});

describe('compensation', () => {
	it('handlers of every kind', async () => {
		const { definition, report } = await imported(fixture('compensation'));
		expect(node(definition, 'car')).toMatchObject({
			compensation: { type: 'command', participant: '', command: 'car.cancel' },
		});
		expect(node(definition, 'hotel')).toMatchObject({ compensation: { type: 'scope', name: 'Undo hotel' } });
		expect(node(definition, 'u_cancel')).toMatchObject({ scope: 'hotel/undo' });
		expect(node(definition, 'flight_undo')).toMatchObject({ kind: 'call', scope: 'flight/undo', flow: 'refund' });
		expect(node(definition, 'seats_undo')).toMatchObject({
			kind: 'step',
			scope: 'seats/undo',
			forEach: { collection: 'output.seats' },
		});
		expect(node(definition, 'xu_do')).toMatchObject({ scope: 'extras/undo' });
		expect(node(definition, 'back')).toMatchObject({ kind: 'undo', activity: 'hotel' });
		expect(report.withoutUndo).toBe(1);
	});

	it('a transaction with a cancel end is undone at once', async () => {
		const { definition } = await imported(fixture('transaction'));
		expect(node(definition, 'booking')).toMatchObject({ kind: 'subflow', whenInterrupted: 'undo-now' });
		expect(node(definition, 't_cancel')).toMatchObject({ result: { type: 'error', code: 'CANCEL' } });
		expect(node(definition, 'cancelled')).toMatchObject({ on: { type: 'error', code: 'CANCEL' } });
	});
});

describe('references', () => {
	it('to nothing are names and codes; only a missing attribute is a catch-all', async () => {
		const flow = await imported(
			modelText(
				`<startEvent id="s" /><serviceTask id="a" /><boundaryEvent id="b1" attachedToRef="a"><errorEventDefinition errorRef="GONE" /></boundaryEvent>
				<boundaryEvent id="b2" attachedToRef="a"><errorEventDefinition /></boundaryEvent><boundaryEvent id="b3" attachedToRef="a"><errorEventDefinition errorRef="nameless" /></boundaryEvent><endEvent id="e" />
				${way('s', 'a', 'e')}${way('b1', 'e')}${way('b2', 'e')}${way('b3', 'e')}`,
				'<error id="nameless" />',
			),
		);
		expect(['b1', 'b2', 'b3'].map((id) => node(flow.definition, id))).toMatchObject([
			{ on: { code: 'GONE' } },
			{ on: { code: null } },
			{ on: { code: null } },
		]);
		expect(said(flow, 'b1')).toEqual(['differs: There is no error "GONE" in the file: it is taken as the code.']);
	});
});

describe('what is not run', () => {
	it('is kept with its place, and written again where it stood', async () => {
		const [shop, other] = await flowsOf(fixture('kept'));
		const kept = keptRecords(shop?.definition ?? { kept: [] }).filter((record) => record.kind === 'element');
		expect(kept.map(({ id }) => id)).toEqual(
			expect.arrayContaining([
				'collab',
				'lanes',
				'order_ref',
				'note',
				'group',
				'odd',
				'adhoc',
				'when',
				'f3',
				'f4',
				'unused',
				'private',
			]),
		);
		expect(kept.find(({ id }) => id === 'odd')?.shapes).toEqual([
			{ id: 'odd', name: 'Odd', element: 'bpmn:complexGateway', bounds: { x: 500, y: 200, width: 50, height: 50 } },
		]);
		const xml = exportBpmn(shop?.definition as FlowDefinition);
		for (const text of [
			'<acme:who>team &amp; lead</acme:who>',
			'acme:cost="3"',
			'acme:weight="7"',
			'bioc:stroke="#ff0000"',
			'<bpmn:madeUp',
			'bpmn:flowNodeRef',
			'Mind the gap',
		])
			expect(xml).toContain(text);
		expect(exportBpmn(other?.definition as FlowDefinition)).not.toContain('id="private"');
	});
});

describe('an invalid model is imported with the element marked', () => {
	it.each(invalidModels)('$what', async ({ id, xml }) => {
		const flow = await imported(xml);
		const messages = importProblems(flow.definition).map(({ message }) => message);
		expect(messages.some((message) => message.startsWith(`${id}: `))).toBe(true);
		expect(said(flow, id).some((text) => text.startsWith('error: '))).toBe(true);
		const again = await imported(exportBpmn(flow.definition));
		expect(importProblems(again.definition).map(({ message }) => message)).toEqual(messages);
	});
});
