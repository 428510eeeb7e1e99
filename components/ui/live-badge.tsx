'use client';

import { Tooltip } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlugConnectedX, IconPointFilled } from '@tabler/icons-react';
import { setPaused } from '../live/stream-client';
import { useStreamStatus } from '../live/use-stream';
import { ChipButton } from './chip';

const looks = {
	connecting: { words: 'connecting', tone: 'suspended', icon: IconPointFilled, hint: 'Connecting for live changes.' },
	live: {
		words: 'live',
		tone: 'done',
		icon: IconPointFilled,
		hint: 'Changes appear as they happen. Click to pause them in this tab.',
	},
	reconnecting: {
		words: 'reconnecting',
		tone: 'undo',
		icon: IconPlugConnectedX,
		hint: 'The connection broke. It is made again by itself; nothing is lost.',
	},
	paused: {
		words: 'paused',
		tone: 'suspended',
		icon: IconPlayerPauseFilled,
		hint: 'This tab stands still. Click to see what has happened since.',
	},
} as const;

/** Live, reconnecting or paused; a click pauses and resumes. */
export function LiveBadge() {
	const status = useStreamStatus();
	const { words, tone, icon: Icon, hint } = looks[status];
	return (
		<Tooltip label={hint}>
			<ChipButton tone={tone} aria-label={`${words}. ${hint}`} onClick={() => setPaused(status !== 'paused')}>
				<Icon size={12} aria-hidden />
				{words}
			</ChipButton>
		</Tooltip>
	);
}
