import { Menu } from '@mantine/core';
import { Fragment } from 'react';
import type { FlowNode } from '@/saga/flow/definition';
import { leadsOn } from '@/saga/flow/gestures';
import { isActivity } from '@/saga/flow/queries/scopes';
import { printShortcut } from '../ui/shortcut';
import { addPartAfter } from './designer-edits';
import { useDesigner } from './designer-store';
import classes from './left-panel.module.css';
import { NodeIcon } from './node-icons';
import { type PaletteEntry, paletteGroups } from './parts';

/** Whether the part can be put after the node, or on its border. */
export function fits(entry: PaletteEntry, node: FlowNode): boolean {
	if (entry.name !== 'boundary') return leadsOn(node) || entry.name === 'event-subflow';
	return isActivity(node) && leadsOn(node);
}

/** Everything that can come after a node, in the groups of the palette. */
export function PartMenuItems({ node }: { node: FlowNode }) {
	const designer = useDesigner();
	return paletteGroups.map((group) => {
		const entries = group.entries.filter((entry) => fits(entry, node));
		return (
			<Fragment key={group.title}>
				{entries.length > 0 && <Menu.Label>{group.title}</Menu.Label>}
				{entries.map(({ part, name, label, keys }) => (
					<Menu.Item
						key={name}
						py={5}
						leftSection={<NodeIcon name={name} />}
						rightSection={<span className={classes.key}>{printShortcut(keys).join(' ')}</span>}
						onClick={() => addPartAfter(designer, part, node.id)}
					>
						{label}
					</Menu.Item>
				))}
			</Fragment>
		);
	});
}
