/** The rows of the mapping as the tables of docs/bpmn.md, a part each. */
import { type MappingRow, mappingParts, mappingRows, type RowId } from './mapping';

export function mappingTable(fixturesOf: (row: RowId) => number): string {
	const rows: readonly (readonly [string, MappingRow])[] = Object.entries(mappingRows);
	return mappingParts
		.map((part) => {
			const lines = rows
				.filter(([, row]) => row.part === part)
				.map(([id, { bpmn, becomes, difference }]) => {
					const cell = (text: string) => text.replaceAll('|', '\\|');
					return `| ${cell(bpmn)} | ${cell(becomes)} | ${difference ?? ''} | ${fixturesOf(id as RowId)} |`;
				});
			return [
				`### ${part}`,
				'',
				'| BPMN | becomes | difference | fixtures |',
				'| --- | --- | --- | ---: |',
				...lines,
			].join('\n');
		})
		.join('\n\n');
}
