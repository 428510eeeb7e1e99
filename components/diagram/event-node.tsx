import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import classes from './node.module.css';
import { NodeFrame } from './node-frame';
import { useNodeMark } from './overlay';
import type { DiagramNode } from './projection';

/** Start: a thin circle. End: a thick one. */
export const EventNode = memo(function EventNode(drawn: NodeProps<DiagramNode>) {
	const { node } = drawn.data;
	const mark = useNodeMark(node.id);
	const stroke = node.kind === 'end' ? 4 : 1.5;
	return (
		<NodeFrame drawn={drawn} mark={mark} isRound>
			<svg className={classes.svg} viewBox="0 0 36 36" aria-hidden>
				<circle cx={18} cy={18} r={18 - stroke / 2} fill="var(--u-node)" stroke="var(--hue)" strokeWidth={stroke} />
			</svg>
			{node.name !== '' && <span className={classes.below}>{node.name}</span>}
		</NodeFrame>
	);
});
