'use client';

import { Tooltip } from '@mantine/core';
import { IconPlayerTrackPrevFilled } from '@tabler/icons-react';
import { useMemo } from 'react';
import { undoCoverage } from '@/saga/flow/queries/undo-coverage';
import { ChipButton } from '../ui/chip';
import { useDefinition, useDesigner } from './designer-store';

/** How many of the steps that an unwinding would have to undo say how; a click shows one that does not. */
export function UndoCoverageChip() {
	const designer = useDesigner();
	const definition = useDefinition();
	const { covered, total, missing } = useMemo(() => undoCoverage(definition), [definition]);
	if (total === 0) return null;
	const [first] = missing;
	return (
		<Tooltip
			label={
				first === undefined
					? 'Each compensable step says how it is undone, or why it need not be.'
					: `${missing.length} of them do not say yet how they are undone. Click to go to one.`
			}
		>
			<ChipButton
				tone="undo"
				onClick={() => {
					if (first === undefined) return;
					designer.actions.select([first]);
					designer.canvas?.show(first);
				}}
			>
				<IconPlayerTrackPrevFilled size={13} aria-hidden />
				{covered} of {total} can be undone
			</ChipButton>
		</Tooltip>
	);
}
