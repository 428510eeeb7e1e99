'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { nodeTitle } from '@/saga/flow/queries/graph';
import type { ActivityNode } from '@/saga/flow/queries/scopes';
import { addPartAfter } from '../designer-edits';
import { useDefinition, useDesigner } from '../designer-store';
import { NodeIcon } from '../node-icons';
import type { Part } from '../parts';
import classes from './forms.module.css';
import { Section } from './section';

const boundary: Part = { type: 'node', name: 'boundary' };

/** The events on an activity's border: what it does not simply fail or wait for. */
export function BorderSection({ node, disabled }: { node: ActivityNode; disabled: boolean }) {
	const designer = useDesigner();
	const definition = useDefinition();
	const events = definition.nodes.filter((other) => other.kind === 'boundary' && other.attachedTo === node.id);
	return (
		<Section title="Events on its border">
			{events.map((event) => (
				<button
					key={event.id}
					type="button"
					className={classes.event}
					onClick={() => designer.actions.select([event.id])}
				>
					<NodeIcon name="boundary" />
					{nodeTitle(event)}
				</button>
			))}
			{!disabled && (
				<Button
					variant="subtle"
					size="compact-xs"
					leftSection={<IconPlus size={13} />}
					onClick={() => addPartAfter(designer, boundary, node.id)}
				>
					React to an error, a time or an event
				</Button>
			)}
		</Section>
	);
}
