'use client';

import { IconArrowBackUp, IconArrowForwardUp, IconListCheck } from '@tabler/icons-react';
import { ActionButton, ActionIconButton } from '../ui/action-button';
import { ChipButton } from '../ui/chip';
import { PageHeader } from '../ui/page-header';
import { useBottomDrawer } from './bottom-drawer';
import { ExportMenu } from './bpmn/export-menu';
import { ImportReportChip } from './bpmn/import-report';
import type { DeployedState } from './deployed-state';
import { useDefinition, useDesigner, useDesignerState } from './designer-store';
import { SaveChip } from './save-chip';
import { UndoCoverageChip } from './undo-coverage-chip';
import { VersionsMenu } from './versions-menu';

const crumbs = [{ label: 'Flows', href: '/flows' }];

function UndoRedo() {
	const designer = useDesigner();
	const canUndo = useDesignerState((state) => state.history.past.length > 0);
	const canRedo = useDesignerState((state) => state.history.future.length > 0);
	return (
		<span style={{ display: 'inline-flex' }}>
			<ActionIconButton
				label="Undo (Ctrl Z)"
				refusal={canUndo ? null : 'There is nothing to undo.'}
				onClick={designer.actions.undo}
			>
				<IconArrowBackUp size={17} />
			</ActionIconButton>
			<ActionIconButton
				label="Redo (Shift Ctrl Z)"
				refusal={canRedo ? null : 'There is nothing to redo.'}
				onClick={designer.actions.redo}
			>
				<IconArrowForwardUp size={17} />
			</ActionIconButton>
		</span>
	);
}

function ScenariosChip() {
	const [shown, show] = useBottomDrawer();
	const isOpen = shown === 'scenarios';
	return (
		<ChipButton aria-pressed={isOpen} onClick={() => show(isOpen ? null : 'scenarios')}>
			<IconListCheck size={13} aria-hidden /> Scenarios
		</ChipButton>
	);
}

export function DesignerHeader({ deployed, onView }: { deployed: DeployedState; onView: (version: number) => void }) {
	const designer = useDesigner();
	const definition = useDefinition();
	const lock = useDesignerState((state) => state.lock);
	return (
		<PageHeader
			crumbs={crumbs}
			title={definition.name}
			actions={
				<>
					<ExportMenu />
					<ActionButton variant="default" refusal={lock} onClick={() => designer.actions.set({ dialog: 'start' })}>
						Start
					</ActionButton>
					<ActionButton refusal={lock} onClick={() => designer.actions.set({ dialog: 'deploy' })}>
						Deploy{deployed.isKnown ? ` v${deployed.next}` : ''}
					</ActionButton>
				</>
			}
		>
			<VersionsMenu flowId={definition.id} deployed={deployed} onView={onView} />
			<SaveChip />
			<UndoCoverageChip />
			<ImportReportChip />
			<ScenariosChip />
			<UndoRedo />
		</PageHeader>
	);
}
