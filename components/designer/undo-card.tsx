'use client';

import { Panel, ViewportPortal } from '@xyflow/react';
import { useMemo } from 'react';
import type { FlowDefinition } from '@/saga/flow/definition';
import { undoScopeOf } from '@/saga/flow/queries/scopes';
import { type Placement, placement, takenBoxes } from '../diagram/placement';
import { scopeTree } from '../diagram/scope-tree';
import classes from './designer.module.css';
import { type UndoPreview, waveWords } from './undo-preview';

const cardSize = { width: 360, height: 90 };

function CardText({ preview }: { preview: UndoPreview }) {
	return (
		<div className={classes.undoCard}>
			<strong>
				{preview.waves.length === 0
					? `If ${preview.step} fails, nothing is undone`
					: `If ${preview.step} fails, these are undone`}
			</strong>
			{preview.waves.length === 0 && (
				<span className={classes.undoWave}>Nothing that could be undone lies before it.</span>
			)}
			{preview.waves.map((wave) => (
				<span key={wave.order} className={classes.undoWave}>
					<span className={classes.undoNumber}>{wave.order}</span>
					{waveWords(wave)}
				</span>
			))}
		</div>
	);
}

/** Below the step where nothing else stands there; null: it would cover something. */
function roomBelow(definition: FlowDefinition, placed: Placement, id: string): { x: number; y: number } | null {
	const taken = takenBoxes(definition, placed);
	const [own, undo] = [taken.get(id), taken.get(undoScopeOf(id))];
	if (own === undefined) return null;
	const bottom = Math.max(own.y + own.height, undo === undefined ? 0 : undo.y + undo.height);
	const place = { x: own.x + own.width / 2 - cardSize.width / 2, y: bottom + 18 };
	// Inside a container there is no room that is not its border's.
	if (scopeTree(definition).scopeOf(id) !== '') return null;
	const covers = [...taken].some(
		([other, box]) =>
			other !== id &&
			box.x < place.x + cardSize.width &&
			box.x + box.width > place.x &&
			box.y < place.y + cardSize.height &&
			box.y + box.height > place.y,
	);
	return covers ? null : place;
}

export function UndoCard({
	definition,
	preview,
	at,
}: {
	definition: FlowDefinition;
	preview: UndoPreview | null;
	at: string | null;
}) {
	const placed = useMemo(() => placement(definition), [definition]);
	if (preview === null || at === null) return null;
	const place = roomBelow(definition, placed, at);
	if (place === null)
		return (
			<Panel position="top-center">
				<CardText preview={preview} />
			</Panel>
		);
	return (
		<ViewportPortal>
			<div
				style={{
					position: 'absolute',
					transform: `translate(${place.x}px, ${place.y}px)`,
					width: cardSize.width,
					display: 'grid',
					justifyItems: 'center',
					zIndex: 600,
					pointerEvents: 'none',
				}}
			>
				<CardText preview={preview} />
			</div>
		</ViewportPortal>
	);
}
