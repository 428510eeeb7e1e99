/**
 * `npm run bpmn:table`: writes the table of docs/bpmn.md, made of the mapping itself, with the number of fixtures that use
 * each row. tools/bpmn-table.test.ts compares the two.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importBpmn } from '../saga/bpmn/import-bpmn';
import type { RowId } from '../saga/bpmn/mapping';
import { mappingTable } from '../saga/bpmn/mapping-table';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, 'docs/bpmn.md');
const fixtures = join(root, 'saga/bpmn/fixtures');
const [begin, end] = ['<!-- table: npm run bpmn:table -->', '<!-- end of the table -->'];

/** How many fixtures use each row. */
export async function fixturesPerRow(): Promise<ReadonlyMap<RowId, number>> {
	const counts = new Map<RowId, number>();
	for (const name of readdirSync(fixtures).filter((file) => file.endsWith('.bpmn'))) {
		const result = await importBpmn(readFileSync(join(fixtures, name), 'utf8'));
		if (!result.ok) throw new Error(`${name}: ${result.refusal.message}`);
		for (const row of new Set(result.flows.flatMap(({ report }) => report.rows)))
			counts.set(row, (counts.get(row) ?? 0) + 1);
	}
	return counts;
}

/** The page as it is, and as it should be. */
export async function bpmnPage(): Promise<{ readonly written: string; readonly wanted: string }> {
	const counts = await fixturesPerRow();
	const written = readFileSync(page, 'utf8');
	const [before = '', rest = ''] = written.split(begin);
	const after = rest.split(end)[1] ?? '';
	return { written, wanted: `${before}${begin}\n\n${mappingTable((row) => counts.get(row) ?? 0)}\n\n${end}${after}` };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, (await bpmnPage()).wanted);
