import { IconBolt } from '@tabler/icons-react';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { CompensationChip } from './compensation-chip';
import classes from './container-node.module.css';
import { ForEachMark } from './glyphs';
import { NodeFrame } from './node-frame';
import { useNodeMark } from './overlay';
import type { DiagramNode } from './projection';

/** A subflow with what stands inside it; dotted if an event starts it. */
export const ContainerNode = memo(function ContainerNode(drawn: NodeProps<DiagramNode>) {
	const { node, chip } = drawn.data;
	const mark = useNodeMark(node.id);
	if (node.kind !== 'subflow') return null;
	return (
		<NodeFrame drawn={drawn} mark={mark}>
			<div className={classes.container} data-border={node.eventStarted ? 'dotted' : undefined}>
				<div className={classes.title}>
					{node.eventStarted && <IconBolt size={14} className={classes.icon ?? ''} aria-hidden />}
					<span className={classes.name} title={node.name}>
						{node.name || 'Subflow'}
					</span>
				</div>
				{node.forEach !== undefined && (
					<span className={classes.foot}>
						<ForEachMark node={node} />
					</span>
				)}
			</div>
			{chip !== 'none' && <CompensationChip compensation={node.compensation} hangs={chip} mark={mark?.undo} />}
		</NodeFrame>
	);
});
