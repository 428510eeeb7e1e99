/** What an import says of each element: how much of it runs, why not all of it, and what to do. */
import type { RowId } from '../mapping';

export const reportLevels = ['runs', 'differs', 'kept', 'error'] as const;
export type ReportLevel = (typeof reportLevels)[number];

export const levelWords: Readonly<Record<ReportLevel, string>> = {
	runs: 'runs as drawn',
	differs: 'runs with a stated difference',
	kept: 'kept but not run',
	error: 'error: cannot be deployed',
};

export interface ReportEntry {
	readonly level: ReportLevel;
	/** As in the file, or as made where the file has none. */
	readonly id: string;
	/** `serviceTask`. */
	readonly element: string;
	readonly name: string;
	/** Empty where it runs as drawn. */
	readonly reason: string;
	readonly remedy: string;
}

/** Per process; an element has one entry per thing that is to be said of it. */
export interface ImportReport {
	/** As in the file. */
	readonly process: string;
	readonly flow: string;
	readonly entries: readonly ReportEntry[];
	/** Activities that the model names no undo for: imported as harmless. */
	readonly withoutUndo: number;
	/** The rows of the mapping that were used. */
	readonly rows: readonly RowId[];
}

export function countsOf({ entries }: ImportReport): Readonly<Record<ReportLevel, number>> {
	const counts = { runs: 0, differs: 0, kept: 0, error: 0 };
	const worst = new Map<string, ReportLevel>();
	for (const { id, level } of entries) {
		const known = worst.get(id) ?? 'runs';
		worst.set(id, reportLevels.indexOf(level) > reportLevels.indexOf(known) ? level : known);
	}
	for (const level of worst.values()) counts[level] += 1;
	return counts;
}
