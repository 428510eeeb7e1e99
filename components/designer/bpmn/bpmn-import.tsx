'use client';

import { Alert, Button, FileButton, Group, Loader, Modal, Stack, Text } from '@mantine/core';
import { IconFileImport, IconLock } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { ImportedFlow } from '@/saga/bpmn/import-bpmn';
import classes from './bpmn.module.css';
import { ReportCounts } from './report-counts';
import { type ImportStage, useBpmnImport } from './use-bpmn-import';
import { useFileDrop } from './use-file-drop';

const accepted = '.bpmn,.bpmn2,.bpmn20,.xml';

interface BpmnImportProps {
	readonly opened: boolean;
	readonly onOpened: (opened: boolean) => void;
	/** Why nothing can be imported. */
	readonly lock: string | null;
	/** The page shows something else, and is not left without asking. */
	readonly asks?: boolean;
}

/** Takes a BPMN file that is dropped anywhere on the page or chosen in its dialog, and makes flows of it. */
export function BpmnImport({ opened, onOpened, lock, asks = false }: BpmnImportProps) {
	const { stage, read, make, reset } = useBpmnImport(asks);
	const isOver = useFileDrop((files) => {
		if (lock !== null) return;
		onOpened(true);
		read(files);
	});
	const close = () => {
		onOpened(false);
		reset();
	};
	return (
		<>
			{isOver && <DropCover lock={lock} />}
			<Modal opened={opened} onClose={close} title="Import BPMN" size="lg">
				{lock === null ? (
					<Stack gap="sm">
						<StageView stage={stage} onFile={read} onMake={make} />
					</Stack>
				) : (
					<Text size="sm">{lock}</Text>
				)}
			</Modal>
		</>
	);
}

function DropCover({ lock }: { lock: string | null }) {
	return (
		<div className={classes.cover} data-refused={lock !== null}>
			<div className={classes.coverText}>
				{lock === null ? <IconFileImport size={22} aria-hidden /> : <IconLock size={22} aria-hidden />}
				{lock ?? 'Drop the BPMN file to import it as a new flow'}
			</div>
		</div>
	);
}

interface StageViewProps {
	readonly stage: ImportStage;
	readonly onFile: (files: readonly File[]) => void;
	readonly onMake: (file: string, flows: readonly ImportedFlow[]) => void;
}

function StageView({ stage, onFile, onMake }: StageViewProps) {
	switch (stage.kind) {
		case 'choosing':
			return (
				<Place onFile={onFile} label="Choose a file">
					Drop a BPMN 2.0 file anywhere on this page, or choose one. What runs, what runs otherwise and what is only
					kept is said of each element.
				</Place>
			);
		case 'reading':
			return <Busy>Reading {stage.file}…</Busy>;
		case 'creating':
			return <Busy>Saving {stage.flows.length === 1 ? 'the flow' : `${stage.flows.length} flows`}…</Busy>;
		case 'refused':
			return (
				<Refused file={stage.file} onFile={onFile}>
					{stage.refusal.message}
					<div className={classes.position}>
						Line {stage.refusal.line}, column {stage.refusal.column}
					</div>
				</Refused>
			);
		case 'broken':
			return (
				<Refused file={stage.file} onFile={onFile}>
					{stage.message}
				</Refused>
			);
		case 'read':
			return (
				<>
					<Text size="sm">
						What you are drawing stays as it is. {stage.file} becomes{' '}
						{stage.flows.length === 1 ? 'a new flow' : `${stage.flows.length} new flows`}.
					</Text>
					<FlowRows flows={stage.flows} />
					<Group justify="flex-end">
						<Button data-autofocus onClick={() => onMake(stage.file, stage.flows)}>
							Open as {stage.flows.length === 1 ? 'a new flow' : 'new flows'}
						</Button>
					</Group>
				</>
			);
		case 'failed':
			return (
				<>
					<Alert color="red" title={`Not all of ${stage.file} was saved`}>
						{stage.message}
					</Alert>
					<FlowRows flows={stage.flows} />
					<Group justify="flex-end">
						<Button onClick={() => onMake(stage.file, stage.flows)}>Try again</Button>
					</Group>
				</>
			);
		case 'created':
			return (
				<>
					<Text size="sm">{stage.file} has several processes. Each is a flow now.</Text>
					<FlowRows flows={stage.flows} isLinked />
				</>
			);
	}
}

function Busy({ children }: { children: ReactNode }) {
	return (
		<Group gap="sm" role="status">
			<Loader size="sm" aria-hidden />
			<Text size="sm">{children}</Text>
		</Group>
	);
}

function Place({ label, onFile, children }: { label: string; onFile: StageViewProps['onFile']; children: ReactNode }) {
	return (
		<div className={classes.place}>
			<IconFileImport size={28} aria-hidden />
			<Text size="sm">{children}</Text>
			<FileButton accept={accepted} onChange={(file) => file !== null && onFile([file])}>
				{(props) => (
					<Button {...props} data-autofocus>
						{label}
					</Button>
				)}
			</FileButton>
		</div>
	);
}

function Refused({ file, onFile, children }: { file: string; onFile: StageViewProps['onFile']; children: ReactNode }) {
	return (
		<>
			<Alert color="red" title={`${file} was not imported`}>
				{children}
			</Alert>
			<Place onFile={onFile} label="Choose another file">
				Nothing was changed.
			</Place>
		</>
	);
}

function FlowRows({ flows, isLinked = false }: { flows: readonly ImportedFlow[]; isLinked?: boolean }) {
	return (
		<ul className={classes.flows} aria-label="Flows of the file">
			{flows.map(({ processId, definition, report }) => (
				<li key={processId}>
					<span className={classes.flowName}>
						{isLinked ? (
							<Link href={`/flows/${definition.id}?report=1`}>{definition.name}</Link>
						) : (
							<strong>{definition.name}</strong>
						)}
						<ReportCounts report={report} />
					</span>
				</li>
			))}
		</ul>
	);
}
