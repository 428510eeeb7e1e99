'use client';

import { Loader } from '@mantine/core';
import {
	IconAlertTriangleFilled,
	IconArchive,
	IconCircleCheck,
	IconCircleXFilled,
	IconFileImport,
	IconX,
} from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { type ImportReport, levelWords, type ReportLevel } from '@/saga/bpmn/read/report';
import type { FlowDefinition } from '@/saga/flow/definition';
import { ActionIconButton } from '../../ui/action-button';
import { ChipButton } from '../../ui/chip';
import { useBottomDrawer } from '../bottom-drawer';
import designerClasses from '../designer.module.css';
import { useDefinition, useDesigner } from '../designer-store';
import { showPart } from '../show-part';
import { reportOf } from './ask-bpmn';
import classes from './bpmn.module.css';
import { useImportedReports } from './imported-reports';
import { ReportCounts } from './report-counts';
import { isImported, type ReportRow, reportRows } from './report-rows';

/** Only on flows that come from a file. */
export function ImportReportChip() {
	const { id, kept } = useDefinition();
	const told = useImportedReports((reports) => reports.has(id));
	const imported = useMemo(() => isImported({ kept }), [kept]);
	const [shown, show] = useBottomDrawer();
	const isOpen = shown === 'report';
	if (!told && !imported) return null;
	return (
		<ChipButton aria-pressed={isOpen} onClick={() => show(isOpen ? null : 'report')}>
			<IconFileImport size={13} aria-hidden /> Import report
		</ChipButton>
	);
}

type Told =
	| { readonly kind: 'asking' }
	| { readonly kind: 'failed'; readonly message: string }
	| { readonly kind: 'told'; readonly report: ImportReport; readonly isFirst: boolean };

/** What this visit's import has said; on a later day what one would say of the flow as it was when the report was opened. */
function useReport(definition: FlowDefinition): Told {
	const first = useImportedReports((reports) => reports.get(definition.id));
	const [later, setLater] = useState<Told>({ kind: 'asking' });
	const [asked] = useState(definition);
	useEffect(() => {
		if (first !== undefined) return;
		const control = new AbortController();
		reportOf(asked, control.signal).then(
			(report) =>
				setLater(
					report === null
						? { kind: 'failed', message: 'The flow cannot be written as BPMN, so there is nothing to compare it with.' }
						: { kind: 'told', report, isFirst: false },
				),
			(error: unknown) => {
				if (!control.signal.aborted)
					setLater({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
			},
		);
		return () => control.abort();
	}, [first, asked]);
	return first === undefined ? later : { kind: 'told', report: first, isFirst: true };
}

const icons: Readonly<Record<ReportLevel, typeof IconArchive>> = {
	runs: IconCircleCheck,
	differs: IconAlertTriangleFilled,
	kept: IconArchive,
	error: IconCircleXFilled,
};
const colours: Readonly<Record<ReportLevel, string>> = {
	runs: 'var(--u-done)',
	differs: 'var(--u-undo)',
	kept: 'var(--u-mute)',
	error: 'var(--u-bad)',
};

function RowText({ row }: { row: ReportRow }) {
	const Icon = icons[row.level];
	return (
		<>
			<Icon size={15} color={colours[row.level]} aria-label={levelWords[row.level]} />
			<span>
				<strong>{row.name || row.id}</strong>{' '}
				<span className={classes.element}>
					{row.element} {row.name === '' ? '' : row.id}
				</span>{' '}
				{row.reason} <span className={classes.remedy}>{row.remedy}</span>
			</span>
		</>
	);
}

function Row({ row }: { row: ReportRow }) {
	const designer = useDesigner();
	const { part } = row;
	return (
		<li className={designerClasses.problem}>
			{part === null ? (
				<span className={`${designerClasses.problemText} ${classes.still}`}>
					<RowText row={row} />
				</span>
			) : (
				<button type="button" className={designerClasses.problemText} onClick={() => showPart(designer, part)}>
					<RowText row={row} />
				</button>
			)}
		</li>
	);
}

function Rows({ report, definition }: { report: ImportReport; definition: FlowDefinition }) {
	const rows = useMemo(() => reportRows(report, definition), [report, definition]);
	const { withoutUndo } = report;
	return (
		<ul className={designerClasses.problems} aria-label="What the import says">
			{withoutUndo > 0 && (
				<li className={classes.note}>
					{withoutUndo === 1 ? '1 activity has' : `${withoutUndo} activities have`} no compensation in the model, and
					cannot be undone. Say in the form what undoes it.
				</li>
			)}
			{rows.map((row) => (
				<Row key={row.key} row={row} />
			))}
			{rows.length === 0 && <li className={classes.note}>Everything in the file runs as it is drawn.</li>}
		</ul>
	);
}

/** In the place of the problems, until it is closed. */
export function ImportReportDrawer({ onClose }: { onClose: () => void }) {
	const definition = useDefinition();
	const told = useReport(definition);
	return (
		<section className={`${designerClasses.drawer} ${classes.report}`} aria-label="Import report">
			<div className={designerClasses.drawerTop}>
				<h2>Import report</h2>
				{told.kind === 'told' && <ReportCounts report={told.report} />}
				{told.kind === 'told' && !told.isFirst && (
					<span className={classes.remedy}>Differences that the import has settled are no longer listed.</span>
				)}
				<span style={{ flex: 1 }} />
				<ActionIconButton label="Close the import report" size={24} onClick={onClose}>
					<IconX size={16} />
				</ActionIconButton>
			</div>
			{told.kind === 'asking' && (
				<div className={classes.note} role="status">
					<Loader size="xs" aria-hidden /> Comparing the flow with its file…
				</div>
			)}
			{told.kind === 'failed' && (
				<div className={classes.note} role="alert">
					The report cannot be shown: {told.message}
				</div>
			)}
			{told.kind === 'told' && <Rows report={told.report} definition={definition} />}
		</section>
	);
}
