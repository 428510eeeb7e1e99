'use client';

import { Panel, ViewportPortal } from '@xyflow/react';
import { useMemo } from 'react';
import type { Bounds, FlowDefinition } from '@/saga/flow/definition';
import { footprint } from '@/saga/flow/node-size';
import { placement } from '../diagram/placement';
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
function roomBelow(
	definition: FlowDefinition,
	bounds: ReadonlyMap<string, Bounds>,
	id: string,
): { x: number; y: number } | null {
	const node = definition.nodes.find((other) => other.id === id);
	const box = bounds.get(id);
	if (node === undefined || box === undefined) return null;
	const own = footprint(node, box);
	const place = { x: box.x + box.width / 2 - cardSize.width / 2, y: own.y + own.height + 18 };
	const covers = definition.nodes.some((other) => {
		const otherBox = bounds.get(other.id);
		if (other.id === id || otherBox === undefined) return false;
		const taken = footprint(other, otherBox);
		return (
			taken.x < place.x + cardSize.width &&
			taken.x + taken.width > place.x &&
			taken.y < place.y + cardSize.height &&
			taken.y + taken.height > place.y
		);
	});
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
	const bounds = useMemo(() => placement(definition), [definition]);
	if (preview === null || at === null) return null;
	const place = roomBelow(definition, bounds, at);
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
					pointerEvents: 'none',
				}}
			>
				<CardText preview={preview} />
			</div>
		</ViewportPortal>
	);
}
