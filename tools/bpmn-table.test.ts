import { expect, it } from 'vitest';
import { mappingRows } from '../saga/bpmn/mapping';
import { bpmnPage, fixturesPerRow } from './bpmn-table';

it('each row of the mapping is used by a fixture', async () => {
	const counts = await fixturesPerRow();
	expect(Object.keys(mappingRows).filter((row) => !counts.has(row as keyof typeof mappingRows))).toEqual([]);
});

it('docs/bpmn.md holds the mapping as it is: npm run bpmn:table writes it', async () => {
	const { written, wanted } = await bpmnPage();
	expect(written).toBe(wanted);
});
