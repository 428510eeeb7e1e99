/** The reports of this visit's imports, by flow: they also tell the differences, which an import settles and no flow keeps. */
import { create } from 'zustand';
import type { ImportReport } from '@/saga/bpmn/read/report';

export const useImportedReports = create<ReadonlyMap<string, ImportReport>>(() => new Map());

export function rememberReport(report: ImportReport): void {
	useImportedReports.setState((reports) => new Map(reports).set(report.flow, report), true);
}
