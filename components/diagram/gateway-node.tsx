import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import classes from './node.module.css';
import { NodeFrame } from './node-frame';
import { useNodeMark } from './overlay';
import type { DiagramNode } from './projection';

const symbols = { parallel: 'M24 14V34M14 24H34', exclusive: 'M18 18 30 30M18 30 30 18' };

/** A diamond: + splits and joins in parallel, × takes one way. */
export const GatewayNode = memo(function GatewayNode(drawn: NodeProps<DiagramNode>) {
	const { node } = drawn.data;
	const mark = useNodeMark(node.id);
	return (
		<NodeFrame drawn={drawn} mark={mark}>
			<svg className={classes.svg} viewBox="0 0 48 48" aria-hidden>
				<rect
					x={8}
					y={8}
					width={32}
					height={32}
					rx={3}
					transform="rotate(45 24 24)"
					fill="var(--u-node)"
					stroke="var(--hue)"
					strokeWidth={mark?.run || drawn.selected ? 2 : 1.5}
				/>
				<path
					d={symbols[node.kind === 'parallel' ? 'parallel' : 'exclusive']}
					stroke="var(--u-text)"
					strokeWidth={2.4}
				/>
			</svg>
			{node.name !== '' && <span className={classes.below}>{node.name}</span>}
		</NodeFrame>
	);
});
