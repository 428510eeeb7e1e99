'use client';

import { Button, Loader } from '@mantine/core';
import { IconAlertTriangle, IconWand } from '@tabler/icons-react';
import { type Connection, type FinalConnectionState, Panel, useReactFlow } from '@xyflow/react';
import { type DragEvent, useCallback, useEffect, useMemo, useState } from 'react';
import { mayConnect } from '@/saga/flow/gestures';
import { nodeTitle } from '@/saga/flow/queries/graph';
import { Diagram, type DiagramProps } from '../diagram/diagram';
import { setMarks } from '../diagram/overlay';
import type { DiagramEdge } from '../diagram/projection';
import { ZoomControls } from '../diagram/zoom-controls';
import { ChipButton } from '../ui/chip';
import { ContextPad } from './context-pad';
import classes from './designer.module.css';
import { connectNodes, dropPart, endConnecting, moveEdgeEnd } from './designer-edits';
import { moveTo } from './designer-moves';
import { type Designer, useDefinition, useDesigner, useDesignerState, useOnlySelected } from './designer-store';
import { partMime, readPart } from './parts';
import { UndoCard } from './undo-card';
import { designerMarks, undoPreview } from './undo-preview';
import { useAnalysis } from './use-analysis';
import { useTidyUp } from './use-tidy-up';

const refusalShownMs = 6_000;

/** Lets commands and panels move the view without standing inside the canvas. */
function CanvasHandle() {
	const designer = useDesigner();
	const flow = useReactFlow();
	useEffect(() => {
		designer.canvas = {
			fit: () => void flow.fitView({ padding: 0.07, maxZoom: 1.1, duration: 150 }),
			show: (id) =>
				requestAnimationFrame(() => {
					const view = document.querySelector('.react-flow')?.getBoundingClientRect();
					const box = document.querySelector(`.react-flow__node[data-id="${id}"]`)?.getBoundingClientRect();
					const isSeen =
						view &&
						box &&
						box.left >= view.left &&
						box.right <= view.right &&
						box.top >= view.top &&
						box.bottom <= view.bottom;
					if (!isSeen)
						void flow.fitView({
							nodes: [{ id }],
							duration: 150,
							padding: 0.4,
							maxZoom: flow.getZoom(),
							minZoom: Math.min(flow.getZoom(), 1),
						});
				}),
			centre: () => {
				const view = document.querySelector('.react-flow')?.getBoundingClientRect();
				return view === undefined
					? { x: 0, y: 0 }
					: flow.screenToFlowPosition({ x: view.x + view.width / 2, y: view.y + view.height / 2 });
			},
		};
		return () => {
			designer.canvas = null;
		};
	}, [designer, flow]);
	return null;
}

function Banners() {
	const designer = useDesigner();
	const definition = useDefinition();
	const refusal = useDesignerState((state) => state.refusal);
	const connectingFrom = useDesignerState((state) => state.connectingFrom);
	useEffect(() => {
		if (refusal === null) return;
		const timer = setTimeout(() => designer.actions.set({ refusal: null }), refusalShownMs);
		return () => clearTimeout(timer);
	}, [refusal, designer]);
	const from = definition.nodes.find((node) => node.id === connectingFrom);
	return (
		<Panel position="bottom-center" style={{ marginBottom: 60 }}>
			{from !== undefined && (
				<div className={classes.banner}>
					Choose what {nodeTitle(from)} leads to: click it, or press Tab and Enter.
					<Button variant="default" size="compact-xs" onClick={() => endConnecting(designer, null)}>
						Cancel
					</Button>
				</div>
			)}
			{refusal !== null && (
				<div key={refusal.count} className={`${classes.banner} ${classes.refusal}`} role="alert">
					<IconAlertTriangle size={16} aria-hidden />
					{refusal.text}
				</div>
			)}
		</Panel>
	);
}

