'use client';

import { Button } from '@mantine/core';
import { Panel } from '@xyflow/react';
import { useCallback, useState } from 'react';
import { Diagram } from '../diagram/diagram';
import { createOverlay } from '../diagram/overlay';
import { ZoomControls } from '../diagram/zoom-controls';
import { useVersion } from '../live/flow-queries';
import { ActionButton } from '../ui/action-button';
import { ErrorView, LoadingView } from '../ui/state-views';
import classes from './designer.module.css';
import { useDesigner, useDesignerState } from './designer-store';

const nothing: ReadonlySet<string> = new Set();

/** A deployed version, to look at and to restore into the draft. */
export function VersionView({ flowId, version, onClose }: { flowId: string; version: number; onClose: () => void }) {
	const designer = useDesigner();
	const lock = useDesignerState((state) => state.lock);
	const { data, error, refetch } = useVersion(flowId, version);
	const [overlay] = useState(() => createOverlay());
	const ignore = useCallback(() => undefined, []);
	const back = (
		<Button variant="default" onClick={onClose}>
			Back to the draft
		</Button>
	);
	if (error !== null)
		return (
			<ErrorView
				title={`Version ${version} cannot be shown`}
				actions={
					<>
						<Button onClick={() => void refetch()}>Try again</Button>
						{back}
					</>
				}
			>
				{error.message}
			</ErrorView>
		);
	if (data === undefined) return <LoadingView what={`version ${version}`} />;
	const restore = () => {
		const isDone = designer.actions.edit((flow) => ({ ...data.definition, id: flow.id }), {
			say: `Version ${version} is now in the draft`,
			select: [],
		});
		if (isDone || lock === null) onClose();
	};
	return (
		<div className={classes.canvas}>
			<Diagram
				label={`Version ${version} of ${data.definition.name}`}
				definition={data.definition}
				overlay={overlay}
				selected={nothing}
				onSelectionChange={ignore}
				minimap
			>
				<Panel position="top-center">
					<div className={classes.banner}>
						You look at version {version}
						{data.message !== '' && `: ${data.message}`}
						<ActionButton
							size="compact-xs"
							refusal={lock}
							hint="The draft becomes what this version was. Undo brings the draft back."
							onClick={restore}
						>
							Restore into the draft
						</ActionButton>
						{back}
					</div>
				</Panel>
				<ZoomControls />
			</Diagram>
		</div>
	);
}
