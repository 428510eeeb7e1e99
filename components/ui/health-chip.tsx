'use client';

import { Popover, Stack, Text } from '@mantine/core';
import { useHealth } from '../live/installation-queries';
import { useStreamStatus } from '../live/use-stream';
import { ChipButton } from './chip';
import { healthSummary } from './health-summary';
import classes from './shell.module.css';

const streamWords = {
	connecting: 'Connecting for live changes.',
	live: 'Changes come live.',
	reconnecting: 'The live connection broke; connecting again.',
	paused: 'Live changes are paused in this tab.',
};

export function HealthChip() {
	const { data, isError } = useHealth();
	const status = useStreamStatus();
	const summary = healthSummary(data, isError);
	return (
		<Popover width={320} position="bottom-end" withArrow>
			<Popover.Target>
				<ChipButton aria-label={`Health: ${summary.words}. ${streamWords[status]}`}>
					<span className={classes.healthDot} data-tone={summary.tone} aria-hidden />
					{summary.words}
				</ChipButton>
			</Popover.Target>
			<Popover.Dropdown>
				<Stack gap={8}>
					<Text size="sm" fw={600}>
						{summary.words}
					</Text>
					<Text size="sm">{summary.explanation}</Text>
					{summary.advice && (
						<Text size="sm" c="dimmed">
							{summary.advice}
						</Text>
					)}
					<Text size="sm" c="dimmed">
						{streamWords[status]}
					</Text>
				</Stack>
			</Popover.Dropdown>
		</Popover>
	);
}
