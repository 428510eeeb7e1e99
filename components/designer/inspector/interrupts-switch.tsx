'use client';

import { Switch } from '@mantine/core';
import type { ReactionTrigger } from '@/saga/flow/nodes/event';
import classes from './forms.module.css';

interface InterruptsSwitchProps {
	readonly label: string;
	readonly on: ReactionTrigger;
	readonly interrupting: boolean;
	readonly words: { readonly error: string; readonly interrupts: string; readonly beside: string };
	readonly disabled: boolean;
	readonly mt?: number;
	readonly onChange: (interrupting: boolean) => void;
}

/** Whether an event gives up what it happens to; an error leaves no choice. */
export function InterruptsSwitch({
	label,
	on,
	interrupting,
	words,
	disabled,
	mt = 0,
	onChange,
}: InterruptsSwitchProps) {
	const isError = on.type === 'error';
	return (
		<>
			<Switch
				mt={mt}
				label={label}
				checked={interrupting || isError}
				disabled={disabled || isError}
				onChange={(event) => onChange(event.currentTarget.checked)}
			/>
			<p className={classes.note}>{isError ? words.error : interrupting ? words.interrupts : words.beside}</p>
		</>
	);
}
