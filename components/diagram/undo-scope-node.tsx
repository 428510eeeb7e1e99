import { VisuallyHidden } from '@mantine/core';
import { IconPlayerTrackPrevFilled } from '@tabler/icons-react';
import type { NodeProps } from '@xyflow/react';
import { memo, useContext } from 'react';
import type { Point } from '@/saga/flow/definition';
import { nodeTitle } from '@/saga/flow/queries/graph';
import { UndoOrder } from './compensation-chip';
import classes from './container-node.module.css';
import { UndoBadge } from './mark-badges';
import { DiagramContext, useNodeMark } from './overlay';
import { type DiagramNode, nodeNameElementId } from './projection';
import { pathOf } from './route-edge';

/** The dashed line from the activity's lower border to the container, straight where it can be. */
function Tether({ from, width }: { from: Point; width: number }) {
	const to = { x: Math.max(24, Math.min(width - 24, from.x)), y: 0 };
	const middle = from.y / 2;
	const points =
		Math.abs(to.x - from.x) < 1 ? [from, to] : [from, { x: from.x, y: middle }, { x: to.x, y: middle }, to];
	return (
		<svg className={classes.tether} width={1} height={1} aria-hidden>
			<path d={pathOf(points)} />
		</svg>
	);
}

/** A compensation that is a flow of its own hangs below its activity, with its nodes inside. */
export const UndoScopeNode = memo(function UndoScopeNode(drawn: NodeProps<DiagramNode>) {
	const { node, tether } = drawn.data;
	const { prefix } = useContext(DiagramContext);
	const mark = useNodeMark(node.id)?.undo;
	if (!('compensation' in node) || tether === null) return null;
	const name = (node.compensation?.type === 'scope' && node.compensation.name) || `Undo of ${nodeTitle(node)}`;
	return (
		<div className={classes.undo} data-status={mark?.status} data-lit={mark?.order == null ? undefined : true}>
			<VisuallyHidden id={nodeNameElementId(prefix, drawn.id)}>
				Compensation {name} of {nodeTitle(node)}
				{mark === undefined ? '' : `, ${mark.words}`}
			</VisuallyHidden>
			<Tether from={tether} width={drawn.width ?? 0} />
			<div className={classes.title}>
				<IconPlayerTrackPrevFilled size={14} aria-hidden />
				<span className={classes.name} title={name}>
					{name}
				</span>
			</div>
			{mark?.order != null && <UndoOrder mark={mark} order={mark.order} />}
			{mark !== undefined && mark.status !== 'conditional' && !(mark.order !== null && mark.status === 'planned') && (
				<UndoBadge status={mark.status} words={mark.words} />
			)}
		</div>
	);
});
