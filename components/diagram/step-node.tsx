import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { CompensationChip } from './compensation-chip';
import { StepGlyphs } from './glyphs';
import classes from './node.module.css';
import { isTall, NodeFrame } from './node-frame';
import { useNodeMark } from './overlay';
import type { DiagramNode } from './projection';

export const StepNode = memo(function StepNode(drawn: NodeProps<DiagramNode>) {
	const { node, chip } = drawn.data;
	const mark = useNodeMark(node.id);
	if (node.kind !== 'step') return null;
	return (
		<NodeFrame drawn={drawn} mark={mark}>
			<div className={classes.step} data-tall={isTall(drawn)}>
				<div className={classes.top}>
					<span className={node.participant === '' ? `${classes.participant} ${classes.missing}` : classes.participant}>
						{node.participant || 'no participant yet'}
					</span>
					<StepGlyphs step={node} />
					{node.class !== 'compensable' && <span className={classes.tag}>{node.class}</span>}
				</div>
				<div className={classes.name}>
					<span className={classes.nameText} title={node.name}>
						{node.name || node.command || 'Step'}
					</span>
				</div>
			</div>
			{chip !== 'none' && <CompensationChip compensation={node.compensation} hangs={chip} mark={mark?.undo} />}
		</NodeFrame>
	);
});
