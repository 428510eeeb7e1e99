'use client';

import { SegmentedControl } from '@mantine/core';
import { ReactFlowProvider } from '@xyflow/react';
import { parseAsInteger, parseAsString, useQueryState } from 'nuqs';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { announce } from '../ui/announcer';
import { parseAsFlag } from '../ui/flag-param';
import { useBottomDrawer } from './bottom-drawer';
import { BpmnImport } from './bpmn/bpmn-import';
import { ImportReportDrawer } from './bpmn/import-report';
import { Canvas } from './canvas';
import { ConflictDialog } from './conflict-dialog';
import { DeployDialog } from './deploy-dialog';
import { useDeployedState } from './deployed-state';
import classes from './designer.module.css';
import { DesignerHeader } from './designer-header';
import {
	createDesigner,
	type Designer as DesignerHandle,
	DesignerProvider,
	useDefinition,
	useDesigner,
	useDesignerState,
} from './designer-store';
import { Inspector } from './inspector/inspector';
import type { Opening } from './opening';
import { Outline } from './outline';
import { Palette } from './palette';
import { ProblemsDrawer } from './problems-drawer';
import { ScenarioDrawer } from './scenarios/scenario-drawer';
import { StartDialog } from './start-dialog';
import { useAutosave } from './use-autosave';
import { useClipboard } from './use-clipboard';
import { useDesignerCommands } from './use-designer-commands';
import { useRemoteChanges } from './use-remote-changes';
import { VersionView } from './version-view';

function LeftPanel() {
	const designer = useDesigner();
	const shown = useDesignerState((state) => state.leftPanel);
	return (
		<div className={classes.left}>
			<div className={classes.leftTabs}>
				<SegmentedControl
					fullWidth
					aria-label="Left panel"
					value={shown}
					data={[
						{ value: 'parts', label: 'Parts' },
						{ value: 'outline', label: 'Outline' },
					]}
					onChange={(value) => designer.actions.set({ leftPanel: value === 'outline' ? 'outline' : 'parts' })}
				/>
			</div>
			<div className={classes.leftScroll}>{shown === 'parts' ? <Palette /> : <Outline />}</div>
		</div>
	);
}

/** The selected node and the start dialog live in the address. */
function useAddress(designer: DesignerHandle) {
	const [node, setNode] = useQueryState('node', parseAsString.withOptions({ history: 'replace' }));
	const [start, setStart] = useQueryState('start', parseAsFlag.withOptions({ history: 'replace' }));
	const dialog = useStore(designer.state, (state) => state.dialog);
	const only = useStore(designer.state, (state) =>
		state.selected.size === 1 ? ([...state.selected][0] ?? null) : null,
	);
	const [isOpened, setOpened] = useState(false);
	useEffect(() => {
		if (isOpened) return;
		setOpened(true);
		if (node !== null) designer.actions.select([node]);
		if (start && designer.state.getState().dialog === null) designer.actions.set({ dialog: 'start' });
	}, [isOpened, node, start, designer]);
	useEffect(() => {
		if (!isOpened) return;
		void setNode(only);
		void setStart(dialog === 'start' ? true : null);
	}, [isOpened, only, dialog, setNode, setStart]);
}

function Bottom() {
	const [shown, show] = useBottomDrawer();
	if (shown === 'report') return <ImportReportDrawer onClose={() => show(null)} />;
	if (shown === 'scenarios') return <ScenarioDrawer onClose={() => show(null)} />;
	return <ProblemsDrawer />;
}

function DesignerBody({ designer }: { designer: DesignerHandle }) {
	const definition = useDefinition();
	const dialog = useDesignerState((state) => state.dialog);
	const lock = useDesignerState((state) => state.lock);
	const deployed = useDeployedState(definition.id, definition);
	const [version, setVersion] = useQueryState('version', parseAsInteger.withOptions({ history: 'push' }));
	const [isImporting, setImporting] = useState(false);
	useAutosave(designer);
	useRemoteChanges(designer);
	useDesignerCommands();
	useClipboard();
	useAddress(designer);
	return (
		<>
			<DesignerHeader deployed={deployed} onView={(chosen) => void setVersion(chosen)} />
			<div className={classes.designer}>
				<LeftPanel />
				{version === null ? (
					<ReactFlowProvider>
						<Canvas />
					</ReactFlowProvider>
				) : (
					<VersionView key={version} flowId={definition.id} version={version} onClose={() => void setVersion(null)} />
				)}
				<Inspector />
				<Bottom />
			</div>
			<DeployDialog deployed={deployed} />
			<ConflictDialog />
			<BpmnImport opened={isImporting} onOpened={setImporting} lock={lock} asks />
			<StartDialog
				flowId={definition.id}
				deployed={deployed}
				opened={dialog === 'start'}
				lock={lock}
				onClose={() => designer.actions.set({ dialog: null })}
				onDeploy={() => designer.actions.set({ dialog: 'deploy' })}
			/>
		</>
	);
}

export function Designer({ flowId, opening, lock }: { flowId: string; opening: Opening; lock: string | null }) {
	const [designer] = useState(() => createDesigner(flowId, opening, lock));
	useEffect(() => {
		designer.actions.set({ lock });
	}, [designer, lock]);
	useEffect(() => {
		if (opening.restored) announce('Your changes that were not saved yet are back.');
	}, [opening]);
	return (
		<DesignerProvider value={designer}>
			<DesignerBody designer={designer} />
		</DesignerProvider>
	);
}
