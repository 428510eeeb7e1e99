'use client';

import { Menu } from '@mantine/core';
import { IconArrowRight, IconCopy, IconDots, IconTrash } from '@tabler/icons-react';
import { type Align, NodeToolbar, Position, useStore } from '@xyflow/react';
import type { FlowNode } from '@/saga/flow/definition';
import { leadsOn, mayRemove } from '@/saga/flow/gestures';
import { ActionIconButton } from '../ui/action-button';
import classes from './designer.module.css';
import { duplicateSelected } from './designer-clipboard';
import { addPartAfter, beginConnecting, removeSelected } from './designer-edits';
import { useDefinition, useDesigner, useDesignerState, useOnlySelected } from './designer-store';
import { NodeIcon } from './node-icons';
import { fits, PartMenuItems } from './part-menu';
import { paletteGroups } from './parts';

const padReach = 170;
const usualParts = paletteGroups.flatMap((group) => group.entries.filter((entry) => entry.isUsual));

function MoreParts({ node }: { node: FlowNode }) {
	return (
		<Menu position="bottom" withinPortal>
			<Menu.Target>
				<ActionIconButton label="Append something else" size={26}>
					<IconDots size={16} />
				</ActionIconButton>
			</Menu.Target>
			<Menu.Dropdown mah={420} style={{ overflow: 'auto' }}>
				<PartMenuItems node={node} />
			</Menu.Dropdown>
		</Menu>
	);
}

/** Near an edge of the canvas the pad keeps to its node's other end, so that all of it is seen. */
function usePadAlign(id: string | null): Align {
	return useStore((state) => {
		const node = id === null ? undefined : state.nodeLookup.get(id);
		if (node === undefined) return 'center';
		const [left, , zoom] = state.transform;
		const middle = left + (node.internals.positionAbsolute.x + (node.width ?? 0) / 2) * zoom;
		if (middle < padReach) return 'start';
		return middle > state.width - padReach ? 'end' : 'center';
	});
}

/** What can be done with the selected node, beside it. */
export function ContextPad() {
	const designer = useDesigner();
	const only = useOnlySelected();
	const definition = useDefinition();
	const lock = useDesignerState((state) => state.lock);
	const node = definition.nodes.find((other) => other.id === only);
	const align = usePadAlign(node?.id ?? null);
	if (node === undefined || lock !== null) return null;
	const removal = mayRemove(definition, node.id);
	const hasNext = leadsOn(node);
	return (
		<NodeToolbar nodeId={node.id} isVisible position={Position.Top} align={align} offset={16}>
			<div className={`${classes.pad} nodrag nopan`} role="toolbar" aria-label="Actions for the selected node">
				{usualParts
					.filter((entry) => fits(entry, node))
					.map(({ part, name, label, keys }) => (
						<ActionIconButton
							key={name}
							label={`Append ${label} (${keys.toUpperCase()})`}
							size={26}
							onClick={() => addPartAfter(designer, part, node.id)}
						>
							<NodeIcon name={name} />
						</ActionIconButton>
					))}
				{hasNext && <MoreParts node={node} />}
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