function TidyUpButton() {
	const { isRunning, start, cancel } = useTidyUp();
	return isRunning ? (
		<ChipButton onClick={cancel}>
			<Loader size={11} aria-hidden /> Cancel
		</ChipButton>
	) : (
		<ChipButton onClick={() => void start()}>
			<IconWand size={13} aria-hidden /> Tidy up
		</ChipButton>
	);
}

function useConnecting(designer: Designer) {
	const [isConnecting, setConnecting] = useState(false);
	return useMemo(() => {
		const definition = () => designer.state.getState().history.present;
		const canvas: NonNullable<DiagramProps['canvas']> = {
			isValidConnection: ({ source, target }: Connection | DiagramEdge) => mayConnect(definition(), source, target).ok,
			onConnect: ({ source, target }) => connectNodes(designer, source, target),
			onConnectStart: () => setConnecting(true),
			onConnectEnd: (_event, end: FinalConnectionState) => {
				setConnecting(false);
				if (end.isValid === true || end.fromNode === null || end.toNode === null) return;
				const verdict = mayConnect(definition(), end.fromNode.id, end.toNode.id);
				if (!verdict.ok) designer.actions.refuse(verdict.because);
			},
			onReconnectStart: () => setConnecting(true),
			onReconnectEnd: () => setConnecting(false),
			onReconnect: (edge, { source, target }) => moveEdgeEnd(designer, edge.id, source, target),
			onNodeClick: (_event, node) => {
				if (designer.state.getState().connectingFrom !== null) endConnecting(designer, node.id);
			},
			onPaneClick: () => endConnecting(designer, null),
			connectionRadius: 12,
		};
		return { canvas, isConnecting, setConnecting };
	}, [designer, isConnecting]);
}

function useDropping(designer: Designer) {
	const { screenToFlowPosition } = useReactFlow();
	return {
		onDragOver: (event: DragEvent) => {
			if (!event.dataTransfer.types.includes(partMime)) return;
			event.preventDefault();
			event.dataTransfer.dropEffect = 'copy';
		},
		onDrop: (event: DragEvent) => {
			const part = readPart(event.dataTransfer.getData(partMime));
			if (part === null) return;
			event.preventDefault();
			dropPart(designer, part, screenToFlowPosition({ x: event.clientX, y: event.clientY }));
		},
	};
}

export function Canvas() {
	const designer = useDesigner();
	const definition = useDefinition();
	const selected = useDesignerState((state) => state.selected);
	const problems = useDesignerState((state) => state.problems);
	const pointed = useDesignerState((state) => state.pointed);
	const lock = useDesignerState((state) => state.lock);
	const only = useOnlySelected();
	const shown = pointed ?? only;
	const items = useAnalysis(designer, shown);
	const preview = useMemo(
		() => (items === null ? null : undoPreview(definition, shown, items)),
		[definition, shown, items],
	);
	useEffect(() => setMarks(designer.overlay, designerMarks(problems, preview)), [designer, problems, preview]);
	const { canvas, isConnecting } = useConnecting(designer);
	const dropping = useDropping(designer);
	const onPoint = useCallback((id: string | null) => designer.actions.set({ pointed: id }), [designer]);
	const onMove = useCallback<NonNullable<DiagramProps['onMove']>>(
		(positions) => moveTo(designer, positions),
		[designer],
	);
	return (
		<div className={classes.canvas}>
			<Diagram
				label={`Diagram of ${definition.name}`}
				definition={definition}
				overlay={designer.overlay}
				selected={selected}
				onSelectionChange={designer.actions.changeSelection}
				onPoint={onPoint}
				{...(lock === null ? { onMove } : {})}
				canvas={{ ...canvas, ...dropping }}
				isConnecting={isConnecting}
				minimap
			>
				<CanvasHandle />
				<ContextPad />
				<UndoCard definition={definition} preview={preview} at={shown} />
				<ZoomControls>
					<TidyUpButton />
				</ZoomControls>
				<Banners />
			</Diagram>
		</div>
	);
}
