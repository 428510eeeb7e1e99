import { VisuallyHidden } from '@mantine/core';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { type ReactNode, useContext } from 'react';
import { leadsOn } from '@/saga/flow/gestures';
import { ProblemBadge, RunBadge } from './mark-badges';
import classes from './node.module.css';
import handles from './node-frame.module.css';
import { spokenName } from './node-words';
import { DiagramContext, type NodeMark } from './overlay';
import { type DiagramNode, nodeNameElementId } from './projection';

interface NodeFrameProps {
	readonly drawn: NodeProps<DiagramNode>;
	readonly mark: NodeMark | undefined;
	readonly isRound?: boolean;
	readonly children: ReactNode;
}

/** High enough for a name of several lines, as tasks are in drawings of other tools. */
export const isTall = ({ height }: NodeProps<DiagramNode>) => (height ?? 0) >= 72;

/** What every node has: its spoken name, its badges and its handles. */
export function NodeFrame({ drawn, mark, isRound = false, children }: NodeFrameProps) {
	const { prefix } = useContext(DiagramContext);
	const { node, host, within } = drawn.data;
	return (
		<div
			className={classes.shape}
			data-kind={node.kind}
			data-state={mark?.run?.state}
			data-selected={drawn.selected}
			data-round={isRound}
		>
			<VisuallyHidden id={nodeNameElementId(prefix, node.id)}>
				{spokenName(node, mark, { host: host?.title ?? null, within })}
			</VisuallyHidden>
			{children}
			<ProblemBadge problems={mark?.problems} />
			{mark?.run && <RunBadge mark={mark.run} />}
			<Handle type="target" position={Position.Left} className={handles.target} isConnectableStart={false} />
			<Handle
				type="source"
				position={Position.Right}
				className={handles.handle}
				data-hidden={!leadsOn(node) || !drawn.isConnectable}
				data-side={host?.side}
				isConnectableEnd={false}
				title="Drag to connect"
			/>
		</div>
	);
}
