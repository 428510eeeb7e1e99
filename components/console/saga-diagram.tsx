'use client';

import { getViewportForBounds, useReactFlow, useStore } from '@xyflow/react';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { FlowDefinition } from '@/saga/flow/definition';
import { Diagram, type SelectionChange } from '../diagram/diagram';
import { createOverlay, setMarks } from '../diagram/overlay';
import { extentWithMarkers } from '../diagram/pivot-markers';
import { placement } from '../diagram/placement';
import { ZoomControls } from '../diagram/zoom-controls';
import { sagaMarks } from './saga-marks';
import type { SagaModel } from './saga-model';
import { sagaTitle } from './saga-tones';

interface SagaDiagramProps {
	readonly model: SagaModel;
	readonly step: string | null;
	readonly onStep: (step: string | null) => void;
	/** The undo order is shown although nothing is undone yet. */
	readonly isPreview: boolean;
}

const fit = { padding: 0.16, maxZoom: 1.1 };
const fitPadding = 0.1;

/** Keeps all of the drawing in sight, compensations too, when panels open and close, until a person has moved it. */
function Refit({ definition, hasMoved }: { definition: FlowDefinition; hasMoved: () => boolean }) {
	const { setViewport } = useReactFlow();
	const width = useStore((state) => state.width);
	const height = useStore((state) => state.height);
	const whole = useMemo(() => extentWithMarkers(definition, placement(definition)), [definition]);
	useEffect(() => {
		if (hasMoved() || whole === null || width === 0 || height === 0) return;
		void setViewport(getViewportForBounds(whole, width, height, 0.1, fit.maxZoom, fitPadding));
	}, [width, height, whole, setViewport, hasMoved]);
	return null;
}

export function SagaDiagram({ model, step, onStep, isPreview }: SagaDiagramProps) {
	const [overlay] = useState(() => createOverlay(sagaMarks(model, isPreview)));
	useEffect(() => setMarks(overlay, sagaMarks(model, isPreview)), [overlay, model, isPreview]);
	const selected = useMemo(() => new Set(step === null ? [] : [step]), [step]);
	const isNode = useCallback((id: string) => model.flow.nodes.has(id), [model.flow]);
	const onSelectionChange = useCallback(
		(changes: readonly SelectionChange[]) => {
			const chosen = changes.find((change) => change.selected && isNode(change.id));
			if (chosen !== undefined) onStep(chosen.id);
			else if (changes.some((change) => !change.selected && change.id === step)) onStep(null);
		},
		[isNode, onStep, step],
	);
	const moved = useRef(false);
	const hasMoved = useCallback(() => moved.current, []);
	const canvas = useMemo(
		() => ({
			fitView: false,
			fitViewOptions: fit,
			onMoveStart: (event: MouseEvent | TouchEvent | null) => {
				if (event !== null) moved.current = true;
			},
			onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => {
				if (event.key !== 'Enter' && event.key !== ' ') return;
				const id = (event.target as Element).closest('.react-flow__node')?.getAttribute('data-id');
				if (id == null) return;
				event.preventDefault();
				onStep(id);
			},
		}),
		[onStep],
	);
	return (
		<Diagram
			label={`Saga ${sagaTitle(model.summary)}, drawn as ${model.definition.name}`}
			definition={model.definition}
			overlay={overlay}
			selected={selected}
			onSelectionChange={onSelectionChange}
			canvas={canvas}
		>
			<Refit definition={model.definition} hasMoved={hasMoved} />
			<ZoomControls />
		</Diagram>
	);
}
