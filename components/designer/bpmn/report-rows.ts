/** A report of an import as a person reads it: what matters most first, each row with what it selects in the flow. */
import { type ImportReport, type ReportEntry, type ReportLevel, reportLevels } from '@/saga/bpmn/read/report';
import type { FlowDefinition } from '@/saga/flow/definition';
import { keptRecords } from '@/saga/flow/kept';

export interface ReportRow extends ReportEntry {
	readonly key: string;
	/** The node or edge that the element became, or the one in which it is kept; null: none is there (any more). */
	readonly part: string | null;
}

/** What has nothing to say has no row. */
export function reportRows({ entries }: ImportReport, definition: FlowDefinition): readonly ReportRow[] {
	const partOf = partsByElement(definition);
	return entries
		.filter(({ reason }) => reason !== '')
		.map((entry) => ({
			...entry,
			key: `${entry.level} ${entry.id} ${entry.reason}`,
			part: partOf.get(entry.id) ?? null,
		}))
		.sort((left, right) => rank(right.level) - rank(left.level));
}

const rank = (level: ReportLevel) => reportLevels.indexOf(level);

/** Whether the flow still has something of the file that it comes from. */
export function isImported(definition: Pick<FlowDefinition, 'kept'>): boolean {
	return keptRecords(definition).length > 0;
}

/** By the id in the file. */
function partsByElement(definition: FlowDefinition): ReadonlyMap<string, string> {
	const ids = new Set([...definition.nodes, ...definition.edges].map(({ id }) => id));
	const parts = new Map([...ids].map((id) => [id, id]));
	for (const record of keptRecords(definition)) {
		if (record.kind === 'mark') set(record.id, record.node ?? record.edge);
		if (record.kind === 'element') set(record.id, partIn(record.parent));
		if (record.kind === 'origin' && record.id !== null) set(record.id, partIn(record.of));
	}
	return parts;

	function set(element: string, part: string | null) {
		if (part !== null && ids.has(part)) parts.set(element, part);
	}
}

/** `node:ID`, `boundary:ID` and the like name a part of the flow; `process` names none. */
function partIn(place: string): string | null {
	const at = place.indexOf(':');
	return at < 0 ? null : place.slice(at + 1);
}
