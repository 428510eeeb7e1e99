'use client';

import '@xyflow/react/dist/base.css';
import {
	Background,
	BackgroundVariant,
	type EdgeChange,
	MiniMap,
	type NodeChange,
	type NodeProps,
	ReactFlow,
	type ReactFlowProps,
	SelectionMode,
} from '@xyflow/react';
import { type ComponentType, type ReactNode, useCallback, useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { FlowDefinition, Point } from '@/saga/flow/definition';
import { type KeptElement, keptRecords } from '@/saga/flow/kept';
import type { NodeId } from '@/saga/flow/nodes/node-base';
import { ActivityNode } from './activity-node';
import { ContainerNode } from './container-node';
import classes from './diagram.module.css';
import { EventNode } from './event-node';
import { FlowEdge } from './flow-edge';
import { GatewayNode } from './gateway-node';
import { KeptLayer } from './kept-layer';
import { DiagramContext, type Overlay } from './overlay';
import { PivotLayer } from './pivot-layer';
import { pivotMarkers } from './pivot-markers';
import { placement } from './placement';
import { createProjection, type DiagramEdge, type DiagramNode, type DrawnKind } from './projection';
import { ownerOf } from './scope-tree';
import { StepNode } from './step-node';
import { UndoScopeNode } from './undo-scope-node';

const nodeTypes: Record<DrawnKind, ComponentType<NodeProps<DiagramNode>>> = {
	start: EventNode,
	end: EventNode,
	catch: EventNode,
	publish: EventNode,
	undo: EventNode,
	boundary: EventNode,
	link: EventNode,
	parallel: GatewayNode,
	exclusive: GatewayNode,
	inclusive: GatewayNode,
	'event-race': GatewayNode,
	step: StepNode,
	assign: ActivityNode,
	approval: ActivityNode,
	call: ActivityNode,
	subflow: ActivityNode,
	container: ContainerNode,
	'undo-scope': UndoScopeNode,
};
const edgeTypes = { flow: FlowEdge };
const virtualiseAbove = 150;
const animatedMax = 20;
const fitViewOptions = { padding: 0.07, maxZoom: 1.1 };
const noPositions: ReadonlyMap<string, Point> = new Map();

export interface SelectionChange {
	readonly id: string;
	readonly selected: boolean;
}

type Canvas = ReactFlowProps<DiagramNode, DiagramEdge>;

export interface DiagramProps {
	readonly definition: FlowDefinition;
	readonly overlay: Overlay;
	/** Ids of nodes and edges. */
	readonly selected: ReadonlySet<string>;
	readonly onSelectionChange: (changes: readonly SelectionChange[]) => void;
	/** The node under the pointer or with the focus. */
	readonly onPoint?: (node: NodeId | null) => void;
	/**
	 * Given: nodes can be moved; called when they are let go, with the new corners of what was dragged: of nodes, and of
	 * containers of compensations under `ACTIVITY/undo`. What these carry is not named.
	 */
	readonly onMove?: (positions: Readonly<Record<string, Point>>) => void;
	/** What only the designer needs of the canvas. */
	readonly canvas?: Partial<Canvas>;
	readonly label: string;
	readonly isConnecting?: boolean;
	readonly minimap?: boolean;
	readonly children?: ReactNode;
}

function useAnimation(overlay: Overlay): boolean {
	return useStore(
		overlay,
		(marks) => Object.values(marks.edges).filter((mark) => mark.state === 'moving').length <= animatedMax,
	);
}

function useDragging({ onMove, onSelectionChange }: Pick<DiagramProps, 'onMove' | 'onSelectionChange'>) {
	const [dragged, setDragged] = useState(noPositions);
	const onNodesChange = useCallback(
		(changes: NodeChange<DiagramNode>[]) => {
			const selection = changes.flatMap((change) => (change.type === 'select' ? [change] : []));
			if (selection.length > 0) onSelectionChange(selection);
			const moves = changes.flatMap((change) =>
				change.type === 'position' && change.position !== undefined ? [{ ...change, position: change.position }] : [],
			);
			if (moves.length === 0 || onMove === undefined) return;
			if (moves.some((move) => move.dragging))
				setDragged((was) => new Map([...was, ...moves.map((move) => [move.id, move.position] as const)]));
			else {
				setDragged(noPositions);
				onMove(Object.fromEntries(moves.map((move) => [move.id, move.position])));
			}
		},
		[onMove, onSelectionChange],
	);
	const onEdgesChange = useCallback(
		(changes: EdgeChange<DiagramEdge>[]) => {
			const selection = changes.flatMap((change) => (change.type === 'select' ? [change] : []));
			if (selection.length > 0) onSelectionChange(selection);
		},
		[onSelectionChange],
	);
	return { dragged, onNodesChange, onEdgesChange };
}

function keptElements(kept: FlowDefinition['kept']): readonly KeptElement[] {
	return keptRecords({ kept }).flatMap((record) => (record.kind === 'element' ? [record] : []));
}

function minimapColor({ type }: DiagramNode): string {
	if (type === 'container') return 'color-mix(in srgb, var(--u-line) 55%, transparent)';
	if (type === 'undo-scope') return 'var(--u-undo-bg)';
	return type === 'step' || type === 'approval' || type === 'call' ? 'var(--u-border)' : 'var(--u-line-strong)';
}

export function Diagram(props: DiagramProps) {
	const { definition, overlay, selected, onPoint, canvas, label, minimap = false, children } = props;
	const prefix = useId();
	const [projection] = useState(createProjection);
	const { dragged, onNodesChange, onEdgesChange } = useDragging(props);
	const nodes = useMemo(
		() => projection.nodes({ definition, selected, dragged, prefix }),
		[projection, definition, selected, dragged, prefix],
	);
	const edges = useMemo(
		() => projection.edges({ definition, selected, dragged, prefix }),
		[projection, definition, selected, dragged, prefix],
	);
	const pivots = useMemo(() => pivotMarkers(definition, placement(definition)), [definition]);
	const kept = useMemo(() => keptElements(definition.kept), [definition.kept]);
	const isAnimated = useAnimation(overlay);
	const context = useMemo(() => ({ overlay, prefix, isAnimated }), [overlay, prefix, isAnimated]);
	const isEditable = props.onMove !== undefined;
	return (
		<section
			className={classes.diagram}
			aria-label={label}
			data-connecting={props.isConnecting ?? false}
			onFocus={(event) => {
				const id = event.target.closest('.react-flow__node')?.getAttribute('data-id');
				if (id) onPoint?.(ownerOf(id));
			}}
			onBlur={() => onPoint?.(null)}
		>
			<DiagramContext value={context}>
				<ReactFlow<DiagramNode, DiagramEdge>
					nodes={nodes}
					edges={edges}
					nodeTypes={nodeTypes}
					edgeTypes={edgeTypes}
					onNodesChange={onNodesChange}
					onEdgesChange={onEdgesChange}
					onNodeMouseEnter={(_, node) => onPoint?.(ownerOf(node.id))}
					onNodeMouseLeave={() => onPoint?.(null)}
					nodesDraggable={isEditable}
					nodesConnectable={isEditable}
					edgesReconnectable={isEditable}
					nodesFocusable
					edgesFocusable={isEditable}
					disableKeyboardA11y
					elevateNodesOnSelect={false}
					deleteKeyCode={null}
					multiSelectionKeyCode={['Control', 'Meta', 'Shift']}
					selectionMode={SelectionMode.Partial}
					onlyRenderVisibleElements={definition.nodes.length > virtualiseAbove}
					snapToGrid={isEditable}
					snapGrid={[4, 4]}
					minZoom={0.1}
					maxZoom={2}
					fitView
					fitViewOptions={fitViewOptions}
					attributionPosition="top-right"
					{...canvas}
				>
					<Background variant={BackgroundVariant.Dots} gap={16} size={1.25} color="var(--u-dot)" />
					<KeptLayer elements={kept} />
					<PivotLayer markers={pivots} />
					{minimap && (
						<MiniMap<DiagramNode>
							className={classes.minimap ?? ''}
							style={{ width: 168, height: 96 }}
							nodeColor={minimapColor}
							nodeBorderRadius={8}
							bgColor="var(--u-panel)"
							maskColor="color-mix(in srgb, var(--u-bg) 60%, transparent)"
							maskStrokeColor="var(--u-accent)"
							maskStrokeWidth={1}
							ariaLabel="Overview of the flow"
							pannable
							zoomable
						/>
					)}
					{children}
				</ReactFlow>
			</DiagramContext>
		</section>
	);
}
