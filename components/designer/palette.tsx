'use client';

import { Tooltip } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight, IconPlayerTrackPrevFilled } from '@tabler/icons-react';
import type { DragEvent, ReactNode } from 'react';
import type { ParticipantAnswer } from '@/contract/http/installation';
import { toFailure } from '../live/api-failure';
import { useParticipants } from '../live/installation-queries';
import { addPart } from './designer-edits';
import { useDesigner, useDesignerState } from './designer-store';
import classes from './left-panel.module.css';
import { NodeIcon } from './node-icons';
import { type PaletteEntry, type Part, paletteGroups, partMime } from './parts';

function dragging(part: Part) {
	return (event: DragEvent) => {
		event.dataTransfer.setData(partMime, JSON.stringify(part));
		event.dataTransfer.effectAllowed = 'copy';
	};
}

function Services({ participants }: { participants: readonly ParticipantAnswer[] }) {
	const designer = useDesigner();
	const lock = useDesignerState((state) => state.lock);
	const offers = participants.flatMap((participant) =>
		participant.commands.map((command) => ({
			participant: participant.name,
			command: command.command,
			undo: command.undo,
		})),
	);
	const undos = new Set(offers.map((offer) => offer.undo));
	const steps = offers.filter((offer) => !undos.has(offer.command));
	if (steps.length === 0)
		return (
			<p className={classes.note}>
				No participant has said yet what it offers. A step can name any command all the same.
			</p>
		);
	return steps.map((offer) => {
		const part: Part = { type: 'command', ...offer };
		return (
			<button
				key={`${offer.participant}/${offer.command}`}
				type="button"
				className={classes.service}
				draggable={lock === null}
				aria-disabled={lock !== null}
				title={lock ?? undefined}
				onDragStart={dragging(part)}
				onClick={() => addPart(designer, part)}
				aria-label={`Add step ${offer.command} of ${offer.participant}`}
			>
				<span className={classes.serviceName}>{offer.command}</span>
				{offer.undo && (
					<span className={classes.serviceUndo}>
						<IconPlayerTrackPrevFilled size={12} aria-hidden />
						{offer.undo}
					</span>
				)}
				<span className={classes.serviceWho}>{offer.participant}</span>
			</button>
		);
	});
}

function PartButton({ entry }: { entry: PaletteEntry }) {
	const designer = useDesigner();
	const lock = useDesignerState((state) => state.lock);
	return (
		<Tooltip label={lock ?? `${entry.hint}. Click, drag, or press ${entry.keys.toUpperCase()}.`} position="right">
			<button
				type="button"
				className={classes.part}
				draggable={lock === null}
				aria-disabled={lock !== null}
				onDragStart={dragging(entry.part)}
				onClick={() => addPart(designer, entry.part)}
				aria-label={`Add ${entry.label}`}
			>
				<NodeIcon name={entry.name} />
				{entry.label}
			</button>
		</Tooltip>
	);
}

/** A group that can be folded away; which ones are is kept in this browser. */
function Group({ title, children }: { title: string; children: ReactNode }) {
	const [folded, setFolded] = useLocalStorage<readonly string[]>({ key: 'unwind-folded-parts', defaultValue: [] });
	const isOpen = !folded.includes(title);
	return (
		<section>
			<h2 className={classes.groupHeading}>
				<button
					type="button"
					className={classes.fold}
					aria-expanded={isOpen}
					onClick={() => setFolded(isOpen ? [...folded, title] : folded.filter((other) => other !== title))}
				>
					{title}
					{isOpen ? <IconChevronDown size={12} aria-hidden /> : <IconChevronRight size={12} aria-hidden />}
				</button>
			</h2>
			{isOpen && children}
		</section>
	);
}

export function Palette() {
	const { data, error } = useParticipants();
	return (
		<>
			{paletteGroups.map((group) => (
				<Group key={group.title} title={group.title}>
					<ul className={classes.parts}>
						{group.entries.map((entry) => (
							<li key={entry.name}>
								<PartButton entry={entry} />
							</li>
						))}
					</ul>
				</Group>
			))}
			<Group title="Participants">
				{data !== undefined && <Services participants={data.participants} />}
				{data === undefined && error !== null && (
					<p className={classes.note} role="alert">
						What participants offer cannot be read: {toFailure(error).message}
					</p>
				)}
			</Group>
		</>
	);
}
