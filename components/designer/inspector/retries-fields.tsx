'use client';

import { NumberInput } from '@mantine/core';
import type { Retries } from '@/saga/flow/nodes/retries';
import { DurationInput } from './duration-input';
import classes from './forms.module.css';

const day = 86_400_000;

interface RetriesFieldsProps {
	readonly timeoutMs: number;
	readonly retries: Retries;
	readonly onChange: (patch: { timeoutMs?: number; retries?: Retries }) => void;
	readonly disabled: boolean;
}

export function RetriesFields({ timeoutMs, retries, onChange, disabled }: RetriesFieldsProps) {
	const set = (patch: Partial<Retries>) => onChange({ retries: { ...retries, ...patch } });
	return (
		<div className={classes.pair}>
			<DurationInput
				label="Time-out per attempt"
				ms={timeoutMs}
				min={100}
				max={30 * day}
				disabled={disabled}
				onChange={(ms) => onChange({ timeoutMs: ms })}
			/>
			<NumberInput
				label="Attempts at most"
				value={retries.attemptsMax}
				min={1}
				max={100}
				allowDecimal={false}
				clampBehavior="strict"
				disabled={disabled}
				onChange={(value) => typeof value === 'number' && value >= 1 && set({ attemptsMax: value })}
			/>
			<DurationInput
				label="Pause before the next"
				ms={retries.backoffMs}
				min={0}
				max={day}
				disabled={disabled}
				onChange={(ms) => set({ backoffMs: ms })}
			/>
			<NumberInput
				label="then times"
				value={retries.backoffFactor}
				min={1}
				max={10}
				step={0.5}
				clampBehavior="strict"
				disabled={disabled}
				onChange={(value) => typeof value === 'number' && value >= 1 && set({ backoffFactor: value })}
			/>
			<DurationInput
				label="Pause at most"
				ms={retries.backoffMaxMs}
				min={0}
				max={day}
				disabled={disabled}
				onChange={(ms) => set({ backoffMaxMs: ms })}
			/>
		</div>
	);
}
