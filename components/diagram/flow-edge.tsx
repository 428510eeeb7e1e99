import { BaseEdge, EdgeLabelRenderer, type EdgeProps, type InternalNode, useInternalNode } from '@xyflow/react';
import { memo, useContext } from 'react';
import type { FlowEdge as FlowConnection, Point } from '@/saga/flow/definition';
import classes from './flow-edge.module.css';
import { DiagramContext, useEdgeMark } from './overlay';
import type { DiagramEdge, DiagramNode } from './projection';
import { pathOf, pointAlong, type RouteEnd, routeEdge } from './route-edge';

function routeEnd(node: InternalNode<DiagramNode> | undefined): RouteEnd | null {
	if (node === undefined) return null;
	const { x, y } = node.internals.positionAbsolute;
	const bounds = { x, y, width: node.width ?? 0, height: node.height ?? 0 };
	return { kind: node.data.node.kind, bounds, ...(node.data.host === null ? {} : { side: node.data.host.side }) };
}

/** A slash across the first piece marks the way that is taken when no condition holds. */
function DefaultSlash({ points }: { points: readonly Point[] }) {
	const at = pointAlong(points, 14);
	if (at === null) return null;
	return <path className={classes.slash} d={`M${at.x - 5} ${at.y + 5}L${at.x + 5} ${at.y - 5}`} />;
}

function EdgeLabel({
	edge,
	way,
	at,
	layer,
	selected,
}: {
	edge: FlowConnection;
	way: number | null;
	at: Point;
	layer: number;
	selected: boolean;
}) {
	if (edge.name === '' && edge.condition === null && way === null) return null;
	return (
		<EdgeLabelRenderer>
			<div
				className={`${classes.label} nodrag nopan`}
				data-selected={selected}
				data-edge={edge.id}
				title={edge.condition ?? edge.name}
				style={{ zIndex: layer, transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
			>
				{way !== null && <span className={classes.way}>{way}</span>}
				{edge.name || (edge.condition === null ? '' : <code>{edge.condition}</code>)}
			</div>
		</EdgeLabelRenderer>
	);
}

export const FlowEdge = memo(function FlowEdge({
	id,
	source,
	target,
	data,
	selected,
	markerEnd,
}: EdgeProps<DiagramEdge>) {
	const from = routeEnd(useInternalNode<DiagramNode>(source));
	const to = routeEnd(useInternalNode<DiagramNode>(target));
	const mark = useEdgeMark(id);
	const { isAnimated } = useContext(DiagramContext);
	if (from === null || to === null || data === undefined) return null;
	const { points, label } = routeEdge(from, to, data.bends);
	return (
		<>
			<path className={classes.hit} d={pathOf(points)} />
			<BaseEdge
				id={id}
				path={pathOf(points)}
				interactionWidth={0}
				className={classes.path ?? ''}
				data-state={mark?.state}
				data-selected={selected}
				data-animated={mark?.state === 'moving' && isAnimated}
				{...(markerEnd === undefined ? {} : { markerEnd })}
			/>
			{data.edge.isDefault && <DefaultSlash points={points} />}
			<EdgeLabel edge={data.edge} way={data.way} at={label} layer={data.layer} selected={selected ?? false} />
		</>
	);
});
