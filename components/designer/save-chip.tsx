'use client';

import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCloudOff, IconCloudUp } from '@tabler/icons-react';
import { Chip, ChipButton } from '../ui/chip';
import { saveWords } from './autosave';
import { useDesigner, useDesignerState } from './designer-store';

const icons = {
	saved: IconCheck,
	unsaved: IconCloudUp,
	saving: IconCloudUp,
	offline: IconCloudOff,
	refused: IconAlertTriangle,
	conflict: IconAlertTriangle,
};
const clock = (at: number) =>
	new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

export function SaveChip() {
	const designer = useDesigner();
	const save = useDesignerState((state) => state.save);
	const { tone, words, explanation } = saveWords(save, clock);
	const Icon = icons[save.kind];
	const content = (
		<>
			<Icon size={13} aria-hidden />
			{words}
		</>
	);
	if (save.kind === 'conflict')
		return (
			<ChipButton tone={tone} data-testid="save-state" onClick={() => designer.actions.set({ dialog: 'conflict' })}>
				{content}: choose…
			</ChipButton>
		);
	return (
		<Tooltip label={explanation}>
			<Chip tone={tone} role="status" data-testid="save-state">
				{content}
			</Chip>
		</Tooltip>
	);
}
