'use client';

import { Tooltip } from '@mantine/core';
import { IconPlayerTrackPrevFilled } from '@tabler/icons-react';
import type { DragEvent } from 'react';
import type { ParticipantAnswer } from '@/contract/http/installation';
import { useParticipants } from '../live/installation-queries';
import { addPart } from './designer-edits';
import { useDesigner, useDesignerState } from './designer-store';
import classes from './left-panel.module.css';
import { NodeIcon } from './node-icons';
import { type Part, paletteGroups, partMime } from './parts';

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

export function Palette() {
	const designer = useDesigner();
	const { data, isPending } = useParticipants();
	const lock = useDesignerState((state) => state.lock);
	return (
		<>
			{paletteGroups.map((group) => (
				<section key={group.title}>
					<h2 className={classes.heading}>{group.title}</h2>
					<ul className={classes.parts}>
						{group.entries.map((entry) => (
							<li key={entry.kind}>
								<Tooltip
									label={lock ?? `${entry.hint}. Click, drag, or press ${entry.keys.toUpperCase()}.`}
									position="right"
								>
									<button
										type="button"
										className={classes.part}
										draggable={lock === null}
										aria-disabled={lock !== null}
										onDragStart={dragging(entry.part)}
										onClick={() => addPart(designer, entry.part)}
										aria-label={`Add ${entry.label}`}
									>
										<NodeIcon kind={entry.kind} />
										{entry.label}
									</button>
								</Tooltip>
							</li>
						))}
					</ul>
				</section>
			))}
			<section>
				<h2 className={classes.heading}>Participants</h2>
				{!isPending && <Services participants={data?.participants ?? []} />}
			</section>
		</>
	);
}
