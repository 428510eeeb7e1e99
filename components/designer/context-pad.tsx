'use client';

import { IconArrowRight, IconCopy, IconTrash } from '@tabler/icons-react';
import { NodeToolbar, Position } from '@xyflow/react';
import { leadsOn, mayRemove } from '@/saga/flow/gestures';
import { ActionIconButton } from '../ui/action-button';
import classes from './designer.module.css';
import { addPartAfter, beginConnecting, duplicateSelected, removeSelected } from './designer-edits';
import { useDefinition, useDesigner, useDesignerState, useOnlySelected } from './designer-store';
import { NodeIcon } from './node-icons';
import { paletteGroups } from './parts';

/** What can be done with the selected node, beside it. */
export function ContextPad() {
	const designer = useDesigner();
	const only = useOnlySelected();
	const definition = useDefinition();
	const lock = useDesignerState((state) => state.lock);
	const node = definition.nodes.find((other) => other.id === only);
	if (node === undefined || lock !== null) return null;
	const removal = mayRemove(definition, node.id);
	const hasNext = leadsOn(node);
	return (
		<NodeToolbar nodeId={node.id} isVisible position={Position.Top} offset={16}>
			<div className={`${classes.pad} nodrag nopan`} role="toolbar" aria-label="Actions for the selected node">
				{hasNext &&
					paletteGroups.flatMap((group) =>
						group.entries.map(({ part, kind, label, keys }) => (
							<ActionIconButton
								key={kind}
								label={`Append ${label} (${keys.toUpperCase()})`}
								size={26}
								onClick={() => addPartAfter(designer, part, node.id)}
							>
								<NodeIcon kind={kind} />
							</ActionIconButton>
						)),
					)}
				{hasNext && (
					<ActionIconButton label="Connect to a node (C)" size={26} onClick={() => beginConnecting(designer)}>
						<IconArrowRight size={16} />
					</ActionIconButton>
				)}
				{node.kind !== 'start' && (
					<ActionIconButton label="Duplicate (Ctrl D)" size={26} onClick={() => duplicateSelected(designer)}>
						<IconCopy size={15} />
					</ActionIconButton>
				)}
				<ActionIconButton
					label="Delete (Del)"
					size={26}
					refusal={removal.ok ? null : removal.because}
					onClick={() => removeSelected(designer)}
				>
					<IconTrash size={15} />
				</ActionIconButton>
			</div>
		</NodeToolbar>
	);
}
