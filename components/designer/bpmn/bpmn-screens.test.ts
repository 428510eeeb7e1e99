/** What the screens of an import are told: which ids its flows take, and what each row of the report selects. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ImportedFlow, importBpmn } from '@/saga/bpmn/import-bpmn';
import { placeFlows } from './place-flows';
import { isImported, reportRows } from './report-rows';

async function flowsOf(fixture: string): Promise<readonly ImportedFlow[]> {
	const result = await importBpmn(readFileSync(`saga/bpmn/fixtures/${fixture}.bpmn`, 'utf8'));
	if (!result.ok) throw new Error(result.refusal.message);
	return result.flows;
}

async function onlyFlowOf(fixture: string): Promise<ImportedFlow> {
	const [flow] = await flowsOf(fixture);
	if (flow === undefined) throw new Error(`${fixture} has no flow`);
	return flow;
}

describe('flows of a file among those that are there', () => {
	test('keep their ids where nobody has them', async () => {
		const flows = await flowsOf('kept');
		expect(placeFlows(flows, ['book-trip'])).toEqual(flows);
	});

	test('take a number where the id is taken, and their reports with them', async () => {
		const placed = placeFlows(await flowsOf('kept'), ['shop', 'shop-2']);
		expect(placed.map(({ definition }) => definition.id)).toEqual(['shop-3', 'other']);
		expect(placed.map(({ report }) => report.flow)).toEqual(['shop-3', 'other']);
	});

	test('call each other by the ids that they take', async () => {
		const caller = await onlyFlowOf('camunda-tasks');
		const called = { ...caller, definition: { ...caller.definition, id: 'returngoods', nodes: [], edges: [] } };
		const [first] = placeFlows([caller, called], ['returngoods']);
		const calls = first?.definition.nodes.flatMap((node) => (node.kind === 'call' ? [node.flow] : []));
		expect(calls).toEqual(['returngoods-2']);
	});

	test('stay within the length of an id', async () => {
		const flow = await onlyFlowOf('kept');
		const long = 'a'.repeat(64);
		const [placed] = placeFlows([{ ...flow, definition: { ...flow.definition, id: long } }], [long]);
		expect(placed?.definition.id).toBe(`${'a'.repeat(62)}-2`);
	});
});

describe('the rows of a report', () => {
	test('begin with what is worst, and leave out what has nothing to say', async () => {
		const { definition, report } = await onlyFlowOf('camunda-tasks');
		const levels = reportRows(report, definition).flatMap(({ level }) => (level === 'runs' ? [] : [level]));
		expect(levels).toEqual(['kept', 'kept', 'differs', 'differs', 'differs', 'differs']);
	});

	test('select the node that the element became, also where the id in the file was another', async () => {
		const { definition, report } = await onlyFlowOf('collapsed');
		const entry = {
			level: 'differs',
			id: 'in.task',
			element: 'manualTask',
			name: '',
			reason: 'So.',
			remedy: '',
		} as const;
		const [row] = reportRows({ ...report, entries: [entry] }, definition);
		expect(row?.part).toBe('in_task');
	});

	test('select nothing where the element is no part of the flow', async () => {
		const { definition, report } = await onlyFlowOf('kept');
		const partOf = new Map(reportRows(report, definition).map(({ id, part }) => [id, part]));
		expect(partOf.get('pay')).toBe('pay');
		expect(partOf.get('collab')).toBeNull();
		expect(partOf.get('odd')).toBeNull();
	});

	test('are there for flows that come from a file', async () => {
		expect(isImported((await onlyFlowOf('kept')).definition)).toBe(true);
		expect(isImported({ kept: [] })).toBe(false);
	});
});
